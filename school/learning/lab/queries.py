"""The scenarios that a person saved."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import Session

from school.database import Base
from school.learning.lab import sheet
from school.learning.lab.sheet import Sheet
from school.learning.lab.typed import PLAIN
from school.learning.models import Scenario

_scenario = Base.metadata.tables[Scenario.__tablename__]

# As text, so that a scenario already read is found again without decoding it.
_SCENARIOS = (
    select(_scenario.c.id, _scenario.c.name, _scenario.c.saved_at, cast(_scenario.c.plan, Text))
    .where(_scenario.c.person_id == bindparam("person"))
    .order_by(_scenario.c.saved_at.desc(), _scenario.c.id.desc())
)


@dataclass(frozen=True)
class Saved:
    """A scenario: its name, when it was saved, and its fields as they read today."""

    id: int
    name: str
    saved_at: dt.datetime
    sheet: Sheet


def scenarios(session: Session, person_id: int) -> Sequence[Saved]:
    """Every scenario of a person, newest first."""
    rows = session.execute(_SCENARIOS, {"person": person_id})
    return [Saved(id_, name, saved_at, _read(plan)) for id_, name, saved_at, plan in rows]


@lru_cache(maxsize=2048)
def _read(plan: str) -> Sheet:
    return sheet.read(json.loads(plan), PLAIN)
