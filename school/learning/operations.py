"""Marking an answer and keeping it: one row in the log, its summaries, all in one transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Table, bindparam
from sqlalchemy.orm import Session

from school.database import Base
from school.exercises.contract import Answer, AnswerError, Form, Variant
from school.learning import progress, queries
from school.learning.draws import Student
from school.learning.lesson_work import LessonWork, lesson_work
from school.learning.lock import Locked, advance, lock
from school.learning.models import Attempt, ExerciseProgress
from school.learning.standing import UNTRIED, Standing, Tried
from school.publishing.catalogue import PublishedExercise, PublishedLesson

_attempt: Table = Base.metadata.tables[Attempt.__tablename__]
_summary: Table = Base.metadata.tables[ExerciseProgress.__tablename__]

_INSERT = _attempt.insert().returning(_attempt.c.id)
_UPDATE = _summary.update().where(
    _summary.c.person_id == bindparam("person"), _summary.c.exercise_id == bindparam("exercise")
)


class StaleError(Exception):
    """An answer to a page that is no longer the present one; nothing was written.

    `reason`: `revision` (the exercise changed), `draw` (these numbers may not be answered now) or
    `key` (another answer came from the same form first).
    """

    def __init__(self, reason: str, standing: Standing) -> None:
        super().__init__(reason)
        self.reason = reason
        self.standing = standing


@dataclass(frozen=True)
class Submission:
    """What a student sends: the answer, and what the page was when they wrote it.

    `key` is the page's own for this submission: sent again, it gets the same reply.
    """

    student: Student
    draw: int
    revision_id: int
    key: uuid.UUID
    form: Form
    locale: str


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
    """
    exercise, lesson = published.exercise, published.lesson
    person_id = submission.student.id
    locked = lock(session, person_id, lesson.lesson.id, now)
    standings = queries.standings(session, person_id, [e.id for e in lesson.lesson.exercises])
    standing = standings.get(exercise.id, UNTRIED)
    variant = submission.student.variant(published, submission.draw)
    sent = queries.tried_by_key(session, person_id, submission.key)
    if sent:
        _check_replay(sent, published, submission, variant, standing)
        return _reply(sent, standing, work_of(lesson, standings, locked))
    _check_present(published, submission, standing)
    answer = variant.read(submission.form, submission.locale)
    marked = _mark(published, submission, variant, answer, standing.next_number())
    tried = _keep(session, locked, marked, variant, answer)
    after = _sum_up(session, locked, standing, tried)
    work = work_of(lesson, {**standings, exercise.id: after}, locked)
    advance(session, locked, exercise.id, done=work.done)
    return _reply(tried, after, work)


def work_of(
    lesson: PublishedLesson, standings: Mapping[str, Standing], locked: Locked
) -> LessonWork:
    """The work on a lesson of the student whose row is held."""
    read, done = locked.read_at is not None, locked.done_at is not None
    return lesson_work(lesson, standings, read=read, done=done)


def _reply(tried: Tried, standing: Standing, work: LessonWork) -> Reply:
    return Reply(standing, work, moved_on=tried.passed or work.done)


def _check_present(
    published: PublishedExercise, submission: Submission, standing: Standing
) -> None:
    """Refuse an answer to another revision, or to numbers that may not be answered now."""
    if submission.revision_id != published.lesson.revision_id:
        raise StaleError("revision", standing)
    if submission.draw != standing.open_draw:
        raise StaleError("draw", standing)


def _check_replay(
    sent: Tried,
    published: PublishedExercise,
    submission: Submission,
    variant: Variant,
    standing: Standing,
) -> None:
    """Let the same answer through again; refuse another one under the same key."""
    if (sent.exercise_id, sent.draw) != (published.exercise.id, submission.draw):
        raise StaleError("key", standing)
    try:
        typed = variant.read(submission.form, submission.locale).typed
    except AnswerError:
        raise StaleError("key", standing) from None
    if typed != sent.typed:
        raise StaleError("key", standing)


def _mark(
    published: PublishedExercise,
    submission: Submission,
    variant: Variant,
    answer: Answer,
    number: int,
) -> Tried:
    """The marked try, not kept yet."""
    mark = variant.mark(answer)
    settings = published.exercise.settings
    return Tried(
        id=0,
        exercise_id=published.exercise.id,
        revision_id=submission.revision_id,
        draw=submission.draw,
        number=number,
        typed=answer.typed,
        echo=answer.echo,
        score=mark.score,
        passed=progress.passes(mark.score, settings),
        closed=progress.closes(mark.score, number, settings),
        mistake=mark.mistake,
        feedback=list(mark.feedback),
        details=mark.details,
        client_key=submission.key,
    )


def _keep(
    session: Session, locked: Locked, marked: Tried, variant: Variant, answer: Answer
) -> Tried:
    """Write a marked try in the log, with the numbers it was made on."""
    row = vars(marked) | {
        "person_id": locked.person_id,
        "lesson_id": locked.lesson_id,
        "numbers": dict(variant.numbers),
        "read": answer.read,
        "at": locked.at,
    }
    del row["id"]
    return replace(marked, id=session.execute(_INSERT, row).scalar_one())


def _sum_up(session: Session, locked: Locked, before: Standing, tried: Tried) -> Standing:
    """Write what the student's tries at the exercise amount to, this one included."""
    after = before.after(tried)
    values = {
        "lesson_id": locked.lesson_id,
        "last_attempt_id": tried.id,
        **asdict(after.summary),
    }
    if before.last is None:
        key = {"person_id": locked.person_id, "exercise_id": tried.exercise_id}
        session.execute(_summary.insert(), key | values)
    else:
        session.execute(
            _UPDATE, values | {"person": locked.person_id, "exercise": tried.exercise_id}
        )
    return after
