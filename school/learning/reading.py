"""How far a student is in a lesson: the place, and the mark that it was read to its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Table
from sqlalchemy.orm import Session

from school.database import Base
from school.learning import operations, queries
from school.learning.lock import advance, lock
from school.learning.models import Reading
from school.publishing.catalogue import PublishedLesson

END = "fin-de-lecon"
"""The anchor of a lesson's foot."""

_reading: Table = Base.metadata.tables[Reading.__tablename__]


def mark_read(session: Session, person_id: int, lesson: PublishedLesson, now: dt.datetime) -> None:
    """Mark a lesson as read to its end; marking it again changes nothing."""
    lesson_id = lesson.lesson.id
    locked = lock(session, person_id, lesson_id, now)
    if locked.read_at:
        return
    locked = replace(locked, read_at=locked.at)
    mark = {"person_id": person_id, "lesson_id": lesson_id, "at": locked.at}
    session.execute(_reading.insert(), mark | {"revision_id": lesson.revision_id})
    exercises = [exercise.id for exercise in lesson.lesson.exercises]
    standings = queries.standings(session, person_id, exercises)
    advance(session, locked, END, done=operations.work_of(lesson, standings, locked).done)


def move_place(
    session: Session, person_id: int, lesson: PublishedLesson, place: str, now: dt.datetime
) -> None:
    """Remember how far a student is in a lesson. A place that the lesson has not is ignored."""
    if place in places(lesson):
        advance(session, lock(session, person_id, lesson.lesson.id, now), place)


def places(lesson: PublishedLesson) -> Collection[str]:
    """The anchors of a lesson: its titles, its exercises, its foot."""
    titles = {heading.id for heading in lesson.contents}
    return titles | {exercise.id for exercise in lesson.lesson.exercises} | {END}
