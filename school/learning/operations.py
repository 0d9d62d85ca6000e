"""Marking an answer and keeping it: one row in the log, its summaries, all in one transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from school.database import Base, Database, dialect_of
from school.exercises.contract import Answer, AnswerError, Form, Mark, Variant
from school.learning import progress, queries
from school.learning.draws import Student, words_of
from school.learning.lesson_work import LessonWork, lesson_work
from school.learning.lock import Locked, advance, lock
from school.learning.models import Attempt, ExerciseProgress
from school.learning.review import operations as reviews
from school.learning.standing import UNTRIED, Standing, Tried
from school.publishing.catalogue import PublishedExercise, PublishedLesson

_attempt: Table = Base.metadata.tables[Attempt.__tablename__]
_summary: Table = Base.metadata.tables[ExerciseProgress.__tablename__]

_INSERT: dict[str, Any] = {
    name: dialect.insert(_attempt)
    .on_conflict_do_nothing(index_elements=["person_id", "client_key"])
    .returning(_attempt.c.id)
    for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
}
_UPDATE = _summary.update().where(
    _summary.c.person_id == bindparam("person"), _summary.c.exercise_id == bindparam("exercise")
)


class StaleError(Exception):
    """An answer that is not counted: its page is behind, or it says the same again.

    `reason`: `revision` (the exercise changed), `draw` (these numbers may not be answered now),
    `numbers` (they follow the brand or an earlier answer, which changed), `key` (another answer
    came from the same form first) or `same` (it reads as the last one did).
    """

    def __init__(self, reason: str, standing: Standing) -> None:
        super().__init__(reason)
        self.reason = reason
        self.standing = standing


@dataclass(frozen=True)
class Submission:
    """What a student sends: the answer, and what the page was when they wrote it.

    `key` is the page's own for this submission: sent again, it gets the same reply. `basis` tells
    the values that the page was made on (see `Student.basis`), `begun` is the try that keeps them.
    """

    student: Student
    draw: int
    revision_id: int
    key: uuid.UUID
    form: Form
    locale: str
    basis: str = ""
    begun: Tried | None = None


@dataclass(frozen=True)
class Marked:
    """An answer that could be read, and what it is worth on the numbers of its variant."""

    variant: Variant
    answer: Answer
    mark: Mark


@dataclass(frozen=True)
class Reply:
    """Where the student stands after a submission, on the exercise and on its lesson.

    `moved_on` tells whether the try may have changed what the lesson's page shows around it.
    """

    standing: Standing
    work: LessonWork
    moved_on: bool


def submit(
    session: Session,
    published: PublishedExercise,
    submission: Submission,
    now: dt.datetime,
) -> Reply:
    """Mark an answer and keep it, or give again the reply to one already kept.

    Raises StaleError, and AnswerError for an answer that cannot be read; neither uses up a try.
    What takes time is done before the student's row is held.
    """
    exercise, lesson = published.exercise, published.lesson
    person_id = submission.student.id
    marked = _mark(published, submission)
    database = session.connection()
    locked = lock(database, person_id, lesson.lesson.id, now)
    standings = queries.standings(database, person_id, [e.id for e in lesson.lesson.exercises])
    standing = standings.get(exercise.id, UNTRIED)
    stale = _staleness(published, submission, marked, standing)
    if not stale and isinstance(marked, Marked):
        tried = _keep(database, locked, published, submission, marked, standing.next_number())
        if tried:
            after = _sum_up(database, locked, standing, tried)
            reviews.rate(database, person_id, exercise, tried, locked.at)
            work = work_of(lesson, {**standings, exercise.id: after}, locked)
            advance(database, locked, exercise.id, done=work.done)
            return _reply(tried, after, work)
    sent = queries.tried_by_key(database, person_id, submission.key)
    if sent:
        _check_replay(sent, published, submission, marked, standing)
        return _reply(sent, standing, work_of(lesson, standings, locked))
    if isinstance(marked, AnswerError) and not stale:
        raise marked
    raise StaleError(stale, standing)


def work_of(
    lesson: PublishedLesson, standings: Mapping[str, Standing], locked: Locked
) -> LessonWork:
    """The work on a lesson of the student whose row is held."""
    read, done = locked.read_at is not None, locked.done_at is not None
    return lesson_work(lesson, standings, read=read, done=done)


def _reply(tried: Tried, standing: Standing, work: LessonWork) -> Reply:
    return Reply(standing, work, moved_on=tried.passed or work.done)


def _staleness(
    published: PublishedExercise,
    submission: Submission,
    marked: Marked | AnswerError,
    standing: Standing,
) -> str:
    """Why an answer may not be kept, if it may not: see `StaleError`."""
    if submission.revision_id != published.lesson.revision_id:
        return "revision"
    if submission.draw != standing.open_draw:
        return "draw"
    student, present = submission.student, standing.tried_at(submission.draw)
    bases = {student.basis(published, tried) for tried in (submission.begun, present)}
    if bases != {submission.basis}:
        return "numbers"
    return "same" if isinstance(marked, Marked) and standing.repeated_by(marked.answer) else ""


def _check_replay(
    sent: Tried,
    published: PublishedExercise,
    submission: Submission,
    marked: Marked | AnswerError,
    standing: Standing,
) -> None:
    """Let the same answer through again; refuse another one under the same key."""
    same_place = (sent.exercise_id, sent.draw) == (published.exercise.id, submission.draw)
    if isinstance(marked, AnswerError) or not same_place or marked.answer.typed != sent.typed:
        raise StaleError("key", standing)


def _mark(published: PublishedExercise, submission: Submission) -> Marked | AnswerError:
    """The answer and its mark, or why it cannot be read."""
    variant = submission.student.variant(published, submission.draw, submission.begun)
    try:
        answer = variant.read(submission.form, submission.locale)
    except AnswerError as error:
        return error
    return Marked(variant, answer, variant.mark(answer))


def _keep(
    database: Database,
    locked: Locked,
    published: PublishedExercise,
    submission: Submission,
    marked: Marked,
    number: int,
) -> Tried | None:
    """Write a marked try in the log, with its numbers; None when its key is there already."""
    mark, answer, settings = marked.mark, marked.answer, published.exercise.settings
    words = words_of(submission.student.moving(published, submission.begun))
    tried = Tried(
        id=0,
        exercise_id=published.exercise.id,
        revision_id=submission.revision_id,
        draw=submission.draw,
        number=number,
        numbers={**marked.variant.numbers, **words},
        typed=answer.typed,
        read=answer.read,
        echo=answer.echo,
        score=mark.score,
        passed=mark.handed_in or progress.passes(mark.score, settings),
        closed=not mark.handed_in and progress.closes(mark.score, number, settings),
        mistake=mark.mistake,
        feedback=list(mark.feedback),
        details=mark.details,
        handed_in=mark.handed_in,
        client_key=submission.key,
        at=locked.at,
    )
    row = vars(tried) | {"person_id": locked.person_id, "lesson_id": locked.lesson_id}
    del row["id"]
    kept = database.execute(_INSERT[dialect_of(database)], row).scalar()
    return replace(tried, id=kept) if kept else None


def _sum_up(database: Database, locked: Locked, before: Standing, tried: Tried) -> Standing:
    """Write what the student's tries at the exercise amount to, this one included."""
    after = before.after(tried)
    values = {
        "lesson_id": locked.lesson_id,
        "last_attempt_id": tried.id,
        **vars(after.summary),
    }
    if before.last is None:
        key = {"person_id": locked.person_id, "exercise_id": tried.exercise_id}
        database.execute(_summary.insert(), key | values)
    else:
        database.execute(
            _UPDATE, values | {"person": locked.person_id, "exercise": tried.exercise_id}
        )
    return after
