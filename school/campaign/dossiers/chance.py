"""Chance that a seed decides, the same in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, exp, log, pi, sqrt
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """Draws that follow one another from a seed.

    All come from `Random.random()`, the one method whose results Python promises to keep.
    """

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random  # noqa: S311 - draws an exercise, protects nothing

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int((high - low + 1) * self._next())

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.whole(0, len(items) - 1)]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """So many different items, at most all of them, in an order of chance."""
        keys = [self._next() for _ in items]
        order = sorted(range(len(items)), key=keys.__getitem__)
        return [items[place] for place in order[:count]]

    def noise(self, sigma: float) -> float:
        """A factor of median 1, of the lognormal law of this sigma."""
        normal = sqrt(-2 * log(1 - self._next())) * cos(2 * pi * self._next())
        return exp(sigma * normal)
