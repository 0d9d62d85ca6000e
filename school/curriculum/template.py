"""A piece of sanitised HTML with places where one student's figures go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from school.exercises.contract import Numbers
from school.exercises.figures import format_value

SLOT = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*(?:\|\s*(\w+)\s*)?\}\}", re.ASCII)
"""`{{ name }}` or `{{ name | format }}` in an exercise's prose."""


@dataclass(frozen=True)
class Slot:
    """Where a figure goes: the name of a number and the format that shows it."""

    name: str
    format: str = "number"


@dataclass(frozen=True)
class Template:
    """HTML, already safe, between slots."""

    parts: tuple[str | Slot, ...]

    def fill(self, values: Numbers, locale: str) -> str:
        """The HTML with the figures written in, escaped. Raises KeyError for a missing number."""
        return "".join(
            part
            if isinstance(part, str)
            else escape(format_value(values[part.name], part.format, locale))
            for part in self.parts
        )

    def as_json(self) -> list[str | list[str]]:
        """Plain data: text, or a slot as [name, format]."""
        return [p if isinstance(p, str) else [p.name, p.format] for p in self.parts]

    @classmethod
    def from_json(cls, parts: Sequence[str | Sequence[str]]) -> Template:
        """The template that `as_json` gave."""
        return cls(tuple(p if isinstance(p, str) else Slot(p[0], p[1]) for p in parts))
