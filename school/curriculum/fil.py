"""The fil rouge: fictitious brands, one of which each student keeps for the year."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from school.curriculum.template import Values
from school.exercises.draw import Param, draw
from school.exercises.slots import FIL

NAME = "marque"
"""The word that names a brand on the student's pages."""


@dataclass(frozen=True)
class FilFigure:
    """A number that every brand has: what pages call it, and the format that shows it."""

    label: str
    format: str


@dataclass(frozen=True)
class Brand:
    """A brand: its words, and the values that each of its numbers may take."""

    id: str
    words: Mapping[str, str]
    numbers: Mapping[str, Param]

    def values(self, seed: bytes) -> Values:
        """Its words, and its numbers as a seed draws them, by the names that lessons use."""
        values: dict[str, float | str] = {**self.words, **draw(self.numbers, seed)}
        return {FIL + name: value for name, value in values.items()}


@dataclass(frozen=True)
class Fil:
    """The brands, and the names that they all have: `words` with their labels, `numbers`."""

    words: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, FilFigure] = field(default_factory=dict)
    brands: tuple[Brand, ...] = ()

    def brand(self, seed: bytes) -> Brand | None:
        """The brand of a seed, if there are any.

        The brand that weighs most for the seed: a brand that is added takes its share of the seeds
        from all others, and moves no other seed.
        """
        return max(self.brands, key=lambda brand: _weight(seed, brand.id), default=None)


def _weight(seed: bytes, brand_id: str) -> bytes:
    return hmac.digest(seed, f"brand:{brand_id}".encode(), hashlib.sha256)
