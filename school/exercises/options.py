"""The options of a `choice`: the task list that ends its statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from school.exercises.prose import Prose, in_code

MAX_OPTIONS = 20

_ITEM = re.compile(r"[-*+] \[([ xX])\] +(.*)")
_INDENTED = re.compile(r"(?: {2,4}|\t)(.*)")
_LIKE_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s*\[\s*\w?\s*\](?!\(|\[)")
_TICK = re.compile(r"\s*[-*+] \[[xX]\]")
_START = "start it at the margin with - [x] when right, - [ ] when wrong, and a space"


@dataclass
class Option:
    """An item of the task list: the lines of its text and of its feedback, from a line."""

    right: bool
    line: int
    text: list[str]
    feedback: list[str] = field(default_factory=list)
    feedback_line: int = 0


def take_options(prose: Prose) -> list[Option]:
    """Move the task list that ends the statement to texts of its own, and note its faults."""
    lines = prose.texts["statement"].split("\n")
    start, options, after = _list_at_end(lines)
    first = prose.lines["statement"]
    if options:
        del prose.texts["statement"]
        prose.add("statement", lines[:start], first)
    for number, option in enumerate(options, 1):
        prose.add(f"option.{number}", option.text, first + option.line)
        if option.feedback:
            prose.add(f"option.{number}.feedback", option.feedback, first + option.feedback_line)
    if not _note_strays(prose, len(options)):
        _note_shape(prose, options, first + after if after else 0)
    _note_doubles(prose, len(options))
    return options


def _list_at_end(lines: Sequence[str]) -> tuple[int, list[Option], int]:
    """The place of the task list that ends the lines, its options, and what ends it too early."""
    start, options, after = 0, list[Option](), 0
    code = in_code(lines)
    for place, line in enumerate(lines):
        item, indented = _ITEM.fullmatch(line), _INDENTED.match(line)
        if item and not code[place]:
            start = start if options else place
            options.append(Option(item[1] != " ", place, [item[2]]))
        elif options and indented and not code[place]:
            _continue(options[-1], indented[1], place)
        elif options and not line.strip():
            options[-1].text.append("")
        else:
            after = place if options else after
            options = []
    return start, options, after


def _continue(option: Option, text: str, place: int) -> None:
    """Add an indented line to an option: a quote is its feedback."""
    if not text.startswith(">"):
        option.text.append(text)
        return
    option.feedback_line = option.feedback_line or place
    option.feedback.append(text[1:].removeprefix(" "))


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


def _note_shape(prose: Prose, options: Sequence[Option], after: int) -> None:
    """There are options to choose from, one of them right; `after` is a line that cuts them off."""
    line = prose.lines["statement"]
    if not options and after:
        what = "this line stands after the options"
        prose.fault("options", after, what, "move it above them, or indent it into one of them")
    elif not options:
        last = line + prose.texts["statement"].count("\n")
        remedy = "end it with lines - [x] for right options and - [ ] for wrong ones"
        prose.fault("options", last, "the statement does not end with a task list", remedy)
    elif not 2 <= len(options) <= MAX_OPTIONS:
        what = f"the task list has {len(options)} option(s)"
        prose.fault("options", prose.lines["option.1"], what, f"write 2 to {MAX_OPTIONS}")
    elif not any(option.right for option in options):
        remedy = "write [x] before the right one"
        prose.fault("options", prose.lines["option.1"], "no option is right", remedy)


def _note_doubles(prose: Prose, options: int) -> None:
    texts = [prose.texts[f"option.{number}"] for number in range(1, options + 1)]
    for number, text in enumerate(texts, 1):
        if text in texts[: number - 1]:
            key = f"option.{number}"
            prose.fault(key, prose.lines[key], "is written twice", "make the options differ")
