"""A campaign as a whole: cost, people, orders and margin, from what its lines bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from school.campaign.lines import Line
from school.campaign.number import Number
from school.campaign.plan import Brief
from school.campaign.reach import Reach
from school.campaign.sales import Buyers, Orders, order_value, orders


@dataclass(frozen=True, slots=True)
class Funnel(Generic[Number]):
    """What every measure is computed from. Money in €, reach in people of the target."""

    brief: Brief
    cost: Number
    reach: Reach[Number]
    views: Number
    target_views: Number
    engagements: Number
    clicks: Number
    orders: Orders[Number]
    order_value: Number  # net revenue of one order

    @property
    def lifetime_margin(self) -> Number:
        """Margin on the orders caused by the campaign, repeat purchases included."""
        return self.orders.incremental * self.order_margin * self.brief.repeat_factor

    @property
    def traced_margin(self) -> Number:
        """Margin on the first orders that came with a code."""
        return self.orders.code * self.order_margin

    @property
    def order_margin(self) -> Number:
        """Margin on one order."""
        return self.order_value * self.brief.margin


def funnel(
    brief: Brief,
    lines: Sequence[Line[Number]],
    people: Reach[Number],
    buyers: Buyers[Number],
    fixed_cost: Number,
) -> Funnel[Number]:
    """Add up lines already worn. Affiliates' commissions come on top of the fixed cost."""
    nothing = fixed_cost * 0
    views = target_views = engagements = clicks = clicked = commissioned = nothing
    for line in lines:
        views = views + line.views
        target_views = target_views + line.creator.target_share * line.views
        engagements = engagements + line.engagements
        clicks = clicks + line.clicks
        clicked = clicked + line.orders
        commissioned = commissioned + line.creator.commission_rate * line.orders
    value = order_value(brief, buyers)
    commissions = orders(commissioned, buyers).code * value
    return Funnel(
        brief=brief,
        cost=fixed_cost + commissions,
        reach=people,
        views=views,
        target_views=target_views,
        engagements=engagements,
        clicks=clicks,
        orders=orders(clicked, buyers),
        order_value=value,
    )
