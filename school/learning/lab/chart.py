"""The chart of a plan: cost across, a result up, the best plans as a line, scenarios as dots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from school.campaign.frontier import HALF_A_CENT, Point, best_at
from school.campaign.plan import Plan
from school.learning import measured
from school.learning.lab import computing
from school.learning.lab.results import Results, values
from school.learning.live import Chart
from school.learning.plot import Axis, axis
from school.learning.wording.speech import _

FINENESS = 0.4
"""Steps of the frontier nearer than this, in per cent of the axis, are drawn as one."""


@dataclass(frozen=True)
class Dot:
    """Another plan on the chart: its cost (€) and its result."""

    cost: float
    value: float


@dataclass(frozen=True)
class LabChart(Chart):
    """A plan's chart with the frontier, as an SVG path on a square of 100, and other plans."""

    frontier: str
    others: Sequence[Dot]


def chart(
    found: Results, measure: str, others: Sequence[Plan], locale: str, *, named: bool = False
) -> LabChart | None:
    """The chart of a plan, its result being a measure; nothing for nobody or an unlawful plan.

    `named`: the plan is of creators whom one knows by name, each taken once or left.
    """
    cost, value = found.values["cost"], found.values[measure]
    if found.empty or found.breaches or cost is None or value is None:
        return None
    budget = found.plan.brief.budget
    drawn = computing.ranges(found.plan).by_measure[measure]
    low, high = drawn.p5 or 0.0, drawn.p95 or 0.0
    dots = list(_dots(others, measure))
    across = axis(0, max(cost, budget or 0.0, *(dot.cost for dot in dots)))
    points = computing.best_plans(found.plan, measure, budget or across.high, named=named)
    results = [low, high, value, *(dot.value for dot in dots), *(each.value for each in points)]
    up = axis(min(0.0, *results), max(results))
    return LabChart(
        across=across,
        up=up,
        result=measured.name(measure),
        cost=cost,
        value=value,
        low=low,
        high=high,
        budget=budget,
        target=None,
        summary=_summary(found, measure, best_at(points, cost + HALF_A_CENT), locale),
        frontier=_path(points, budget or across.high, across, up),
        others=dots,
    )


def _dots(plans: Sequence[Plan], measure: str) -> Iterator[Dot]:
    for plan in plans:
        found = values(plan)
        cost, value = found["cost"], found[measure]
        if cost is not None and value is not None:
            yield Dot(cost, value)


def _path(points: Sequence[Point], budget: float, across: Axis, up: Axis) -> str:
    """The frontier as stairs up to a budget (€): what a cost allows, until a dearer plan wins."""
    drawn, path = -FINENESS, ""
    for point in points:
        x, y = across.at(point.cost), 100 - up.at(point.value)
        if x - drawn < FINENESS and point is not points[-1]:
            continue
        path += f"H{x:g}V{y:.4g}" if path else f"M{x:g},{y:.4g}"
        drawn = x
    return f"{path}H{across.at(budget):g}" if path else ""


def _summary(found: Results, measure: str, best: Point | None, locale: str) -> str:
    """What the chart shows, in words."""
    value, drawn = found.values[measure], computing.ranges(found.plan).by_measure[measure]
    sentence = _(
        "Your plan costs %(cost)s. %(measure)s: %(value)s, nine times in ten "
        "between %(low)s and %(high)s.",
        cost=measured.written("cost", found.values["cost"], locale),
        measure=measured.name(measure),
        value=measured.written(measure, value, locale),
        low=measured.written(measure, drawn.p5, locale),
        high=measured.written(measure, drawn.p95, locale),
    )
    if best is None:
        return sentence
    return f"{sentence} " + _(
        "At this cost, the best mix of these creators brings %(best)s.",
        best=measured.written(measure, best.value, locale),
    )
