"""Saving, sharing and deleting scenarios."""

from __future__ import annotations

import datetime as dt
import unicodedata

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from school.accounts.models import Person
from school.exercises.contract import Form
from school.learning.models import Scenario

MOST = 50
"""Scenarios that one person may keep."""

LONGEST = 80


class ScenarioError(ValueError):
    """A scenario that cannot be saved. `code`: `no-name`, `long-name`, `taken` or `too-many`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def save(session: Session, person_id: int, name: str, plan: Form, now: dt.datetime) -> str:
    """Keep a campaign's fields under a name, and return the name as it is kept.

    Raises ScenarioError. Another scenario of the same name is never replaced.
    """
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(each.isprintable() and each != " " for each in tidy):
        raise ScenarioError("no-name")
    if len(tidy) > LONGEST:
        raise ScenarioError("long-name")
    # One writer a person: the names are counted before one is added.
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    names = session.scalars(select(Scenario.name).where(Scenario.person_id == person_id)).all()
    if tidy.casefold() in {each.casefold() for each in names}:
        raise ScenarioError("taken")
    if len(names) >= MOST:
        raise ScenarioError("too-many")
    kept = {field: list(values) for field, values in plan.items()}
    session.add(Scenario(person_id=person_id, name=tidy, plan=kept, saved_at=now))
    session.flush()
    return tidy


def share(session: Session, person_id: int, scenario_id: int, *, shared: bool) -> None:
    """Share a scenario of this person's, or take it back; anybody else's is left alone."""
    session.execute(
        update(Scenario)
        .where(Scenario.id == scenario_id, Scenario.person_id == person_id)
        .values(shared=shared)
    )


def remove(session: Session, person_id: int, scenario_id: int) -> None:
    """Delete a scenario of this person's; anybody else's is left alone."""
    session.execute(
        delete(Scenario).where(Scenario.id == scenario_id, Scenario.person_id == person_id)
    )
