"""What is kept about a person, read as the register tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from school.accounts.models import Person
from school.database import Base
from school.privacy.contract import Purpose, Who
from school.privacy.erased import Erased, digest
from school.privacy.models import ErasureRequest
from school.privacy.purposes import PURPOSES
from school.privacy.register import TABLES


@dataclass(frozen=True)
class Held:
    """How many rows are kept about a person for a purpose."""

    purpose: Purpose
    rows: int


@dataclass(frozen=True)
class Asked:
    """Somebody who asked to be erased; `done_at` and `proof_until` once they are."""

    person_id: int
    name: str
    email: str
    asked_at: dt.datetime
    done_at: dt.datetime | None
    proof_until: dt.date | None


@dataclass(frozen=True)
class Given:
    """What a person gets of a table: its columns, and their rows."""

    table: str
    purpose: Purpose
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def held(session: Session, who: Who) -> Sequence[Held]:
    """How much is kept about a person, for each purpose: one statement."""
    counts = [
        select(literal(name), func.count()).select_from(table).where(entry.of(table, who))
        for name, entry in TABLES.items()
        if entry.of and (table := Base.metadata.tables[name]) is not None
    ]
    found: Mapping[str, int] = dict(session.execute(union_all(*counts)).all())
    return [
        Held(each, sum(n for name, n in found.items() if TABLES[name].purpose is each))
        for each in PURPOSES
    ]


def given(session: Session, who: Who) -> Iterator[Given]:
    """All that a person gets of what is kept about them, table by table."""
    for name, entry in TABLES.items():
        if entry.of is None or entry.purpose is None:
            continue
        table = Base.metadata.tables[name]
        columns = [column for column, declared in entry.columns.items() if declared.exported]
        rows = session.execute(
            select(*(table.c[column] for column in columns))
            .where(entry.of(table, who))
            .order_by(*table.primary_key)
        )
        shown = [entry.columns[column].shown or _as_it_is for column in columns]
        yield Given(
            name,
            entry.purpose,
            columns,
            [[show(value) for show, value in zip(shown, row, strict=True)] for row in rows],
        )


def asked(session: Session, person_id: int | None = None) -> Sequence[Asked]:
    """Those who asked to be erased and did not withdraw, the longest waiting first; or one."""
    statement = (
        select(
            Person.id,
            Person.first_name + " " + Person.last_name,
            Person.email,
            ErasureRequest.asked_at,
            ErasureRequest.done_at,
            ErasureRequest.proof_until,
        )
        .join_from(ErasureRequest, Person)
        .where(ErasureRequest.withdrawn_at.is_(None))
        .order_by(ErasureRequest.asked_at, ErasureRequest.id)
    )
    if person_id is not None:
        statement = statement.where(Person.id == person_id)
    return [Asked(*row) for row in session.execute(statement)]


def erased(session: Session) -> Sequence[Erased]:
    """Those who were erased, as the list outside the database tells them."""
    rows = session.execute(
        select(Person.id, Person.created_at, ErasureRequest.proof_until)
        .join_from(ErasureRequest, Person)
        .where(ErasureRequest.done_at.is_not(None))
        .order_by(ErasureRequest.done_at, ErasureRequest.id)
    )
    return [
        Erased(id=id, digest=digest(id, created_at), proof_until=until)
        for id, created_at, until in rows
        if until is not None
    ]


def _as_it_is(value: Any) -> Any:
    return value
