"""What a student passed only after the last day of its module, by the dates as they are now."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from school.database import Base
from school.learning.models import Attempt
from school.learning.situation import Situation
from school.web.clock import day_of

_attempt = Base.metadata.tables[Attempt.__tablename__]
_FIRST_PASSES = (
    select(_attempt.c.exercise_id, func.min(_attempt.c.at))
    .where(_attempt.c.person_id == bindparam("person"), _attempt.c.passed)
    .group_by(_attempt.c.exercise_id)
)


def passed_late(session: Session, person_id: int, situation: Situation) -> Counter[str]:
    """How many exercises were passed late, by module; an exercise counts by its first pass."""
    found: Counter[str] = Counter()
    for exercise_id, at in session.execute(_FIRST_PASSES, {"person": person_id}):
        published = situation.catalogue.exercises.get(exercise_id)
        dates = situation.dates(published.lesson.module.id) if published else None
        if published and dates and day_of(at) > dates.due_on:
            found[published.lesson.module.id] += 1
    return found
