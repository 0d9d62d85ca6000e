"""The pairs of a `match`: the two-column table that ends its statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from school.exercises.items import cut_statement
from school.exercises.prose import Prose, in_code

MOST_TERMS = 12
MOST_DEFINITIONS = 15

_CELL = re.compile(r"(?:\\.|\{\{[^{}]*\}\}|`[^`]*`|[^|\\`]|`|\\)*")
_RULE = re.compile(r"\|?\s*:?-+:?\s*\|\s*:?-+:?\s*\|?")


@dataclass(frozen=True)
class Row:
    """A row of the table: its term, empty beside a definition that matches none, from a line."""

    term: str
    definition: str
    line: int


@dataclass(frozen=True)
class Pairs:
    """The right definition of each term; definitions are numbered from 1, as the alphabet goes."""

    right: tuple[int, ...] = ()
    definitions: int = 0


def take_pairs(prose: Prose) -> Pairs:
    """Move the table that ends the statement to texts of its own, and note its faults.

    The texts are `option.column.1` and `.2`, `option.term.<n>` and `option.definition.<n>`.
    """
    lines = prose.texts["statement"].split("\n")
    first = prose.lines["statement"]
    start = _start(lines)
    if start is None:
        last = first + len(lines) - 1
        remedy = "end it with | Term | Definition |, | --- | --- |, and a line for each pair"
        prose.fault("pairs", last, "the statement does not end with a two-column table", remedy)
        return Pairs()
    cut_statement(prose, start)
    table = [(cells(line), first + place) for place, line in enumerate(lines) if place >= start]
    for row, line in table:
        if len(row) != 2:
            what = f"this row has {len(row)} column(s)"
            prose.fault("pairs", line, what, "write two: | term | definition |")
    rows = [Row(row[0], row[1], line) for row, line in table[2:] if len(row) == 2]
    for number, name in enumerate(table[0][0], 1):
        prose.add(f"option.column.{number}", [name], table[0][1])
    return _keep(prose, rows, table[0][1])


def cells(line: str) -> list[str]:
    """The cells of a row. A bar in code, in a figure's slot or after \\ is part of its cell."""
    found, place = [], 0
    row = line.strip().removeprefix("|")
    while place <= len(row):
        cell = _CELL.match(row, place)
        end = cell.end() if cell else place
        found.append(row[place:end].strip())
        place = end + 1
    return found[:-1] if len(found) > 1 and row.endswith("|") and not found[-1] else found


def _start(lines: Sequence[str]) -> int | None:
    """The place of the table that ends the lines: its names, over a line of hyphens."""
    code = in_code(lines)
    start = len(lines)
    while start and "|" in lines[start - 1] and not code[start - 1]:
        start -= 1
    return start if _RULE.fullmatch("".join(lines[start + 1 : start + 2]).strip()) else None


def _keep(prose: Prose, rows: Sequence[Row], line: int) -> Pairs:
    """Keep terms and definitions as texts; each definition once, whatever it answers to."""
    terms = [row for row in rows if row.term]
    definitions = sorted({row.definition for row in rows})
    for listed, most, name in (
        (terms, MOST_TERMS, "term(s)"),
        (definitions, MOST_DEFINITIONS, "different definition(s)"),
    ):
        if not 2 <= len(listed) <= most:
            prose.fault("pairs", line, f"the table has {len(listed)} {name}", f"write 2 to {most}")
    for number, row in enumerate(terms, 1):
        prose.add(f"option.term.{number}", [row.term], row.line)
        if row.term in [other.term for other in terms[: number - 1]]:
            prose.fault("pairs", row.line, "this term is written twice", "keep one of the two")
    lines = {row.definition: row.line for row in reversed(rows)}
    for number, definition in enumerate(definitions, 1):
        prose.add(f"option.definition.{number}", [definition], lines[definition])
    matched = {row.definition for row in terms}
    for row in rows:
        if not row.term and row.definition in matched:
            remedy = "change it, or write the term that it defines"
            prose.fault("pairs", row.line, "this definition matches a term already", remedy)
    right = tuple(definitions.index(row.definition) + 1 for row in terms)
    return Pairs(right, len(definitions))
