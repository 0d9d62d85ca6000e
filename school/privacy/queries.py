"""What is kept about a person, read as the register tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from school.database import Base
from school.privacy.contract import Purpose, Who
from school.privacy.purposes import PURPOSES
from school.privacy.register import TABLES


@dataclass(frozen=True)
class Held:
    """How many rows are kept about a person for a purpose."""

    purpose: Purpose
    rows: int


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


def _as_it_is(value: Any) -> Any:
    return value
