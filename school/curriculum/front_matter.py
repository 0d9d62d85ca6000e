"""The YAML between two `---` lines at the top of a file, and the Markdown after it."""

from __future__ import annotations

from dataclasses import dataclass

from school.curriculum.yaml import Loaded, load
from school.exercises.contract import Fault

FIELD = "front matter"


@dataclass(frozen=True)
class FrontMatter:
    """A file in two: its fields, and its Markdown from line `body_line` on."""

    loaded: Loaded
    body: str
    body_line: int


def split(text: str) -> FrontMatter:
    """Split a file. A missing or unclosed front matter is a fault among those of its fields."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return _without(text, "is missing", "begin the file with a --- line, fields, a --- line")
    ends = (number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---")
    end = next(ends, None)
    if end is None:
        return _without("", "is never closed", "write a --- line after the fields")
    loaded = load("\n".join(lines[1:end]) + "\n", first_line=2)
    return FrontMatter(loaded, "\n".join(lines[end + 1 :]), end + 2)


def _without(body: str, what: str, remedy: str) -> FrontMatter:
    loaded = Loaded(faults=[Fault(1, FIELD, what, remedy)], readable=False)
    return FrontMatter(loaded, body, 1)
