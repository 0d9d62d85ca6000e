"""Whether a student's ranges hold the figure as often as they say. Knows no database.

Somebody whose ranges at 80 % are right holds the figure 8 times in 10 in the long run; over a few
forecasts luck decides, within the bounds of the binomial law.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import comb
from statistics import median

LUCK = 0.9
"""How often luck alone stays within its bounds."""

FEWEST = 5
"""Ranges before a habit is told: two misses in a row at 80 % come once in twenty-five starts."""


@dataclass(frozen=True)
class Forecast:
    """A range given before a figure was known: its level (0–1), and whether it held the figure.

    `widths` is how many times as wide as the model's own it was.
    """

    level: float
    inside: bool
    widths: float


@dataclass(frozen=True)
class Calibration:
    """How the ranges of one level fared: how many there are, and how many held the figure.

    `least` and `most` are what luck alone explains; `widths` the width of the middle one, the
    model's being 1.
    """

    level: float
    count: int
    held: int
    least: int
    most: int
    widths: float

    @property
    def share(self) -> float:
        """How often the figure was held, from 0 to 1."""
        return self.held / self.count

    @property
    def verdict(self) -> str:
        """`early` when there is too little to tell; `narrow` or `wide` beyond luck; `sound`."""
        if self.count < FEWEST:
            return "early"
        if self.held < self.least:
            return "narrow"
        return "wide" if self.held > self.most else "sound"


def by_level(forecasts: Iterable[Forecast]) -> list[Calibration]:
    """How the ranges of each level fared, from the lowest level to the highest."""
    groups: defaultdict[float, list[Forecast]] = defaultdict(list)
    for each in forecasts:
        groups[each.level].append(each)
    return [_calibration(level, groups[level]) for level in sorted(groups)]


def luck(count: int, level: float) -> tuple[int, int]:
    """How many of so many ranges hold the figure when each does with this chance, by luck alone.

    The least and the most: fewer, or more, come at most once in twenty each.
    """
    chances = [comb(count, n) * level**n * (1 - level) ** (count - n) for n in range(count + 1)]
    tail = (1 - LUCK) / 2
    least = next(n for n in range(count + 1) if sum(chances[: n + 1]) > tail)
    most = next(n for n in range(count, -1, -1) if sum(chances[n:]) > tail)
    return least, most


def _calibration(level: float, group: list[Forecast]) -> Calibration:
    return Calibration(
        level,
        len(group),
        sum(each.inside for each in group),
        *luck(len(group), level),
        median(each.widths for each in group),
    )
