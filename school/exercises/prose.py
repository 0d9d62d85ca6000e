"""The prose of a fence: its statement, its callouts, and the slots that numbers fill.

A callout is a quote that starts with `> [!NAME id]`. Lines are only sorted, never changed: what an
author wrote inside a callout or around it reaches the renderer as written. A callout that is not
recognised would show its secrets in the statement, so whatever looks like one is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from school.exercises.authoring import instead, quoted
from school.exercises.contract import Fault

ALERTS = frozenset({"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"})
"""Ordinary Markdown alerts: they stay in the text."""

PLAIN = frozenset({"HINT", "SOLUTION"})
"""Callouts of every kind of exercise; they take no id."""

_PUBLIC = ("statement", "hint.", "option.", "goal.", "choice.", "input.", "output.", "rubric")

Ids = Mapping[str, Collection[str] | None]
"""The callouts of a kind, with the ids they may take; None for those that take no id."""

_QUOTE = re.compile(r" {0,3}> ?(.*)")
_MARKER = re.compile(r" {0,3}> *\[ *!([^\]]*)(\]?)(.*)")
_CODE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_NAMES = "HINT|SOLUTION|MISTAKE|GOAL|CHOICE|INPUT|OUTPUT|RUBRIC"
_STRAY = re.compile(rf"\[ *!(?:{_NAMES})\b|^ {{0,3}}> *\[ *(?i:{_NAMES})(?: +[\w-]+)? *\](?![(\[])")
_SLOT = re.compile(
    r"\{\{(?:\s*((?:fil\.)?[A-Za-z_]\w*)\s*(?:\|\s*(\w+)\s*)?\}\}|(.*?)(?:\}\}|$))", re.A | re.M
)
_HALF_SLOT = re.compile(r"(?<!\{)\{\s*((?:fil\.)?[A-Za-z_]\w*)\s*(?:\|\s*\w+\s*)?\}(?!\})", re.A)


@dataclass(frozen=True)
class Slot:
    """A place `{{ name | format }}`; `line` counts from 0 in its text.

    What is written otherwise has no name, and its source as its format.
    """

    name: str
    format: str
    line: int


@dataclass
class Prose:
    """The texts of an exercise by key, the file's line where each begins, and what is wrong."""

    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, key: str, lines: Sequence[str], first: int) -> None:
        """Keep lines, the first of them at a line of the file, without the empty ones around."""
        full = [number for number, line in enumerate(lines) if line.strip()]
        if not full:
            self.fault(key, first, "has no text", "write what the student reads")
        if key in self.texts:
            self.fault(key, first, "is written twice", "keep one of the two")
        start, end = (full[0], full[-1] + 1) if full else (0, 0)
        self.texts[key] = "\n".join(lines[start:end])
        self.lines[key] = first + start

    def add_callout(self, lines: Sequence[str], first: int, ids: Ids) -> None:
        """Keep the lines of one callout under its key."""
        marker = _MARKER.match(lines[0])
        if marker and (key := self._key(marker[1].split(), bool(marker[2]), first, ids)):
            self.add(key, [marker[3].lstrip(), *map(_unquoted, lines[1:])], first)

    def _key(self, words: list[str], closed: bool, line: int, ids: Ids) -> str:
        """The key of a callout's text; none, and a fault, when it is not a callout of this kind."""
        name = words[0] if words else ""
        taken = ids.get(name)
        if not closed:
            self.fault("text", line, f"[!{name} is not closed", "add the closing bracket ]")
        elif name not in PLAIN and name not in ids:
            known = instead(name, PLAIN | set(ids))
            self.fault("text", line, f"[!{name}] is not a callout of this exercise", known)
        elif len(words) != (1 if taken is None else 2):
            right = f"> [!{name}]" if taken is None else f"> [!{name} id]"
            self.fault("text", line, f"[!{' '.join(words)}] is not complete", f"write {right}")
        elif taken is None:
            hints = sum(key.startswith("hint.") for key in self.texts)
            return f"hint.{hints + 1}" if name == "HINT" else name.lower()
        elif words[1] not in taken:
            what = f"there is no {name.lower()} {quoted(words[1])} above ---"
            remedy = instead(words[1], taken, "add it there, or remove this text")
            self.fault(f"{name.lower()}.{words[1]}", line, what, remedy)
        else:
            return f"{name.lower()}.{words[1]}"
        return ""

    def forget(self, callout: str) -> None:
        """Drop what was said of the ids of a callout."""
        self.faults = [f for f in self.faults if not f.field.startswith(f"{callout.lower()}.")]

    def fault(self, key: str, line: int, what: str, remedy: str) -> None:
        """Note one thing wrong at a line of the file."""
        self.faults.append(Fault(line, key, what, remedy))


def split(prose: str, line: int, ids: Ids) -> Prose:
    """Sort a prose that begins at a line of the file.

    Keys are `statement`, `hint.1`…, `solution`, and `mistake.<id>`… for callouts with an id.
    """
    result = Prose()
    lines = prose.split("\n")
    code = in_code(lines)
    statement: list[str] = []
    place = 0
    while place < len(lines):
        if code[place] or not _is_callout(lines[place]):
            statement.append(lines[place])
            place += 1
            continue
        end = _end(lines, place)
        result.add_callout(lines[place:end], line + place, ids)
        statement += [""] * (end - place)
        if end < len(lines) and lines[end].strip() and not _QUOTE.match(lines[end]):
            remedy = "start it with > or leave an empty line before it"
            result.fault("text", line + end, "this line touches the callout above", remedy)
        place = end
    result.add("statement", statement, line)
    for key in result.texts:
        _check(result, key)
    return result


def in_code(lines: Sequence[str]) -> list[bool]:
    """Which lines belong to a fenced block of code, its fences included."""
    flags = []
    fence = ""
    for line in lines:
        match = _CODE.match(line)
        flags.append(bool(fence or match))
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not match[2].strip():
            fence = ""
    return flags


def slots(text: str) -> list[Slot]:
    """The slots of a text, in order; a slot without a format shows a `number`."""
    return [
        Slot(
            name=match[1] or "",
            format=match[0] if match[1] is None else match[2] or "number",
            line=text.count("\n", 0, match.start()),
        )
        for match in _SLOT.finditer(text)
    ]


def half_slots(text: str) -> list[Slot]:
    """What looks like a slot between single braces, its source as its format."""
    return [
        Slot(match[1], match[0], text.count("\n", 0, match.start()))
        for match in _HALF_SLOT.finditer(text)
    ]


def is_public(key: str) -> bool:
    """Whether a text may be shown before an answer."""
    return key.startswith(_PUBLIC) and not key.endswith(".feedback")


def _is_callout(line: str) -> bool:
    match = _MARKER.match(line)
    return match is not None and match[1].strip() not in ALERTS


def _end(lines: Sequence[str], start: int) -> int:
    """The place after a callout: where its quote ends, or where another marker stands in it."""
    end = start
    while end < len(lines) and _QUOTE.match(lines[end]):
        end += 1
    code = in_code([_unquoted(line) for line in lines[start:end]])
    for place in range(start + 1, end):
        if _MARKER.match(lines[place]) and not code[place - start]:
            return place
    return end


def _unquoted(line: str) -> str:
    match = _QUOTE.match(line)
    return match[1] if match else line


def _check(prose: Prose, key: str) -> None:
    """Find what would let a secret slip into another text."""
    lines = prose.texts[key].split("\n")
    first = prose.lines[key]
    code = in_code([*lines, ""])
    if code[-1]:
        prose.fault(key, first, "a block of code is not closed", "close it with the same fence")
    for number, line in enumerate(lines):
        if not code[number] and _STRAY.search(line):
            remedy = "start a line with > [! to open it, after an empty line"
            prose.fault(key, first + number, "a callout stands inside this text", remedy)
