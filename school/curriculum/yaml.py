"""YAML 1.2 to plain Python values, with the line of each, and without its dangerous parts.

Anchors, aliases and tags are refused (an author needs none, and nine lines of them fill a memory),
and so are duplicate keys. A formula may hold commas inside braces: `{marge: roi(gain, cout)}`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from school.curriculum.characters import invisible_in
from school.curriculum.yaml_errors import lone_fault, syntax_fault
from school.exercises.authoring import quoted
from school.exercises.contract import Fault

MAX_DEPTH = 8

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


_FIELD = re.compile(r"^(?=[A-Za-z_][\w-]*[ \t]*:(?:[ \t\n]|$))", re.MULTILINE)
_MOST_FIELDS = 60


@dataclass
class Loaded:
    """Values by name, the file's line of each dotted path, and what was wrong.

    `broken` names the fields whose value cannot be read; a missing one is no news. When `readable`
    is false, not even the fields could be told apart.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    readable: bool = True


class _RefusedError(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def load(text: str, first_line: int = 1) -> Loaded:
    """Read a mapping whose first line is `first_line` of the file. Never raises.

    When a field cannot be read the others are, one by one.
    """
    loaded = _load(text, first_line)
    chunks = _FIELD.split(text)
    if loaded.readable or not 1 < len(chunks) < _MOST_FIELDS:
        return loaded
    whole = Loaded()
    for chunk in chunks:
        _add(whole, _load(chunk, first_line), chunk.partition(":")[0].strip())
        first_line += chunk.count("\n")
    return whole


def _load(text: str, first_line: int) -> Loaded:
    builder = _Builder(text, first_line)
    loaded = Loaded(lines=builder.lines, faults=builder.faults)
    try:
        loaded.values = builder.build()
    except _RefusedError as refused:
        loaded.faults.append(refused.fault)
        loaded.readable = False
    except YAMLError as error:
        loaded.faults.append(syntax_fault(error, text, first_line))
        loaded.readable = False
    return loaded


def _add(whole: Loaded, part: Loaded, name: str) -> None:
    whole.faults += [replace(f, field=name) if f.field == "fields" else f for f in part.faults]
    if not part.readable:
        whole.broken.add(name)
    elif whole.values.keys() & part.values.keys():
        whole.faults.append(_duplicate(name, part.lines[name]))
    else:
        whole.values |= part.values
        whole.lines |= part.lines


class _Builder:
    """Builds values from the parser's events, so that nothing is built that is not wanted."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)

    def build(self) -> dict[str, Any]:
        values: dict[str, Any] | None = None
        for event in self.events:
            if isinstance(event, MappingStartEvent) and values is None:
                values = self._value(event, "")
            elif isinstance(event, NodeEvent):
                self._refuse(event, "", "is not a list of fields", "write name: value lines")
        return values or {}

    def _value(self, event: Event, path: str) -> Any:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, path, "uses an anchor or an alias", "write the value itself")
        if tag := getattr(event, "tag", None):
            self._refuse(event, path, f"uses the tag {tag}", "write the value alone")
        if path.count(".") >= MAX_DEPTH:
            self._refuse(event, path, "nests too deeply", f"stay within {MAX_DEPTH} levels")
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, path)
        return self._scalar(event, path)

    def _mapping(self, start: MappingStartEvent, path: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        last = ""
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or not event.value:
                self._refuse(event, path, "has a field without a plain name", "name the field")
            name, value = event.value, next(self.events)
            if start.flow_style and _is_empty(value):
                if _is_cut(values.get(last)):
                    values[last] += f", {name}"
                else:
                    self.faults.append(lone_fault(self._line(event), path, name))
                continue
            child = f"{path}.{name}" if path else name
            if name in values:
                self.faults.append(_duplicate(child, self._line(event)))
                self._value(value, child)
                continue
            self.lines[child] = self._line(event)
            values[name], last = self._value(value, child), name
        return values

    def _sequence(self, start: SequenceStartEvent, path: str) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            if start.flow_style and isinstance(event, ScalarEvent) and _is_cut(values[-1:]):
                values[-1] += f", {event.value}"
                continue
            child = f"{path}.{len(values)}"
            self.lines[child] = self._line(event)
            values.append(self._value(event, child))
        return values

    def _scalar(self, event: Any, path: str) -> Any:
        code = invisible_in(event.value)
        if code and not invisible_in(self.text):
            what = f"contains the invisible character {code}"
            self.faults.append(Fault(self._line(event), path, what, "delete this character"))
        rest = self.text[event.end_mark.index :].partition("\n")[0].strip()
        if event.style not in ("|", ">") and re.match(r"#[^\s#]", rest):
            what = f"ends before {quoted(rest)}, which is a comment"
            remedy = "put the whole value in double quotes, or a space after #"
            self.faults.append(Fault(self._line(event), path, what, remedy))
        return _plain(event.value) if event.implicit[0] else event.value

    def _line(self, event: Event) -> int:
        return self.first_line + int(event.start_mark.line)

    def _refuse(self, event: Event, path: str, what: str, remedy: str) -> NoReturn:
        raise _RefusedError(Fault(self._line(event), path or "fields", what, remedy))


def _is_cut(value: object) -> bool:
    """Whether a text is a formula that its own comma cut in two: a bracket is still open."""
    if isinstance(value, list):
        value = value[-1] if value else None
    return isinstance(value, str) and value.count("(") > value.count(")")


def _is_empty(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and event.implicit[0] and not event.value


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    if _DATE.fullmatch(text):
        with suppress(ValueError):
            return dt.date.fromisoformat(text)
    return text


def _duplicate(path: str, line: int) -> Fault:
    return Fault(line, path, "is written twice", "keep one of them")
