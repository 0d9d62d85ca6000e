"""Who follows an account: how many came each week, and where they live."""

from __future__ import annotations

from dataclasses import dataclass

from school.campaign.dossiers.chance import Chance
from school.campaign.dossiers.dossier import POSTS, WEEKS
from school.campaign.dossiers.traits import Growth

HOME = "FR"
NEIGHBOURS = ("BE", "CH", "CA", "MA", "LU", "DZ")
FAR_AWAY = ("BR", "IN", "ID", "TR", "MX", "PH")
OTHER = "other"
USUAL_HOME = 0.8
"""Middle share of the followers of an authentic account in its markets."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Followers by week, relative to the last one; `real` without those who were bought.

    `event` is the week of the jump, 0 when there is none.
    """

    real: tuple[float, ...]
    bought: tuple[float, ...]
    event: int = 0

    @property
    def bought_share(self) -> float:
        """Share of today's followers who were bought."""
        return self.bought[-1] / (self.real[-1] + self.bought[-1])

    def followers(self, today: int) -> tuple[int, ...]:
        """People by week when there are so many today."""
        total = [a + b for a, b in zip(self.real, self.bought, strict=True)]
        return tuple(round(today * each / total[-1]) for each in total)


def curve(chance: Chance, growth: Growth) -> Curve:
    """A year of followers. The jumps fall within the weeks that publications are shown of."""
    event = chance.whole(WEEKS - POSTS + 3, WEEKS - 3)
    pace = chance.between(0.002, 0.006)
    if growth is Growth.FADING:
        pace = -chance.between(0.0008, 0.0015)
    surge = chance.between(0.2, 0.38)  # of the first week; it halves, about, each week after
    real = [1.0]
    for week in range(2, WEEKS + 1):
        rate = pace * chance.between(0.4, 1.6)
        if growth is Growth.VIRAL and week >= event:
            rate += surge * 0.45 ** (week - event)
        real.append(real[-1] * (1 + rate))
    if growth is Growth.BOUGHT:
        return Curve(tuple(real), _bought(chance, event, real[-1]), event)
    return Curve(tuple(real), (0.0,) * WEEKS, event if growth is Growth.VIRAL else 0)


def _bought(chance: Chance, event: int, real: float) -> tuple[float, ...]:
    """Followers bought in one week, a few of whom the platform removes each week after."""
    share, kept = chance.between(0.32, 0.48), chance.between(0.995, 0.999)
    today = real * share / (1 - share)
    weeks = range(1, WEEKS + 1)
    return tuple(today / kept ** (WEEKS - week) if week >= event else 0.0 for week in weeks)


def geography(chance: Chance, country: str, *, abroad: bool) -> tuple[tuple[str, float], ...]:
    """Shares of the followers by country, in whole per cent, the largest first.

    `country` is a second market of the account, if any; `abroad` puts most followers out of
    all its markets.
    """
    home = round(100 * chance.between(*(0.07, 0.16) if abroad else (0.74, 0.86)))
    shares = {HOME: home}
    if country:
        shares[country] = round(home * chance.between(0.32, 0.42))
        shares[HOME] -= shares[country]
    rest = 100 - home
    weights = (0.34, 0.24, 0.16) if abroad else (0.32, 0.22, 0.16)
    others = FAR_AWAY if abroad else [each for each in NEIGHBOURS if each != country]
    for each, weight in zip(chance.some(others, 3), weights, strict=True):
        shares[each] = round(rest * weight)
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    left = 100 - sum(shares.values())
    return tuple((place, share / 100) for place, share in [*ordered, (OTHER, left)])
