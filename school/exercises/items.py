"""The list that ends a statement: its items, and the feedback quoted under each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from school.exercises.prose import Prose, in_code

_INDENTED = re.compile(r"(?: {2,4}|\t)(.*)")


@dataclass
class Item:
    """An item: the sign before it, the lines of its text and of its feedback, from a line."""

    sign: str
    line: int
    text: list[str]
    feedback: list[str] = field(default_factory=list)
    feedback_line: int = 0


@dataclass
class Listing:
    """The items, the place in the statement where they start, and a place that cuts them off."""

    items: list[Item] = field(default_factory=list)
    start: int = 0
    after: int = 0


def find_list(lines: Sequence[str], pattern: re.Pattern[str]) -> Listing:
    """The list that ends the lines; `pattern` matches an item's sign, then its text."""
    found = Listing()
    code = in_code(lines)
    for place, line in enumerate(lines):
        item, indented = pattern.fullmatch(line), _INDENTED.match(line)
        if item and not code[place]:
            found.start = found.start if found.items else place
            found.items.append(Item(item[1], place, [item[2]]))
        elif found.items and indented and not code[place]:
            _continue(found.items[-1], indented[1], place)
        elif found.items and not line.strip():
            found.items[-1].text.append("")
        else:
            found.after = place if found.items else found.after
            found.items = []
    return found


def _continue(item: Item, text: str, place: int) -> None:
    """Add an indented line to an item: a quote is its feedback."""
    if not text.startswith(">"):
        item.text.append(text)
        return
    item.feedback_line = item.feedback_line or place
    item.feedback.append(text[1:].removeprefix(" "))


def cut_statement(prose: Prose, start: int) -> None:
    """Leave in the statement what stands before a place."""
    first = prose.lines["statement"]
    lines = prose.texts.pop("statement").split("\n")
    prose.add("statement", lines[:start], first)


def keep_items(prose: Prose, first: int, items: Iterable[Item]) -> None:
    """Keep items as `option.1`…, in this order, and their feedback; they must differ."""
    texts: list[str] = []
    for number, item in enumerate(items, 1):
        key = f"option.{number}"
        prose.add(key, item.text, first + item.line)
        if item.feedback:
            prose.add(f"{key}.feedback", item.feedback, first + item.feedback_line)
        if prose.texts[key] in texts:
            prose.fault(key, prose.lines[key], "is written twice", "make the two differ")
        texts.append(prose.texts[key])
