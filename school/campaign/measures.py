"""Every figure of a campaign an author may name, each with its unit and its best direction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal

from school.campaign import metrics
from school.campaign.funnel import Funnel

Unit = Literal["eur", "people", "pct", "ratio", "count"]


@dataclass(frozen=True, slots=True)
class MeasureInfo:
    """A measure: unit ("pct" is a fraction shown in %), whether more is better, how to compute it.

    `of` takes a funnel of floats or of arrays and raises `MetricError` where the
    measure does not exist for floats.
    """

    unit: Unit
    higher_is_better: bool
    of: Callable[[Funnel[Any]], Any]


def _revenue(which: str) -> Callable[[Funnel[Any]], Any]:
    return lambda f: getattr(f.orders, which) * f.order_value


def _roas(which: str) -> Callable[[Funnel[Any]], Any]:
    revenue = _revenue(which)
    return lambda f: metrics.roas(revenue(f), f.cost)


MEASURES: Mapping[str, MeasureInfo] = MappingProxyType(
    {
        "cost": MeasureInfo("eur", False, lambda f: f.cost),
        "reach_gross": MeasureInfo("people", True, lambda f: f.reach.gross),
        "reach_net": MeasureInfo("people", True, lambda f: f.reach.net),
        "frequency": MeasureInfo(
            "ratio", False, lambda f: metrics.frequency(f.reach.gross, f.reach.net)
        ),
        "grp": MeasureInfo(
            "count", True, lambda f: metrics.grp(f.target_views, float(f.brief.universe))
        ),
        "views": MeasureInfo("count", True, lambda f: f.views),
        "engagements": MeasureInfo("count", True, lambda f: f.engagements),
        "clicks": MeasureInfo("count", True, lambda f: f.clicks),
        "orders.click": MeasureInfo("count", True, lambda f: f.orders.click),
        "orders.total": MeasureInfo("count", True, lambda f: f.orders.total),
        "orders.incremental": MeasureInfo("count", True, lambda f: f.orders.incremental),
        "orders.utm": MeasureInfo("count", True, lambda f: f.orders.utm),
        "orders.code": MeasureInfo("count", True, lambda f: f.orders.code),
        "revenue.utm": MeasureInfo("eur", True, _revenue("utm")),
        "revenue.code": MeasureInfo("eur", True, _revenue("code")),
        "revenue.total": MeasureInfo("eur", True, _revenue("total")),
        "revenue.incremental": MeasureInfo("eur", True, _revenue("incremental")),
        "margin": MeasureInfo("eur", True, lambda f: f.lifetime_margin),
        "profit": MeasureInfo("eur", True, lambda f: f.lifetime_margin - f.cost),
        "cpm": MeasureInfo("eur", False, lambda f: metrics.cpm(f.cost, f.views)),
        "cpe": MeasureInfo("eur", False, lambda f: metrics.cpe(f.cost, f.engagements)),
        "cpc": MeasureInfo("eur", False, lambda f: metrics.cpc(f.cost, f.clicks)),
        "cpa.code": MeasureInfo("eur", False, lambda f: metrics.cpa(f.cost, f.orders.code)),
        "cpa.incremental": MeasureInfo(
            "eur", False, lambda f: metrics.cpa(f.cost, f.orders.incremental)
        ),
        "roas.utm": MeasureInfo("ratio", True, _roas("utm")),
        "roas.code": MeasureInfo("ratio", True, _roas("code")),
        "roas.total": MeasureInfo("ratio", True, _roas("total")),
        "roas.incremental": MeasureInfo("ratio", True, _roas("incremental")),
        "roi": MeasureInfo("pct", True, lambda f: metrics.roi(f.lifetime_margin, f.cost)),
        "roi_traced": MeasureInfo("pct", True, lambda f: metrics.roi(f.traced_margin, f.cost)),
        "break_even.roas": MeasureInfo(
            "ratio", False, lambda f: metrics.break_even_roas(f.brief.margin)
        ),
        "break_even.orders": MeasureInfo(
            "count",
            False,
            lambda f: metrics.break_even_orders(
                f.cost, f.order_value, f.brief.margin * f.brief.repeat_factor
            ),
        ),
    }
)


def value(name: str, campaign: Funnel[float]) -> float | None:
    """Return a measure of a campaign, or None where it does not exist (a cost per no click).

    Raises KeyError when no measure has this name.
    """
    try:
        figure = float(MEASURES[name].of(campaign))
    except metrics.MetricError:
        return None
    return figure if isfinite(figure) else None
