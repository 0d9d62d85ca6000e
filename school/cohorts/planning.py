"""What a roster would change in a cohort, told before anything is done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from school.accounts.models import Person, Role
from school.accounts.particulars import fold_email
from school.campaign.messages import N_
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.roster.contract import Entry, Problem, Roster

ASKED_AT_ONCE = 1000
"""Addresses looked up in one statement; SQLite takes 32,766 values at most."""


@dataclass(frozen=True)
class Move:
    """What happens to one person.

    `person_id` is None for whom there is no account yet; `enrolment_id` and `cohort` tell the place
    that they have today.
    """

    email: str
    first_name: str
    last_name: str
    person_id: int | None = None
    enrolment_id: int | None = None
    cohort_id: int | None = None
    cohort: str = ""


@dataclass(frozen=True)
class Plan:
    """What a roster does to a cohort, each person standing in one list.

    `created` have no account yet, `joined` have no cohort, `moved` come from another, `left` leave
    this one; nothing changes for `kept`, who are as the roster says, and for `missing`, members
    whom the roster does not name. With `problems`, nothing may be applied.
    """

    cohort_id: int
    created: tuple[Move, ...]
    joined: tuple[Move, ...]
    moved: tuple[Move, ...]
    left: tuple[Move, ...]
    kept: tuple[Move, ...]
    missing: tuple[Move, ...]
    problems: tuple[Problem, ...]

    @property
    def changes(self) -> int:
        """How many people something changes for."""
        return sum(map(len, (self.created, self.joined, self.moved, self.left)))

    @cached_property
    def digest(self) -> str:
        """The same for plans that do the same: what was shown is what is applied."""
        done = [
            self.cohort_id,
            [(move.email, move.first_name, move.last_name) for move in self.created],
            *(
                [(move.person_id, move.enrolment_id) for move in moves]
                for moves in (self.joined, self.moved, self.left)
            ),
        ]
        return hashlib.sha256(json.dumps(done).encode()).hexdigest()


def plan(session: Session, roster: Roster, cohort_id: int, *, missing_leave: bool = False) -> Plan:
    """What a roster would do to a cohort; whom it does not name leave when `missing_leave`."""
    there = _known(session, [fold_email(entry.email) for entry in roster.entries])
    lists: dict[str, list[Move]] = {name: [] for name in _LISTS}
    problems = list(roster.problems)
    for entry in roster.entries:
        person = there.get(fold_email(entry.email))
        problem = _problem(entry, person, cohort_id)
        if problem:
            problems.append(problem)
        else:
            lists[_list_of(entry, person, cohort_id)].append(_move(entry, person))
    named = {fold_email(entry.email) for entry in roster.entries}
    lists["left" if missing_leave else "missing"] += _members_but(session, cohort_id, named)
    return Plan(cohort_id, problems=tuple(problems), **{k: tuple(v) for k, v in lists.items()})


_LISTS = ("created", "joined", "moved", "left", "kept", "missing")
_ASKED = select(
    Person.id,
    Person.email,
    Person.email_key,
    Person.first_name,
    Person.last_name,
    Person.role,
    Person.active,
    Enrolment.id.label("enrolment_id"),
    Enrolment.cohort_id,
    Cohort.name.label("cohort"),
)
_Known = Row[*tuple[Any, ...]]


def _known(session: Session, keys: Sequence[str]) -> dict[str, _Known]:
    """The accounts of these addresses, each with its place in a cohort, if any."""
    open_one = (Enrolment.person_id == Person.id) & Enrolment.left_at.is_(None)
    asked = _ASKED.outerjoin_from(Person, Enrolment, open_one).outerjoin(
        Cohort, Cohort.id == Enrolment.cohort_id
    )
    found: dict[str, _Known] = {}
    for some in _batches(keys):
        rows = session.execute(asked.where(Person.email_key.in_(some)))
        found |= {row.email_key: row for row in rows}
    return found


def _batches(keys: Sequence[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while some := list(islice(left, ASKED_AT_ONCE)):
        yield some


def _members_but(session: Session, cohort_id: int, named: set[str]) -> Iterator[Move]:
    """The members of a cohort but those of some addresses, by name."""
    rows = session.execute(
        _ASKED.join_from(Person, Enrolment, Enrolment.person_id == Person.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.left_at.is_(None))
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return (_of_person(row) for row in rows if row.email_key not in named)


def _problem(entry: Entry, person: _Known | None, cohort_id: int) -> Problem | None:
    """Why somebody cannot be enrolled."""
    if entry.leaves or (person and person.cohort_id == cohort_id):
        return None
    if person is None:
        if entry.first_name and entry.last_name:
            return None
        sentence = N_("No account has this address yet: write the first and last names with it.")
    elif person.role is not Role.STUDENT:
        sentence = N_(
            "This is the account of an instructor or an administrator: take the line out, or "
            "give the address that this person studies with."
        )
    elif not person.active:
        sentence = N_("This account is disabled: enable it first, or take the line out.")
    else:
        return None
    return Problem(entry.place, sentence, "email", entry.email)


def _list_of(entry: Entry, person: _Known | None, cohort_id: int) -> str:
    if person is None:
        return "kept" if entry.leaves else "created"
    here = person.cohort_id == cohort_id
    if entry.leaves:
        return "left" if here else "kept"
    if here:
        return "kept"
    return "joined" if person.cohort_id is None else "moved"


def _move(entry: Entry, person: _Known | None) -> Move:
    if person is None:
        return Move(entry.email, entry.first_name, entry.last_name)
    return _of_person(person)


def _of_person(row: _Known) -> Move:
    place = row.enrolment_id, row.cohort_id, row.cohort or ""
    return Move(row.email, row.first_name, row.last_name, row.id, *place)
