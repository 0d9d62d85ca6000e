"""What a roster is once it is read: whom it names, and what in it cannot be used."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

MOST_LINES = 10_000
"""Lines of a roster; more is no school's list."""
MOST_COLUMNS = 100
"""Columns of a table that are looked at."""
SHOWN = 80
"""Characters of a faulty value that are shown."""


@dataclass(frozen=True)
class Place:
    """Where something stands: a file by its name ("" for what was pasted), a line from 1.

    Line 0 is the file as a whole.
    """

    file: str
    line: int


@dataclass(frozen=True)
class Row:
    """A line of a table, whatever the file that it comes from."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """What a line says of a person, as it is written: `email`, `first_name`, `last_name`.

    A name that the list does not tell is missing from `values`. `leaves` is for one who is to
    leave the cohort.
    """

    place: Place
    values: Mapping[str, str]
    leaves: bool = False


@dataclass(frozen=True)
class Entry:
    """A person whom a roster names. The names are empty where the list does not tell them."""

    place: Place
    email: str
    first_name: str = ""
    last_name: str = ""
    leaves: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong at a place, and what to do, as an English sentence that pages translate.

    `values` are those of the sentence; `field` names the value at fault and `given` is it.
    """

    place: Place
    sentence: str
    field: str = ""
    given: str = ""
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)


class RosterError(ValueError):
    """A file that cannot be read as a roster at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


@dataclass(frozen=True)
class Roster:
    """Whom a list names, in its order.

    `problems` are to be mended before it is used; `passed_over` are lines that say nothing of
    students; `ignored` are the names of columns of which nothing is kept.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()


def refused(file: str, sentence: str, **values: str | int) -> RosterError:
    """A file that cannot be read at all, and why."""
    return RosterError(Problem(Place(file, 0), sentence, values=values))
