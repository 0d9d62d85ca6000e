"""What a YAML parser refuses, or reads otherwise than meant, said to an author."""

from __future__ import annotations

import re

from ruamel.yaml.error import YAMLError

from school.exercises.authoring import quoted
from school.exercises.contract import Fault

_QUOTE = "put the whole value in double quotes"
_SIGN = f"{_QUOTE}: it starts with a sign that YAML keeps for itself"
_ALIGN = "begin it under the line above, after as many spaces"
_REMEDIES = (
    ("\\t", "indent with spaces, never tabs"),
    ("cannot start any token", _SIGN),
    ("expected a comment", _SIGN),
    ("expected alphabetic", f"{_SIGN}; begin the items of a list with -"),
    ("are not allowed", _SIGN),
    ("found '<scalar>'", f"{_QUOTE}, without others inside it"),
    ("expected <block end>", _ALIGN),
    ("could not find expected ':'", "begin a field with name: and the items of a list with -"),
    ("expected ',' or", "close the bracket or the brace"),
    ("end of stream", "close the quote"),
    ("escape", "write \\\\ for a backslash, or use single quotes"),
)


def syntax_fault(error: YAMLError, text: str, first_line: int) -> Fault:
    """Why a text is not YAML, where, and what to write; it begins at a line of the file."""
    what = str(getattr(error, "problem", None) or "is not valid YAML")
    mark = getattr(error, "problem_mark", None)
    context = str(getattr(error, "context", None) or "")
    if "flow" in context or "quoted" in context:
        # The parser finds out lines later; what is open begins here.
        mark = getattr(error, "context_mark", None) or mark
    place = int(mark.line) if mark else 0
    remedy = next((r for sign, r in _REMEDIES if sign in what), "write name: value lines")
    if "mapping values" in what:
        remedy = _colon_remedy([*text.split("\n"), ""][place])
    return Fault(first_line + place, "fields", f"cannot be read: {what}", remedy)


def lone_fault(line: int, path: str, name: str) -> Fault:
    """A name without a value between braces: most often the rest of a value that a comma cut."""
    remedy = f"{_QUOTE}: it holds a comma"
    if name[:1].isdigit():
        remedy = "write decimals with a point, such as 0.5"
    return Fault(line, path, f"{quoted(name)} has no value: a comma cut it off", remedy)


def _colon_remedy(line: str) -> str:
    if len(re.findall(r":(?:\s|$)", line)) > 1:
        return f"{_QUOTE}: it holds a colon"
    return f"{_ALIGN}, or write the colon that is missing there"
