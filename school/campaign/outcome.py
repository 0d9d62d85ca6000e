"""What a plan is expected to bring: the mean of what may happen (facts B2)."""

from dataclasses import dataclass
from typing import Any

from school.campaign.contribution import contribute, usual_luck
from school.campaign.costs import Costs, costs
from school.campaign.funnel import Funnel, funnel
from school.campaign.lines import Line, repeated
from school.campaign.measures import MEASURES, MeasureInfo, value
from school.campaign.plan import Creator, Plan
from school.campaign.reach import reach
from school.campaign.sales import Orders, order_value, orders, usual_buyers

__all__ = ["MEASURES", "LineOutcome", "MeasureInfo", "Outcome", "measure", "outcome"]


@dataclass(frozen=True, slots=True)
class Attributed:
    """A figure per way of attributing orders: UTM, code, all orders, those caused."""

    utm: float | None
    code: float | None
    total: float | None
    incremental: float | None


@dataclass(frozen=True, slots=True)
class Acquisition:
    """Cost per order (€), by code and by order caused."""

    code: float | None
    incremental: float | None


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The ROAS and the number of orders that just pay the cost back."""

    roas: float | None
    orders: float | None


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What one line of the plan (all its creators) brings and costs; lines add up to the plan."""

    creator: Creator
    reach_gross: float  # people of the target
    reach_alone: float  # people of the target if the line ran alone, each counted once
    views: float
    engagements: float
    clicks: float
    orders: Orders[float]
    costs: Costs
    margin: float  # € on the orders caused


@dataclass(frozen=True, slots=True)
class Outcome:
    """A campaign's figures. Money in €, reach in people, ROI as a fraction; None: does not exist.

    `reach_bounds` are the least and most people the same audiences could hold,
    whatever their overlap.
    """

    cost: float
    reach_gross: float
    reach_net: float
    reach_bounds: tuple[float, float]
    frequency: float | None
    grp: float
    views: float
    engagements: float
    clicks: float
    orders: Orders[float]
    revenue: Attributed
    margin: float
    profit: float
    cpm: float | None
    cpe: float | None
    cpc: float | None
    cpa: Acquisition
    roas: Attributed
    roi: float | None
    roi_traced: float | None
    break_even: BreakEven
    lines: tuple[LineOutcome, ...]


def outcome(plan: Plan) -> Outcome:
    """Return what a plan is expected to bring."""
    brief = plan.brief
    contributions = [contribute(each, brief, usual_luck(each)) for each in plan.creators]
    fresh = [
        repeated(creator, brief, one, float(creator.count))
        for creator, one in zip(plan.creators, contributions, strict=True)
    ]
    people = reach(brief, fresh, 0.0)
    wear = people.wear(brief.fatigue)
    lines = [line.worn(wear) for line in fresh]
    fixed = sum(costs(each, plan.agency_rate).total for each in plan.creators)
    campaign = funnel(brief, lines, people, usual_buyers(brief), float(fixed))
    largest = max(
        (line.reach_gross / line.creator.count for line in fresh if line.creator.count),
        default=0.0,
    )
    return _summary(campaign, largest, tuple(_line_outcome(plan, line) for line in lines))


def measure(result: Outcome, name: str) -> float | None:
    """Return a figure of an outcome by its dotted name, such as `orders.incremental`.

    None where the figure does not exist; KeyError when no measure has this name.
    """
    if name not in MEASURES:
        raise KeyError(name)
    figure: Any = result
    for part in name.split("."):
        figure = getattr(figure, part)
    return figure  # type: ignore[no-any-return]  # MEASURES names figures only


def _line_outcome(plan: Plan, line: Line[float]) -> LineOutcome:
    brief, buyers = plan.brief, usual_buyers(plan.brief)
    sold, worth = orders(line.orders, buyers), order_value(brief, buyers)
    return LineOutcome(
        creator=line.creator,
        reach_gross=line.reach_gross,
        reach_alone=reach(brief, [line], 0.0).net,
        views=line.views,
        engagements=line.engagements,
        clicks=line.clicks,
        orders=sold,
        costs=costs(line.creator, plan.agency_rate, sold.code * worth),
        margin=sold.incremental * worth * brief.margin * brief.repeat_factor,
    )


def _summary(campaign: Funnel[float], largest: float, lines: tuple[LineOutcome, ...]) -> Outcome:
    figures = {name: value(name, campaign) for name in MEASURES}

    def attributed(name: str) -> Attributed:
        return Attributed(
            utm=figures[f"{name}.utm"],
            code=figures[f"{name}.code"],
            total=figures[f"{name}.total"],
            incremental=figures[f"{name}.incremental"],
        )

    return Outcome(
        cost=campaign.cost,
        reach_gross=campaign.reach.gross,
        reach_net=campaign.reach.net,
        reach_bounds=(largest, campaign.reach.gross),
        frequency=figures["frequency"],
        grp=figures["grp"] or 0.0,
        views=campaign.views,
        engagements=campaign.engagements,
        clicks=campaign.clicks,
        orders=campaign.orders,
        revenue=attributed("revenue"),
        margin=campaign.lifetime_margin,
        profit=campaign.lifetime_margin - campaign.cost,
        cpm=figures["cpm"],
        cpe=figures["cpe"],
        cpc=figures["cpc"],
        cpa=Acquisition(figures["cpa.code"], figures["cpa.incremental"]),
        roas=attributed("roas"),
        roi=figures["roi"],
        roi_traced=figures["roi_traced"],
        break_even=BreakEven(figures["break_even.roas"], figures["break_even.orders"]),
        lines=lines,
    )
