"""What the administrator's pages read in the audit log."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from school.accounts.models import Person
from school.accounts.search import found_by
from school.audit.models import AuditLine
from school.cohorts.models import Cohort
from school.web.clock import PARIS

PER_PAGE = 50
PEOPLE = ("actor", "instructors")
"""The details that name people by their ids."""

_line = AuditLine.__table__.c


@dataclass(frozen=True)
class Search:
    """What one looks for. What is empty, or None, lets every line through.

    `words` are those of a person's name or address, who did it or to whom it was done; `since` and
    `until` are days in Paris, both included.
    """

    words: str = ""
    action: str = ""
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Entry:
    """A line of the log. `before` and `after` are None once the details are withdrawn."""

    number: int
    at: dt.datetime
    actor_id: int | None
    action: str
    kind: str
    subject_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    withdrawn: bool
    details_digest: bytes
    digest: bytes

    @property
    def changes(self) -> Iterator[tuple[str, Any, Any]]:
        """What changed: its name, what it was and what it is; None when there is no such thing."""
        before, after = self.before or {}, self.after or {}
        for name in {**before, **after}:
            yield name, before.get(name), after.get(name)


@dataclass(frozen=True)
class Names:
    """How people and cohorts are called now."""

    people: Mapping[int, str]
    cohorts: Mapping[int, str]


@dataclass(frozen=True)
class JournalPage:
    """A page of the log, among `pages`; `total` lines were found."""

    entries: Sequence[Entry]
    names: Names
    total: int
    number: int
    pages: int

    @property
    def days(self) -> Iterator[tuple[dt.date, list[Entry]]]:
        """The entries of each day in Paris."""
        for day, entries in groupby(self.entries, lambda each: each.at.astimezone(PARIS).date()):
            yield day, list(entries)


def page(session: Session, search: Search, number: int) -> JournalPage:
    """One page of the lines that a search finds, the latest first."""
    conditions = _conditions(search)
    total = session.scalar(select(func.count(_line.number)).where(*conditions)) or 0
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(1, number), pages)
    rows = session.execute(
        select(AuditLine.__table__)
        .where(*conditions)
        .order_by(_line.number.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    entries = [_entry(row) for row in rows]
    return JournalPage(entries, names(session, _people_of(entries)), total, number, pages)


def every(session: Session, search: Search) -> Iterator[Entry]:
    """All the lines that a search finds, in the order of the log."""
    lines = select(AuditLine.__table__).where(*_conditions(search)).order_by(_line.number)
    return map(_entry, session.execute(lines.execution_options(yield_per=1000)))


def names(session: Session, people: Collection[int] | None = None) -> Names:
    """The names of some people, or of all, and of the cohorts."""
    asked = select(Person.id, Person.first_name, Person.last_name)
    found = session.execute(asked if people is None else asked.where(Person.id.in_(people)))
    cohorts = session.execute(select(Cohort.id, Cohort.name))
    return Names(
        {row.id: f"{row.first_name} {row.last_name}" for row in found},
        {row.id: row.name for row in cohorts},
    )


def written(session: Session) -> tuple[Sequence[str], Sequence[str]]:
    """The actions and the kinds of subjects that there are in the log."""
    rows = session.execute(select(_line.action, _line.subject_kind).distinct()).all()
    return sorted({row.action for row in rows}), sorted({row.subject_kind for row in rows})


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    conditions = []
    if search.words:
        people = select(Person.id).where(found_by(search.words))
        of_them = select(cast(Person.id, String)).where(found_by(search.words))
        about = and_(_line.subject_kind == "person", _line.subject_id.in_(of_them))
        conditions.append(or_(_line.actor_id.in_(people), about))
    if search.action:
        conditions.append(_line.action == search.action)
    if search.kind:
        conditions.append(_line.subject_kind == search.kind)
    if search.since:
        conditions.append(_line.at >= _morning(search.since))
    if search.until:
        conditions.append(_line.at < _morning(search.until + dt.timedelta(days=1)))
    return conditions


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), PARIS)


def _entry(row: Row[Any]) -> Entry:
    details = json.loads(row.details) if row.details else {}
    return Entry(
        row.number,
        row.at,
        row.actor_id,
        row.action,
        row.subject_kind,
        row.subject_id,
        details.get("before"),
        details.get("after"),
        row.details is None,
        row.details_digest,
        row.digest,
    )


def _people_of(entries: Sequence[Entry]) -> set[int]:
    found = {entry.actor_id for entry in entries if entry.actor_id is not None}
    found |= {int(e.subject_id) for e in entries if e.kind == "person" and e.subject_id.isdecimal()}
    for entry in entries:
        for name, before, after in entry.changes:
            if name in PEOPLE:
                found |= {each for ids in (before, after) for each in ids or ()}
    return found
