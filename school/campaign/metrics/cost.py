"""What one view, action, click or order cost (facts A2). Costs in € excluding VAT."""

from school.campaign.metrics.ratio import ratio
from school.campaign.number import Number


def cpm(cost: Number, views: Number) -> Number:
    """Cost per thousand views, in €. Say what the cost includes."""
    return 1000 * ratio(cost, views, "views")


def net_cpm(cost: Number, views: Number, real_share: Number, target_share: Number) -> Number:
    """Cost per thousand views by real people of the target, in €."""
    useful = ratio(cpm(cost, views), real_share, "real_share")
    return ratio(useful, target_share, "target_share")


def cpe(cost: Number, engagements: Number) -> Number:
    """Cost per engagement, in €."""
    return ratio(cost, engagements, "engagements")


def cpc(cost: Number, clicks: Number) -> Number:
    """Cost per click, in €."""
    return ratio(cost, clicks, "clicks")


def cpa(cost: Number, orders: Number) -> Number:
    """Cost per order (or per new customer: CAC), in €."""
    return ratio(cost, orders, "orders")


def wasted_cost(cost: float, real_share: float, usual_share: float) -> float:
    """Money lost to a poorer audience than usual in the tier, in € (facts B2.19)."""
    return cost * max(0.0, 1 - ratio(real_share, usual_share, "usual_share"))


def qualified_followers(followers: Number, real_share: Number) -> Number:
    """Real and reachable followers, in people."""
    return followers * real_share


def commission(orders: Number, basket: Number, rate: float) -> Number:
    """Commission on orders, in €."""
    return orders * basket * rate


def indifferent_orders(fixed_gap: float, rate_gap: float, basket: float) -> float:
    """Orders at which two deals cost the same.

    One deal asks `fixed_gap` € more at once, the other `rate_gap` more of each
    basket (a fraction).
    """
    return ratio(fixed_gap, rate_gap * basket, "rate_gap or basket")
