"""How the register tells what is kept: purposes, tables, columns, and what erasure does."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table


@dataclass(frozen=True)
class Purpose:
    """Why some things are kept, as the public page tells it: English that pages translate.

    `what` names the things, `why` the reason, `how_long` how long they stay, and `once_erased`
    what becomes of them when a person asks for erasure.
    """

    title: str
    what: str
    why: str
    how_long: str
    once_erased: str


@dataclass(frozen=True)
class Who:
    """Whose data it is. `email` is the address as it is kept."""

    id: int
    email: str


class Rows(enum.Enum):
    """What erasing a person does to their rows of a table.

    `PROOF`: the law keeps them until the date that is set at erasure (`retention`). `NAMELESS`:
    they stay, and nothing in them tells any more who the person was.
    """

    DELETED = "deleted"
    PROOF = "proof"
    NAMELESS = "nameless"


@dataclass(frozen=True)
class Column:
    """What is declared of a column.

    `exported`: a person gets it with their data, as `shown` gives it. `erased` gives what takes its
    place in a row that stays, from the row's id.
    """

    personal: bool = True
    exported: bool = True
    shown: Callable[[Any], Any] | None = None
    erased: Callable[[int], Any] | None = None


PLAIN = Column(personal=False, exported=False)
"""Says nothing of anybody: how the table is held together, or what is the same for all."""

TOLD = Column()
"""Of the person, and given to them."""

WITHHELD = Column(exported=False)
"""Of the person, and not given: a secret of theirs, or how an answer is marked."""


def becomes(erased: Callable[[int], Any], *, exported: bool = True) -> Column:
    """Of the person; once erased, something else stands there."""
    return Column(exported=exported, erased=erased)


@dataclass(frozen=True)
class Entry:
    """What the register tells of a table.

    `of` finds the rows of a person: None when there are none to find. A table without a purpose
    holds nothing personal.
    """

    purpose: Purpose | None
    rows: Rows | None
    of: Callable[[Table, Who], ColumnElement[bool]] | None
    columns: Mapping[str, Column]


def by(column: str) -> Callable[[Table, Who], ColumnElement[bool]]:
    """The rows whose column holds the person's id."""
    return lambda table, who: table.c[column] == who.id
