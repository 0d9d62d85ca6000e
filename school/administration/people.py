"""What the administrator's pages read about people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from school.accounts import queries as account_queries
from school.accounts import second_factor
from school.accounts.models import Person, SignIn
from school.accounts.passwords import NONE_YET
from school.accounts.queries import OpenSignIn
from school.accounts.search import folded, found_by
from school.cohorts.models import Cohort, Enrolment

PER_PAGE = 50
STATES = ("active", "disabled", "never")
"""Who may sign in, who may not, and who never did."""

_SEEN = (
    select(func.max(SignIn.seen_at))
    .where(SignIn.person_id == Person.id)
    .correlate(Person)
    .scalar_subquery()
)
_PLACE = and_(Enrolment.person_id == Person.id, Enrolment.left_at.is_(None))


@dataclass(frozen=True)
class Search:
    """Whom one looks for. What is empty, or None, lets everybody through."""

    words: str = ""
    role: str = ""
    cohort_id: int | None = None
    state: str = ""


@dataclass(frozen=True)
class PersonLine:
    """A line of the list. `cohort` is where they study today; `seen_at` is None before they ever
    signed in.
    """

    id: int
    first_name: str
    last_name: str
    email: str
    role: str
    active: bool
    cohort: str | None
    seen_at: dt.datetime | None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class PeoplePage:
    """A page of the list, among `pages`; `total` people were found."""

    lines: Sequence[PersonLine]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class Place:
    """A student's place in a cohort, present or past."""

    cohort_id: int
    cohort: str
    joined_at: dt.datetime
    left_at: dt.datetime | None


@dataclass(frozen=True)
class PersonSheet:
    """All that one page says of a person."""

    line: PersonLine
    created_at: dt.datetime
    has_password: bool
    places: Sequence[Place]
    sign_ins: Sequence[OpenSignIn]
    second_factor_since: dt.datetime | None


def people(session: Session, search: Search, number: int) -> PeoplePage:
    """One page of those whom a search finds, by name; the last when there are not so many."""
    conditions = _conditions(search)
    total = session.scalar(_from(select(func.count())).where(*conditions)) or 0
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(1, number), pages)
    rows = session.execute(
        _lines()
        .where(*conditions)
        .order_by(folded(Person.last_name), folded(Person.first_name), Person.id)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return PeoplePage([PersonLine(*row) for row in rows], total, number, pages)


def cohorts(session: Session) -> Sequence[tuple[int, str]]:
    """The cohorts to choose among, the latest first."""
    rows = session.execute(select(Cohort.id, Cohort.name).order_by(Cohort.starts_on.desc()))
    return [(row.id, row.name) for row in rows]


def person(session: Session, person_id: int, now: dt.datetime) -> PersonSheet | None:
    """What is known of one person."""
    row = session.execute(
        _lines()
        .add_columns(Person.created_at, Person.password_hash != NONE_YET)
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        return None
    *line, created_at, has_password = row
    places = session.execute(
        select(Cohort.id, Cohort.name, Enrolment.joined_at, Enrolment.left_at)
        .join_from(Enrolment, Cohort)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.joined_at.desc(), Enrolment.id.desc())
    )
    return PersonSheet(
        PersonLine(*line),
        created_at,
        has_password,
        [Place(*place) for place in places],
        account_queries.open_sign_ins(session, person_id, now),
        second_factor.since(session, person_id),
    )


def _lines() -> Select[*tuple[Any, ...]]:
    return _from(
        select(
            Person.id,
            Person.first_name,
            Person.last_name,
            Person.email,
            Person.role,
            Person.active,
            Cohort.name,
            _SEEN,
        )
    )


def _from(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Person)
        .outerjoin(Enrolment, _PLACE)
        .outerjoin(Cohort, Cohort.id == Enrolment.cohort_id)
    )


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    found = [found_by(search.words)] if search.words else []
    if search.role:
        found.append(Person.role == search.role)
    if search.cohort_id is not None:
        found.append(Enrolment.cohort_id == search.cohort_id)
    if search.state == "never":
        found.append(_SEEN.is_(None))
    elif search.state:
        found.append(Person.active.is_(search.state == "active"))
    return found
