"""Where things go on a chart: round graduations, and shares of an axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

ROOM = 1.1
"""An axis goes a little beyond the highest value."""
NOTHING = 1e-9
"""Values closer than this share of their size are one value."""


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, with round graduations."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a value stands, in per cent of the axis from its low end."""
        share = (value - self.low) / (self.high - self.low)
        return round(100 * min(1.0, max(0.0, share)), 2)


def axis(low: float, high: float, wanted: int = 4) -> Axis:
    """An axis that holds these values, on about so many round graduations."""
    size = max(1.0, abs(low), abs(high))
    span = (high - low) * ROOM
    if span < size * NOTHING:
        span = size
    step = _round_up(span / wanted)
    first = math.floor(low / step)
    last = max(first + 1, math.ceil((low + span) / step))
    return Axis(first * step, last * step, tuple(n * step for n in range(first, last + 1)))


def _round_up(step: float) -> float:
    """The next of 1, 2, 2.5, 5, 10 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= step * (1 - 1e-9))


def line(values: Sequence[float], up: Axis) -> str:
    """An SVG path through values evenly spread across a square of 100."""
    step = 100 / (len(values) - 1)
    points = (f"{step * n:.2f} {100 - up.at(value):.2f}" for n, value in enumerate(values))
    return "M" + "L".join(points)
