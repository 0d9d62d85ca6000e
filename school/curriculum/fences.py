"""The exercises of a text: fences opened by ```exercise KIND ID, and the passages around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from school.curriculum.lesson import Passage
from school.exercises.authoring import AuthoringError
from school.exercises.contract import Fault
from school.exercises.schema import check_id

_BACKTICKS = re.compile(r"([ \t>]*)(`{3,})([^`]*)")
_TILDES = re.compile(r"([ \t>]*)(~{3,})(.*)")
_EXAMPLE = "```exercise numeric roi-micro"


@dataclass(frozen=True)
class Fence:
    """An exercise as written: YAML `head` from `head_line`, Markdown `prose` from `prose_line`."""

    kind: str
    id: str
    line: int
    head: str
    head_line: int
    prose: str
    prose_line: int


@dataclass
class Parts:
    """A text's passages and exercises in order, and what is wrong with its fences."""

    parts: list[Passage | Fence] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add_passage(self, lines: Sequence[str], line: int) -> None:
        """Keep a passage, unless it is blank."""
        if any(text.strip() for text in lines):
            self.parts.append(Passage("\n".join(lines), line))

    def fault(self, line: int, what: str, remedy: str) -> None:
        """Note what is wrong with the fence that opens at a line."""
        self.faults.append(Fault(line, "fence", what, remedy))


def split(text: str, first_line: int) -> Parts:
    """Split a text whose first line is `first_line` of the file. Never raises.

    A fence closes with as many of its marks as opened it, or more. One that is never closed ends
    where the next exercise opens.
    """
    found = Parts()
    lines = text.split("\n")
    place = start = 0
    while place < len(lines):
        opening = _opening(lines[place])
        if opening is None:
            place += 1
            continue
        end, after = _end(lines, place, opening[2])
        if end == after:
            found.fault(first_line + place, "is never closed", f"close it with {opening[2]}")
        if _is_exercise(opening):
            found.add_passage(lines[start:place], first_line + start)
            if end < after:
                _add_exercise(found, opening, lines[place + 1 : end], first_line + place)
            start = after
        place = after
    found.add_passage(lines[start:], first_line + start)
    return found


def _opening(line: str) -> re.Match[str] | None:
    return _BACKTICKS.fullmatch(line) or _TILDES.fullmatch(line)


def _is_exercise(opening: re.Match[str]) -> bool:
    # « exercice » and its like are caught here: shown as code, they would give the answer away.
    word = opening[3].strip().partition(" ")[0].lower()
    return bool(get_close_matches(word, ["exercise"], cutoff=0.75))


def _end(lines: Sequence[str], place: int, marks: str) -> tuple[int, int]:
    """The index of the closing line and of the line after; the same index twice if never closed."""
    for number in range(place + 1, len(lines)):
        fence = _opening(lines[number])
        if fence is None or fence[2][0] != marks[0] or len(fence[2]) < len(marks):
            continue
        if not fence[3].strip():
            return number, number + 1
        if fence[3].startswith("exercise "):
            return number, number
    return len(lines), len(lines)


def _add_exercise(found: Parts, opening: re.Match[str], inside: Sequence[str], line: int) -> None:
    indent, marks, info = opening.groups()
    words = info.split()
    if indent or marks[0] != "`" or words[0] != "exercise" or len(words) != 3:
        found.fault(line, "does not open an exercise", f"open it at the margin as {_EXAMPLE}")
        return
    try:
        check_id(words[2])
    except AuthoringError as error:
        found.fault(line, error.what, error.remedy)
    cut = next((n for n, text in enumerate(inside) if text.rstrip() == "---"), None)
    if cut is None:
        found.fault(line, "has no --- line", "write --- between its fields and its text")
        return
    head, prose = "\n".join(inside[:cut]) + "\n", "\n".join(inside[cut + 1 :])
    found.parts.append(Fence(words[1], words[2], line, head, line + 1, prose, line + cut + 2))
