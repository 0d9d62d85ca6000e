"""A piece of sanitised HTML with places where one student's figures go."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from school.exercises.figures import TEXT, format_value

Values = Mapping[str, float | str]
"""Numbers and words by name."""

SLOT = re.compile(r"\{\{\s*((?:fil\.)?[A-Za-z_]\w*)\s*(?:\|\s*(\w+)\s*)?\}\}", re.ASCII)
"""`{{ name }}` or `{{ name | format }}` in a lesson's text or an exercise's."""


@dataclass(frozen=True)
class Slot:
    """Where a figure or a word goes: its name and the format that shows it."""

    name: str
    format: str = "number"

    @property
    def written(self) -> str:
        """What an author writes for it."""
        return f"{{{{ {self.name} | {self.format} }}}}"


@dataclass(frozen=True)
class Template:
    """HTML, already safe, between slots."""

    parts: tuple[str | Slot, ...]

    def fill(self, values: Values, locale: str) -> str:
        """The HTML with its figures and words, escaped. Raises KeyError for a missing one."""
        return "".join(
            part if isinstance(part, str) else escape(_shown(values[part.name], part, locale))
            for part in self.parts
        )

    def knowing(self, names: Collection[str]) -> Template:
        """The template whose places for other names say what their author wrote there."""
        return Template(
            tuple(p if isinstance(p, str) or p.name in names else p.written for p in self.parts)
        )

    @property
    def words(self) -> frozenset[str]:
        """The names of the words that it shows."""
        slots = (part for part in self.parts if not isinstance(part, str))
        return frozenset(slot.name for slot in slots if slot.format == TEXT)

    def as_json(self) -> list[str | list[str]]:
        """Plain data: text, or a slot as [name, format]."""
        return [p if isinstance(p, str) else [p.name, p.format] for p in self.parts]

    @classmethod
    def from_json(cls, parts: Sequence[str | Sequence[str]]) -> Template:
        """The template that `as_json` gave."""
        return cls(tuple(p if isinstance(p, str) else Slot(p[0], p[1]) for p in parts))


def _shown(value: float | str, slot: Slot, locale: str) -> str:
    return value if isinstance(value, str) else format_value(value, slot.format, locale)
