"""What a plan brings, as the page shows it at once: big figures, funnel, breaches, odds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from school.campaign.compliance import Breach, breaches
from school.campaign.frontier import HALF_A_CENT
from school.campaign.measures import MEASURES
from school.campaign.outcome import measure
from school.campaign.plan import Plan
from school.learning import measured
from school.learning.change import Change, change
from school.learning.lab import computing
from school.learning.measured import Band

FIGURES = ("reach_net", "orders.incremental", "cost")
"""The big figures above the two ROI, which always stand side by side."""

ROI = ("roi_traced", "roi")
GAINS = frozenset(
    {"margin", "profit", *(name for name in MEASURES if name.startswith(("roas", "roi")))}
)
"""What money comes back: an unlawful campaign is shown none, whatever it sells."""


@dataclass(frozen=True)
class Big:
    """A big figure: its range when there is one, its change since the last move."""

    name: str
    value: str
    range: Band | None
    change: Change


@dataclass(frozen=True)
class Results:
    """A plan's measures by name, and how the page shows those that it shows first."""

    plan: Plan
    values: Mapping[str, float | None]
    figures: Sequence[Big]
    roi: Sequence[Big]
    breaches: Sequence[Breach]
    odds: float | None  # of a profit

    @property
    def over_budget(self) -> bool:
        """Whether the cost, as shown, exceeds the budget."""
        budget, cost = self.plan.brief.budget, self.values["cost"]
        return budget is not None and cost is not None and cost >= budget + HALF_A_CENT

    @property
    def empty(self) -> bool:
        """Whether the plan holds nobody."""
        return not any(each.count for each in self.plan.creators)


def results(plan: Plan, was: Mapping[str, float], locale: str) -> Results:
    """What a plan brings. `was` holds measures before the last move, those that are known."""
    found = values(plan)
    drawn = computing.ranges(plan)
    broken = breaches(plan)

    def big(name: str) -> Big:
        value = found[name]
        band = measured.band(name, value, drawn.by_measure[name], locale)
        return Big(
            measured.name(name),
            measured.written(name, value, locale),
            band,
            change(name, was.get(name), value, locale),
        )

    return Results(
        plan=plan,
        values=found,
        figures=[big(name) for name in FIGURES],
        roi=[big(name) for name in ROI],
        breaches=broken,
        odds=None if broken else drawn.probability_of_profit,
    )


def values(plan: Plan) -> Mapping[str, float | None]:
    """Every measure of a plan by name, without gains when it breaks the law."""
    result = computing.outcome(plan)
    withheld = GAINS if breaches(plan) else frozenset()
    return {name: None if name in withheld else measure(result, name) for name in MEASURES}
