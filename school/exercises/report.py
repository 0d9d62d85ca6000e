"""What a composed campaign is expected to bring, as plain data for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from school.campaign.measures import MEASURES
from school.campaign.outcome import LineOutcome, Outcome, measure, outcome
from school.campaign.plan import Plan
from school.campaign.uncertainty import simulate
from school.exercises.contract import Json

MEASURE_FORMATS: Mapping[str, str] = {
    name: "people" if info.unit == "count" else info.unit for name, info in MEASURES.items()
}
"""How each measure is shown, hence rounded before it is compared with a target."""


def measures(result: Outcome) -> dict[str, float | None]:
    """Every measure of a campaign by its dotted name."""
    return {name: measure(result, name) for name in MEASURES}


def report(plan: Plan, names: Iterable[str], draws: int, seed: int) -> Json:
    """The measures, their ranges over so many draws, and what each named line brings."""
    result = outcome(plan)
    drawn = simulate(plan, draws, seed)
    return {
        "figures": measures(result),
        "ranges": {name: asdict(found) for name, found in drawn.by_measure.items()},
        "probability_of_profit": drawn.probability_of_profit,
        "cost": result.cost,
        "lines": [_line(name, line) for name, line in zip(names, result.lines, strict=True)],
    }


def _line(name: str, line: LineOutcome) -> Json:
    return {
        "id": name,
        "count": line.creator.count,
        "cost": line.costs.total,
        "reach": line.reach_alone,
        "views": line.views,
        "engagements": line.engagements,
        "clicks": line.clicks,
        "orders": line.orders.incremental,
    }
