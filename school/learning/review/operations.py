"""Keeping what an answer tells of a student's memory, in the transaction of the try."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from school.database import Base, Database, dialect_of
from school.exercises.contract import Exercise
from school.learning.models import Review
from school.learning.review import rule
from school.learning.review.memory import Memory, reviewed
from school.learning.review.rule import Effect, Try

REVIEW: Table = Base.metadata.tables[Review.__tablename__]
MEMORY = [REVIEW.c[name] for name in Memory.__dataclass_fields__]

_SELECT = select(REVIEW.c.subject, *MEMORY).where(
    REVIEW.c.person_id == bindparam("person"),
    REVIEW.c.subject.in_(bindparam("subjects", expanding=True)),
)


def _upsert(dialect: Any) -> Any:
    insert = dialect.insert(REVIEW)
    values = {column.name: insert.excluded[column.name] for column in MEMORY}
    return insert.on_conflict_do_update(index_elements=["person_id", "subject"], set_=values)


_UPSERT: dict[str, Any] = {"postgresql": _upsert(postgresql), "sqlite": _upsert(sqlite)}


def rate(
    database: Database, person_id: int, exercise: Exercise, tried: Try, at: dt.datetime
) -> None:
    """Grade the cards that a try tells of, and open those it calls for: two statements at most.

    The student must be held (`learning.lock`): two lessons may train one skill.
    """
    effects = rule.effects(exercise, tried)
    if not effects:
        return
    rows = database.execute(_SELECT, {"person": person_id, "subjects": [*effects]})
    kept = {subject: Memory(*values) for subject, *values in rows}
    after = graded(kept, effects, at)
    if after:
        database.execute(
            _UPSERT[dialect_of(database)],
            [
                {"person_id": person_id, "subject": subject, **asdict(memory)}
                for subject, memory in sorted(after.items())
            ],
        )


def graded(
    kept: Mapping[str, Memory], effects: Mapping[str, Effect], at: dt.datetime
) -> dict[str, Memory]:
    """The cards that a try changes or opens, as they are after it."""
    found = {}
    for subject, effect in effects.items():
        before = kept.get(subject)
        grade = effect.known if before else effect.new
        if grade is not None:
            found[subject] = reviewed(before, grade, at)
    return found
