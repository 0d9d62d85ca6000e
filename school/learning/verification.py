"""Progress computed again from the log, and compared with what is kept beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select, union
from sqlalchemy.orm import Session

from school.curriculum.lesson import Lesson
from school.database import Base
from school.learning import progress
from school.learning.models import Attempt, ExerciseProgress, LessonProgress, Reading, Review
from school.learning.progress import Event, Summary, required_exercises
from school.learning.review import rule
from school.learning.review.memory import Memory
from school.learning.review.operations import MEMORY, graded

Lessons = Callable[[int], Lesson]
"""From a revision of a lesson to what it said."""

_attempt: Table = Base.metadata.tables[Attempt.__tablename__]
_reading: Table = Base.metadata.tables[Reading.__tablename__]
_summary: Table = Base.metadata.tables[ExerciseProgress.__tablename__]
_review: Table = Base.metadata.tables[Review.__tablename__]
_lesson: Table = Base.metadata.tables[LessonProgress.__tablename__]


@dataclass(frozen=True)
class Difference:
    """A summary that is not what the log says; `kept` or `computed` is None when it is missing."""

    person_id: int
    subject: str
    kept: object
    computed: object

    def __str__(self) -> str:
        return (
            f"person {self.person_id}, {self.subject}:\n"
            f"  kept      {self.kept}\n  computed  {self.computed}"
        )


@dataclass(frozen=True)
class ExerciseWork:
    """A student's work on an exercise: its last try, and what all of them amount to."""

    lesson_id: str
    last_attempt_id: int
    summary: Summary


@dataclass(frozen=True)
class LessonWork:
    """When a student read a lesson to its end, and when it was done."""

    read_at: dt.datetime | None = None
    done_at: dt.datetime | None = None

    def __str__(self) -> str:
        return f"read {self.read_at or 'never'}, done {self.done_at or 'never'}"


Work = dict[str, ExerciseWork | LessonWork | Memory]
"""A student's work by subject: `exercise <id>`, `lesson <id>` and `review <skill or mistake>`."""


def differences(session: Session, lessons: Lessons) -> Iterator[Difference]:
    """Every summary that is not what the log says, student by student."""
    columns = [table.c.person_id for table in (_attempt, _reading, _summary, _lesson, _review)]
    for person_id in session.scalars(union(*(select(c) for c in columns)).order_by("person_id")):
        kept, computed = _kept(session, person_id), _computed(session, person_id, lessons)
        for subject in sorted(kept.keys() | computed.keys()):
            if kept.get(subject) != computed.get(subject):
                yield Difference(person_id, subject, kept.get(subject), computed.get(subject))


def _kept(session: Session, person_id: int) -> Work:
    """What is kept; a lesson that was only opened has no line in the log and is left out."""
    exercises = session.execute(select(_summary).where(_summary.c.person_id == person_id))
    opened = session.execute(select(_lesson).where(_lesson.c.person_id == person_id))
    reviews = session.execute(
        select(_review.c.subject, *MEMORY).where(_review.c.person_id == person_id)
    )
    work: Work = {
        f"exercise {row.exercise_id}": ExerciseWork(
            row.lesson_id,
            row.last_attempt_id,
            Summary(row.attempts, row.best_score, row.passed),
        )
        for row in exercises
    }
    work |= {f"review {subject}": Memory(*values) for subject, *values in reviews}
    return work | {
        f"lesson {row.lesson_id}": LessonWork(row.read_at, row.done_at)
        for row in opened
        if row.read_at or row.done_at
    }


def _computed(session: Session, person_id: int, lessons: Lessons) -> Work:
    attempts = session.execute(
        select(_attempt).where(_attempt.c.person_id == person_id).order_by(_attempt.c.id)
    ).all()
    readings = session.execute(select(_reading).where(_reading.c.person_id == person_id)).all()
    events = [_tried(row, lessons) for row in attempts] + [_read(row, lessons) for row in readings]
    done = progress.completions(sorted(events, key=lambda event: event.at))
    read = {row.lesson_id: row.at for row in readings}
    return {**_exercises(attempts), **_reviews(attempts, lessons)} | {
        f"lesson {lesson_id}": LessonWork(read.get(lesson_id), done.get(lesson_id))
        for lesson_id in read.keys() | done.keys()
    }


def _exercises(attempts: Iterable[Any]) -> Work:
    """Fold the tries of one student, in the order of the log, into a summary of each exercise."""
    work: dict[str, ExerciseWork] = {}
    for row in attempts:
        before = work.get(row.exercise_id)
        summary = (before.summary if before else Summary()).after(row.score, row.passed)
        work[row.exercise_id] = ExerciseWork(row.lesson_id, row.id, summary)
    return {f"exercise {exercise_id}": each for exercise_id, each in work.items()}


def _reviews(attempts: Iterable[Any], lessons: Lessons) -> Work:
    """Grade what the tries of one student tell of, in the order of the log."""
    kept: dict[str, Memory] = {}
    for row in attempts:
        written = lessons(row.revision_id).exercises
        exercise = next(each for each in written if each.id == row.exercise_id)
        kept |= graded(kept, rule.effects(exercise, row), row.at)
    return {f"review {subject}": memory for subject, memory in kept.items()}


def _tried(row: Any, lessons: Lessons) -> Event:
    passed = row.exercise_id if row.passed else None
    return Event(row.at, row.lesson_id, required_exercises(lessons(row.revision_id)), passed=passed)


def _read(row: Any, lessons: Lessons) -> Event:
    return Event(row.at, row.lesson_id, required_exercises(lessons(row.revision_id)), read=True)
