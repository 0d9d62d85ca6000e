"""From people reached to clicks to orders: how many remain at each step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from school.campaign import metrics
from school.exercises.figures import format_value
from school.learning import measured
from school.learning.wording.speech import _


@dataclass(frozen=True)
class Step:
    """A step of the funnel, and how much of it there is for the step before."""

    name: str
    value: str
    rate: str


def steps(values: Mapping[str, float | None], locale: str) -> Iterator[Step]:
    """The funnel of a campaign whose measures are given by name."""
    reach, clicks, orders = (
        values[name] or 0.0 for name in ("reach_net", "clicks", "orders.incremental")
    )
    rate = _per_hundred(clicks, reach, locale)
    to_clicks = rate and _("%(rate)s clicks per 100 people reached", rate=rate)
    rate = _per_hundred(orders, clicks, locale)
    to_orders = rate and _("%(rate)s orders per 100 clicks", rate=rate)
    yield _step("reach_net", reach, "", locale)
    yield _step("clicks", clicks, to_clicks, locale)
    yield _step("orders.incremental", orders, to_orders, locale)


def _step(name: str, value: float, rate: str, locale: str) -> Step:
    return Step(measured.name(name), measured.written(name, value, locale), rate)


def _per_hundred(part: float, whole: float, locale: str) -> str:
    try:
        return format_value(round(100 * metrics.ctr(part, whole), 1), "number", locale)
    except metrics.MetricError:
        return ""
