"""The rubric of an assignment: a table of criteria, each described at every level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from school.exercises.authoring import quoted
from school.exercises.pairs import cells
from school.exercises.prose import Prose

TEXT = "rubric"
MOST_CRITERIA = 12
MOST_LEVELS = 6
TABLE = "| Criterion | Weak (0) | Good (2) |, | --- | --- | --- |, and a line for each criterion"

_POINTS = re.compile(r".*\S\s*\((\d{1,3}(?:[.,]\d{1,2})?)(?:\s*(?:pt|point)s?)?\)")
_RULE = re.compile(r":?-+:?")


@dataclass(frozen=True)
class Rubric:
    """The criteria by name, and the points of each level, from the lowest."""

    criteria: tuple[str, ...] = ()
    points: tuple[float, ...] = ()

    @property
    def total(self) -> float:
        """The points of the best level for every criterion."""
        return len(self.criteria) * max(self.points, default=0.0)


def read_rubric(prose: Prose) -> Rubric:
    """The rubric that a text holds, and its faults noted; it stays a text, which a page shows."""
    lines, first = prose.texts[TEXT].split("\n"), prose.lines[TEXT]
    rows = [cells(line) for line in lines]
    if len(rows) < 3 or not all(_RULE.fullmatch(cell) for cell in rows[1]):
        prose.fault(TEXT, first, "is not a table", f"write {TABLE}")
        return Rubric()
    points = _levels(prose, rows[0], first)
    for place, line in enumerate(lines):
        if "|" not in line:
            remedy = "keep the table alone in the rubric"
            prose.fault(TEXT, first + place, "this line stands outside the table", remedy)
        elif len(rows[place]) != len(rows[1]):
            what = f"this row has {len(rows[place])} column(s)"
            remedy = f"write {len(rows[1])}: the criterion, then what each level looks like"
            prose.fault(TEXT, first + place, what, remedy)
        elif not all(rows[place]):
            prose.fault(TEXT, first + place, "a cell is empty", "say what is expected there")
    criteria = [row[0] for row in rows[2:]]
    for place, name in enumerate(criteria):
        if name and name in criteria[:place]:
            remedy = "keep one of the two"
            prose.fault(TEXT, first + 2 + place, f"{quoted(name)} is written twice", remedy)
    if len(criteria) > MOST_CRITERIA:
        what = f"has {len(criteria)} criteria"
        prose.fault(TEXT, first, what, f"write {MOST_CRITERIA} at most")
    return Rubric(tuple(criteria), points)


def _levels(prose: Prose, row: Sequence[str], line: int) -> tuple[float, ...]:
    """The points that end the names of the levels."""
    names = row[1:]
    if not 2 <= len(names) <= MOST_LEVELS:
        prose.fault(TEXT, line, f"has {len(names)} level(s)", f"write 2 to {MOST_LEVELS}")
    points = []
    for name in names:
        if found := _POINTS.fullmatch(name):
            points.append(float(found[1].replace(",", ".")))
        else:
            remedy = "end the name of the level with them: Good (2)"
            prose.fault(TEXT, line, f"{quoted(name)} has no points", remedy)
    if any(low >= high for low, high in pairwise(points)):
        remedy = "write the levels from the fewest points to the most"
        prose.fault(TEXT, line, "the points do not grow from level to level", remedy)
    return tuple(points)
