"""Plans of the laboratory that several tests compute."""

from __future__ import annotations

import datetime as dt

from school.campaign.plan import Plan
from school.learning.lab import sheet
from school.learning.lab.queries import Saved
from school.learning.lab.sheet import Sheet


def sheet_of(**fields: str) -> Sheet:
    """The opening campaign with other values in some fields; `__` stands for a dot."""
    return sheet.read({name.replace("__", "."): [value] for name, value in fields.items()}, "fr")


def plan_of(**fields: str) -> Plan:
    """The plan of such a sheet."""
    plan = sheet_of(**fields).plan
    assert plan
    return plan


def saved(name: str, number: int = 1, **fields: str) -> Saved:
    """A saved scenario of such a sheet."""
    return Saved(number, name, dt.datetime(2026, 11, 24, tzinfo=dt.UTC), sheet_of(**fields))
