"""A list pasted from a message or a spreadsheet: one person a line, or a table with its names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from school.cohorts.roster import columns, delimited
from school.cohorts.roster.checking import checked
from school.cohorts.roster.contract import MOST_LINES, Place, Record, Roster, RosterError
from school.cohorts.roster.tables import records

_IN_BRACKETS = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]+)>[\s,;]*")
_SEPARATORS = re.compile(r"[;,\t]")


def read(text: str) -> Roster:
    """Read `Camille Exemple <camille@…>`, or values with separators in any order, or a table.

    Of two names, one in capitals is the last name; else the first name comes first.
    """
    try:
        table = delimited.rows(text, "") if _begins_as_table(text) else []
        header = columns.find(table, "")
    except RosterError as error:
        return Roster(problems=(error.problem,))
    if header is not None:
        return checked(records(table, header, ""), ignored=header.ignored)
    lines = [(line, each) for line, each in enumerate(text.splitlines(), 1) if each.strip()]
    if len(lines) > MOST_LINES:
        return Roster(problems=(delimited.too_long("").problem,))
    return checked(_record(line, each) for line, each in lines)


def _begins_as_table(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return any(columns.count(first.split(delimiter)) for delimiter in delimited.DELIMITERS)


def _record(line: int, text: str) -> Record:
    brackets = _IN_BRACKETS.fullmatch(text.strip())
    if brackets:
        email, names = brackets["email"], [brackets["name"].strip(' "')]
    else:
        cells = [cell.strip(' "') for cell in _SEPARATORS.split(text) if cell.strip(' "')]
        email = next((cell for cell in cells if "@" in cell), text)
        names = [cell for cell in cells if cell != email]
    values = {"email": email, **dict(_names([name for name in names if name]))}
    return Record(Place("", line), values)


def _names(cells: list[str]) -> Iterator[tuple[str, str]]:
    """First and last name, from one cell or two."""
    if len(cells) < 2:
        cells = _parted(cells[0].split()) if cells else []
    if not cells:
        return
    first, last, *_ = [*cells, ""]
    if first.isupper() and not last.isupper():
        first, last = last, first
    yield "first_name", first
    yield "last_name", last


def _parted(words: list[str]) -> list[str]:
    """A whole name in two: what is in capitals is the last name."""
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    others = [word for word in words if word not in capitals]
    if capitals and others:
        return [" ".join(others), " ".join(capitals)]
    return [words[0], " ".join(words[1:])]
