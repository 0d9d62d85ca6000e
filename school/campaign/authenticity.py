"""Signals that an audience is not authentic (facts A2). Each is a reason to look, not a proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from statistics import fmean, median

from school.campaign.behaviour import BENCHMARKS
from school.campaign.formats import Format
from school.campaign.metrics import engagement_z, robust_z
from school.campaign.tiers import Tier

ENGAGEMENT_ALERT = 2.0  # standard scores, either way [assumption]
GROWTH_ALERT = 6.0  # robust standard scores of daily net adds [assumption]
BENFORD_LIMIT = 15.507  # chi-squared of 8 degrees of freedom exceeded once in 20
BENFORD_LEAST = 500  # accounts below which the test says nothing


@dataclass(frozen=True, slots=True)
class Signal:
    """A measured sign and whether it is out of the ordinary."""

    value: float
    alert: bool


@dataclass(frozen=True, slots=True)
class Benford:
    """How far first digits are from Benford's law (Golbeck 2015, S96).

    `expected` counts by digit from 1 to 9; `chi_squared` on 8 degrees of freedom;
    `deviation` is the mean absolute gap between shares; `enough` accounts were given.
    """

    expected: tuple[float, ...]
    chi_squared: float
    deviation: float
    enough: bool

    @property
    def alert(self) -> bool:
        """Whether the digits are anomalous at the 5 % level, with enough accounts to say so."""
        return self.enough and self.chi_squared > BENFORD_LIMIT


def engagement_signal(engagement_rate: float, tier: Tier) -> Signal:
    """Compare a rate of engagement by followers (fraction above 0) with its tier's usual one.

    Far above suggests pods, far below bought followers.
    """
    score = engagement_z(engagement_rate, BENCHMARKS[Format.POST].engagement[tier].typical)
    return Signal(score, abs(score) > ENGAGEMENT_ALERT)


def growth_signals(daily_adds: Sequence[float]) -> tuple[Signal, ...]:
    """Score each day's net new followers against the series' median.

    A jump without a viral post or press, then a slow drift down, suggests purchase (S92).
    Raises `MetricError` when the days do not vary enough to have a deviation.
    """
    middle = median(daily_adds)
    deviation = median(abs(adds - middle) for adds in daily_adds)
    scores = (robust_z(adds, middle, deviation) for adds in daily_adds)
    return tuple(Signal(score, score > GROWTH_ALERT) for score in scores)


def benford(first_digits: Sequence[int]) -> Benford:
    """Compare nine counts (first digits 1 to 9 of the followers' own follower counts).

    Raises ValueError unless there are nine counts and they are not all zero.
    """
    accounts = sum(first_digits)
    if len(first_digits) != 9 or accounts <= 0:
        raise ValueError("nine counts are needed, one for each first digit")
    shares = [log10(1 + 1 / digit) for digit in range(1, 10)]
    expected = tuple(accounts * share for share in shares)
    pairs = list(zip(first_digits, expected, strict=True))
    return Benford(
        expected=expected,
        chi_squared=sum((seen - due) ** 2 / due for seen, due in pairs),
        deviation=fmean(abs(seen - due) / accounts for seen, due in pairs),
        enough=accounts >= BENFORD_LEAST,
    )
