"""The best plans a brief allows: for each cost, the most a menu of creators can bring.

Every mix of the menu that the budget allows is computed, by arrays, with the
equations of `outcome`: the answer is exact, up to the rounding of floats. A menu
with more mixes than `MAX_MIXES` is refused rather than sampled.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import inf
from typing import TYPE_CHECKING

from school.campaign.behaviour import AGENCY_RATE
from school.campaign.contribution import contribute, usual_luck
from school.campaign.costs import costs
from school.campaign.funnel import Funnel, funnel
from school.campaign.lines import repeated
from school.campaign.measures import MEASURES
from school.campaign.metrics import MetricError
from school.campaign.plan import Brief, Creator
from school.campaign.reach import reach
from school.campaign.sales import Buyers, usual_buyers

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    Mixes = NDArray[float64]

Limits = Mapping[str, tuple[float, float]]
"""The least and the most that each measure may be."""

MAX_MIXES = 1_000_000
HALF_A_CENT = 0.005  # a budget spent to the cent is respected


class MenuError(ValueError):
    """A menu with more mixes than can be computed at once."""

    def __init__(self) -> None:
        super().__init__(
            f"the menu allows more than {MAX_MIXES:,} mixes; lower the counts or the budget"
        )


@dataclass(frozen=True, slots=True)
class Point:
    """A mix of the menu: its cost (€), the measure's value, how many of each creator."""

    cost: float
    value: float
    counts: tuple[int, ...]


def frontier(
    brief: Brief,
    choices: Sequence[Creator],
    measure: str,
    budget: float | None = None,
    agency_rate: float = AGENCY_RATE.typical,
    limits: Limits | None = None,
) -> tuple[Point, ...]:
    """Return the mixes that no cheaper mix equals, from the cheapest to the best.

    Each choice may be taken from 0 to `count` times. `budget` in € (the brief's when
    left out; none: no limit). `measure` is a name of `MEASURES`; where less is better
    the frontier goes down. Only mixes that keep to the `limits` count. Raises
    `MenuError`, or KeyError for an unknown measure.
    """
    import numpy as np  # here because it takes a tenth of a second that most pages never need

    menu = _Menu(brief, choices, budget, agency_rate)
    figures = menu.figures(measure)
    sign = 1.0 if MEASURES[measure].higher_is_better else -1.0
    usable = np.isfinite(figures) & menu.meeting(limits or {})
    merit = np.where(usable, sign * figures, -inf)
    order = np.lexsort((-merit, menu.costs))
    best = np.maximum.accumulate(merit[order])
    steps = np.flatnonzero(best > np.concatenate(([-inf], best[:-1])))
    return tuple(menu.point(int(order[step]), figures) for step in steps)


def best(
    brief: Brief,
    choices: Sequence[Creator],
    measure: str,
    budget: float | None = None,
    agency_rate: float = AGENCY_RATE.typical,
    limits: Limits | None = None,
) -> Point | None:
    """Return the best mix within the budget, the cheapest of equals; None if none has a value."""
    points = frontier(brief, choices, measure, budget, agency_rate, limits)
    return points[-1] if points else None


def best_at(points: Sequence[Point], cost: float) -> Point | None:
    """Return the frontier's best mix at this cost (€) or less; None below its first point."""
    place = bisect_right(points, cost, key=lambda point: point.cost)
    return points[place - 1] if place else None


def share_meeting(
    brief: Brief,
    choices: Sequence[Creator],
    limits: Limits,
    budget: float | None = None,
    agency_rate: float = AGENCY_RATE.typical,
) -> float:
    """Return the share of mixes that meet every limit (measure → least, most) at once.

    0 means that nobody can reach the goals, 1 that everybody does. A mix for which a
    measure does not exist fails its limit.
    """
    return float(_Menu(brief, choices, budget, agency_rate).meeting(limits).mean())


class _Menu:
    """Every mix the budget allows, computed at once."""

    def __init__(
        self,
        brief: Brief,
        choices: Sequence[Creator],
        budget: float | None,
        agency_rate: float,
    ) -> None:
        import numpy as np  # heavy, see frontier

        limit = brief.budget if budget is None else budget
        limit = (inf if limit is None else limit) + HALF_A_CENT
        prices = [costs(replace(each, count=1), agency_rate).total for each in choices]
        mixes = _mixes([each.count for each in choices], prices, limit)
        campaign = _campaign(brief, choices, mixes, mixes @ np.array(prices))
        self._campaign, self._allowed = campaign, campaign.cost <= limit
        self._counts = mixes[self._allowed]
        self.costs: Mixes = campaign.cost[self._allowed]

    def figures(self, measure: str) -> "Mixes":
        """Return a measure of each mix: infinite or undefined where it does not exist."""
        import numpy as np  # heavy, see frontier

        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            try:
                figures = np.asarray(MEASURES[measure].of(self._campaign), dtype=float)
            except MetricError:
                figures = np.asarray(np.nan)
        return np.broadcast_to(figures, self._allowed.shape)[self._allowed]

    def meeting(self, limits: Limits) -> "NDArray[bool_]":
        """Return whether each mix meets every limit."""
        import numpy as np  # heavy, see frontier

        met = np.ones(self.costs.shape, dtype=bool)
        for name, (least, most) in limits.items():
            figures = self.figures(name)
            met &= np.isfinite(figures) & (least <= figures) & (figures <= most)
        return met

    def point(self, place: int, figures: "Mixes") -> Point:
        """Return the mix at this place, with its value among the figures."""
        counts = tuple(int(count) for count in self._counts[place])
        return Point(float(self.costs[place]), float(figures[place]), counts)


def _mixes(most: Sequence[int], prices: Sequence[float], limit: float) -> "Mixes":
    """Return one row of counts per mix whose fixed cost is within the limit."""
    import numpy as np  # heavy, see frontier

    mixes, spent = np.zeros((1, 0)), np.zeros(1)
    for count, price in zip(most, prices, strict=True):
        with np.errstate(over="ignore"):  # so cheap that any number is affordable
            affordable = np.floor((limit - spent) / price) if price else np.full(spent.shape, inf)
        sizes = 1 + np.minimum(count, affordable).astype(int)
        if sizes.sum() > MAX_MIXES:
            raise MenuError
        taken = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        mixes = np.column_stack((np.repeat(mixes, sizes, axis=0), taken))
        spent = np.repeat(spent, sizes) + price * taken
    return mixes


def _campaign(
    brief: Brief, choices: Sequence[Creator], mixes: "Mixes", fixed_cost: "Mixes"
) -> "Funnel[Mixes]":
    import numpy as np  # heavy, see frontier

    fresh = [
        repeated(creator, brief, contribute(creator, brief, usual_luck(creator)), mixes[:, place])
        for place, creator in enumerate(choices)
    ]
    people = reach(brief, fresh, np.zeros(len(mixes)))
    wear = people.wear(brief.fatigue)
    usual = usual_buyers(brief)
    buyers = Buyers(
        *(np.asarray(getattr(usual, field.name), dtype=float) for field in fields(Buyers))
    )
    return funnel(brief, [line.worn(wear) for line in fresh], people, buyers, fixed_cost)
