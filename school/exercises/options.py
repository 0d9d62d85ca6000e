"""The options of a `choice`: the task list that ends its statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from school.exercises.items import cut_statement, find_list, keep_items
from school.exercises.prose import Prose, in_code

MAX_OPTIONS = 20

_ITEM = re.compile(r"[-*+] \[([ xX])\] +(.*)")
_LIKE_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s*\[\s*\w?\s*\](?!\(|\[)")
_TICK = re.compile(r"\s*[-*+] \[[xX]\]")
_START = "start it at the margin with - [x] when right, - [ ] when wrong, and a space"


def take_options(prose: Prose) -> list[bool]:
    """Move the task list that ends the statement to texts of its own, and note its faults.

    Gives whether each option is right.
    """
    found = find_list(prose.texts["statement"].split("\n"), _ITEM)
    first = prose.lines["statement"]
    if found.items:
        cut_statement(prose, found.start)
    keep_items(prose, first, found.items)
    right = [item.sign != " " for item in found.items]
    if not _note_strays(prose, len(right)):
        _note_shape(prose, right, first + found.after if found.after else 0)
    return right


def _note_strays(prose: Prose, options: int) -> bool:
    """Note items that are not options for a sign too few, and ticks that would show the answer."""
    before = len(prose.faults)
    for key in ["statement", *(f"option.{number}" for number in range(1, options + 1))]:
        lines = prose.texts[key].split("\n")
        for number, (line, code) in enumerate(zip(lines, in_code(lines), strict=True)):
            where = prose.lines[key] + number
            if code or (not options and _ITEM.fullmatch(line)):
                continue
            if _TICK.match(line):
                remedy = "start every option at the margin, in one list that ends the statement"
                prose.fault(key, where, "a ticked item stands outside the options", remedy)
            elif _LIKE_ITEM.match(line):
                prose.fault(key, where, "this is not an option", _START)
    return len(prose.faults) > before


def _note_shape(prose: Prose, right: Sequence[bool], after: int) -> None:
    """There are options to choose from, one of them right; `after` is a line that cuts them off."""
    line = prose.lines["statement"]
    if not right and after:
        what = "this line stands after the options"
        prose.fault("options", after, what, "move it above them, or indent it into one of them")
    elif not right:
        last = line + prose.texts["statement"].count("\n")
        remedy = "end it with lines - [x] for right options and - [ ] for wrong ones"
        prose.fault("options", last, "the statement does not end with a task list", remedy)
    elif not 2 <= len(right) <= MAX_OPTIONS:
        what = f"the task list has {len(right)} option(s)"
        prose.fault("options", prose.lines["option.1"], what, f"write 2 to {MAX_OPTIONS}")
    elif not any(right):
        remedy = "write [x] before the right one"
        prose.fault("options", prose.lines["option.1"], "no option is right", remedy)
