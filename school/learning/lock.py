"""One student, one writer at a time: held while tries are counted and summed up.

SQLite's writers queue anyway. On PostgreSQL the row of the lesson is locked, and the student's
number with it: lessons that train the same skill share the student's reviews.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from school.database import Base, Database, dialect_of
from school.learning.models import LessonProgress

PROGRESS: Table = Base.metadata.tables[LessonProgress.__tablename__]

_INSERT: dict[str, Any] = {
    "postgresql": postgresql.insert(PROGRESS).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(PROGRESS).on_conflict_do_nothing(),
}
_HELD = 1
"""The space of the numbers of students held, among PostgreSQL's advisory locks."""
_ROW = (
    select(PROGRESS.c.read_at, PROGRESS.c.done_at, PROGRESS.c.last_at)
    .where(PROGRESS.c.person_id == bindparam("person"), PROGRESS.c.lesson_id == bindparam("lesson"))
    .with_for_update()
)
_SELECT: dict[str, Select[Any]] = {
    "postgresql": _ROW.add_columns(func.pg_advisory_xact_lock(_HELD, PROGRESS.c.person_id)),
    "sqlite": _ROW,
}
_UPDATE = (
    PROGRESS.update()
    .where(PROGRESS.c.person_id == bindparam("person"), PROGRESS.c.lesson_id == bindparam("lesson"))
    .values(
        read_at=bindparam("read"),
        done_at=bindparam("done"),
        place=bindparam("here"),
        last_at=bindparam("last"),
    )
)
_TICK = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class Locked:
    """A student's row of a lesson, held until the transaction ends.

    `at` is the instant of what is being written: after everything before it, even when the clock
    went back.
    """

    person_id: int
    lesson_id: str
    read_at: dt.datetime | None
    done_at: dt.datetime | None
    at: dt.datetime


def lock(database: Database, person_id: int, lesson_id: str, now: dt.datetime) -> Locked:
    """Wait for a student's row of a lesson, made when missing, and hold it."""
    row = _held(database, person_id, lesson_id)
    if row is None:
        new = {"person_id": person_id, "lesson_id": lesson_id, "place": "", "last_at": now - _TICK}
        database.execute(_INSERT[dialect_of(database)], new)
        row = _held(database, person_id, lesson_id)
    read_at, done_at, last_at = row[:3]
    return Locked(person_id, lesson_id, read_at, done_at, max(now, last_at + _TICK))


def _held(database: Database, person_id: int, lesson_id: str) -> Any:
    statement = _SELECT[dialect_of(database)]
    return database.execute(statement, {"person": person_id, "lesson": lesson_id}).first()


def advance(database: Database, locked: Locked, place: str, *, done: bool = False) -> None:
    """Write in the held row where the student is, and that the lesson is done if it now is."""
    database.execute(
        _UPDATE,
        {
            "person": locked.person_id,
            "lesson": locked.lesson_id,
            "read": locked.read_at,
            "done": locked.done_at or (locked.at if done else None),
            "here": place,
            "last": locked.at,
        },
    )
