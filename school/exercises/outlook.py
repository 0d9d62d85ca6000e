"""What may come of a plan, what came, and what an interval given beforehand was worth.

The interval score (Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and
Estimation", Journal of the American Statistical Association 102, 2007, section 6.2) is the width
of the interval and 2/α times the distance of the value outside it, α being 1 − level. It is lowest
in expectation for the interval between the α/2 and 1 − α/2 quantiles of what may come: nobody
gains by giving another than the one believed.

The reward is 1 at the score of the model's own interval when that holds the value, less half a
point for each of its widths more, within 0 and 1. The bound above changes nothing to what is best:
to narrow the interval then gains nothing where it holds the value. The bound below spares the
farthest misses: shifting the interval by some 6 % of its width towards the bulk of a lopsided
campaign may earn a hundredth more on average, never another width. What forecasters earn of
campaigns at a level of 80 %, over many draws, and how often they pass at 0.6:

| Interval | Average | Passes |
| --- | --- | --- |
| the model's own | 0.87 to 0.89 | 85 to 91 % |
| half as wide | 0.69 to 0.77 | 67 to 76 % |
| a tenth as wide | 0.45 to 0.57 | 42 to 54 % |
| twice as wide | 0.48 to 0.50 | never |
| shifted by half its width | 0.30 to 0.59 | 28 to 57 % |
| two ends at random, up to five times the middle | 0.17 to 0.42 | 14 to 42 % |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from school.campaign.plan import Plan
from school.campaign.uncertainty import each_draw
from school.exercises.figures import FORMATS, rounded

DRAWS = 2000
"""Draws of a plan: the ends of its interval are then within some 2 % of its width."""

WIDTHS_TO_ZERO = 2
"""How many of the model's widths an interval's score may exceed it by before it earns nothing."""


@dataclass(frozen=True)
class Outlook:
    """The value that came, and the interval that the model gave it at a level, all as shown.

    `step` is the smallest difference that shows.
    """

    level: float
    value: float
    low: float
    high: float
    step: float

    @classmethod
    def of(cls, draws: Sequence[float], level: float, fmt: str) -> Outlook:
        """What comes is the first of equally likely draws; the model knows them all."""
        ordered = sorted(draws)
        tail = (1 - level) / 2
        ends = (ordered[round(share * (len(ordered) - 1))] for share in (tail, 1 - tail))
        value, low, high = (float(rounded(figure, fmt)) for figure in (draws[0], *ends))
        shape = FORMATS[fmt]
        return cls(level, value, low, high, 10.0**-shape.decimals / shape.scale)

    @property
    def width(self) -> float:
        """The width of the model's interval; never nothing."""
        return max(self.high - self.low, self.step)

    @property
    def weight(self) -> float:
        """How many times the distance of a value outside an interval counts."""
        return round(2 / (1 - self.level), 9)

    def gap(self, low: float, high: float) -> float:
        """How far the value lies above an interval, or below it as a negative; 0 inside."""
        return max(self.value - high, 0.0) - max(low - self.value, 0.0)

    def score(self, low: float, high: float) -> float:
        """The interval score, in the unit of the value: the lower, the better."""
        return high - low + self.weight * abs(self.gap(low, high))

    def reward(self, low: float, high: float) -> float:
        """What an interval earns, from 0 to 1."""
        excess = self.score(low, high) / self.width - 1
        return min(1.0, max(0.0, 1 - excess / WIDTHS_TO_ZERO))


@lru_cache(maxsize=512)
def outlook(plan: Plan, measure: str, level: float, fmt: str, seed: int) -> Outlook | None:
    """What came of a plan; None where the measure seldom exists.

    Kept in memory: a campaign takes some hundredths of a second, and is shown again.
    """
    draws = each_draw(plan, measure, DRAWS, seed)
    return Outlook.of(draws, level, fmt) if len(draws) > 0.9 * DRAWS else None
