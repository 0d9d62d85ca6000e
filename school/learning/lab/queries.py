"""The scenarios that a person saved, and those that others share with them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Text, bindparam, cast, or_, select, true
from sqlalchemy.orm import Session, aliased

from school.accounts.models import Person, Role
from school.cohorts.models import Enrolment
from school.cohorts.queries import cohorts_of
from school.database import Base
from school.learning.lab import sheet
from school.learning.lab.sheet import Sheet
from school.learning.lab.typed import PLAIN
from school.learning.models import Scenario

_scenario = Base.metadata.tables[Scenario.__tablename__]

# As text, so that a scenario already read is found again without decoding it.
_SCENARIOS = (
    select(
        _scenario.c.id,
        _scenario.c.name,
        _scenario.c.saved_at,
        cast(_scenario.c.plan, Text),
        _scenario.c.shared,
    )
    .where(_scenario.c.person_id == bindparam("person"))
    .order_by(_scenario.c.saved_at.desc(), _scenario.c.id.desc())
)


@dataclass(frozen=True)
class Saved:
    """A scenario: its name, when it was saved, its fields as they read today, whether others may
    open it.
    """

    id: int
    name: str
    saved_at: dt.datetime
    sheet: Sheet
    shared: bool = False


@dataclass(frozen=True)
class Shared:
    """Somebody's scenario that a reader may open: its name, its owner's, its fields."""

    name: str
    owner: str
    sheet: Sheet


def scenarios(session: Session, person_id: int) -> Sequence[Saved]:
    """Every scenario of a person, newest first."""
    rows = session.execute(_SCENARIOS, {"person": person_id})
    return [
        Saved(id_, name, saved_at, _read(plan), shared)
        for id_, name, saved_at, plan, shared in rows
    ]


def shared(session: Session, scenario_id: int, reader_id: int, role: str) -> Shared | None:
    """A shared scenario, for its owner, those who study in its owner's cohort today, those who
    teach it, and admins.
    """
    owners, readers = aliased(Enrolment), aliased(Enrolment)
    fellows = (
        select(owners.id)
        .join(readers, readers.cohort_id == owners.cohort_id)
        .where(owners.person_id == Scenario.person_id, owners.left_at.is_(None))
        .where(readers.person_id == reader_id, readers.left_at.is_(None))
    )
    found = (
        select(Scenario.name, Person.first_name, Person.last_name, cast(Scenario.plan, Text))
        .join(Person, Person.id == Scenario.person_id)
        .where(Scenario.id == scenario_id, Scenario.shared)
    )
    taught = select(owners.id).where(
        owners.person_id == Scenario.person_id,
        owners.left_at.is_(None),
        owners.cohort_id.in_(cohorts_of(reader_id)),
    )
    readable = {
        Role.STUDENT: or_(Scenario.person_id == reader_id, fellows.exists()),
        Role.INSTRUCTOR: or_(Scenario.person_id == reader_id, taught.exists()),
        Role.ADMIN: true(),
    }
    found = found.where(readable[Role(role)])
    row = session.execute(found).one_or_none()
    if row is None:
        return None
    name, first_name, last_name, plan = row
    return Shared(name, f"{first_name} {last_name}", _read(plan))


@lru_cache(maxsize=2048)
def _read(plan: str) -> Sheet:
    return sheet.read(json.loads(plan), PLAIN)
