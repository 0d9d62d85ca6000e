"""From orders to revenue, margin and return (facts A2). Money in € excluding VAT."""

from school.campaign.metrics.ratio import ratio
from school.campaign.number import Number


def conversion_rate(orders: Number, clicks: Number) -> Number:
    """Orders / clicks (or sessions), as a fraction. Never orders / reach."""
    return ratio(orders, clicks, "clicks")


def margin_rate(gross_margin: float, payment: float, shipping: float, returns: float) -> float:
    """Margin on variable costs / price, all as fractions (S63).

    Payment fees and shipping come off the gross margin; returned orders bring none.
    """
    return (gross_margin - payment - shipping) * (1 - returns)


def net_order_value(
    basket: float, discounted_share: Number, discount: float, return_rate: float
) -> Number:
    """Net revenue of one order, in €: code discounts and returns taken off (B2.17)."""
    return basket * (1 - discounted_share * discount) * (1 - return_rate)


def roas(revenue: Number, cost: Number) -> Number:
    """Revenue attributed / cost. Not a ROI: neither cost nor margin was taken off."""
    return ratio(revenue, cost, "cost")


def roi(margin: Number, cost: Number) -> Number:
    """Return on the margin generated: (margin − cost) / cost, as a fraction."""
    return ratio(margin - cost, cost, "cost")


def break_even_roas(margin_rate: float) -> float:
    """ROAS that just pays the cost back: 1 / margin rate (S63, S64)."""
    return ratio(1.0, margin_rate, "margin_rate")


def break_even_orders(cost: Number, basket: Number, margin_rate: float) -> Number:
    """Orders that just pay the cost back (a fraction of an order counts)."""
    return ratio(cost, basket * margin_rate, "basket or margin_rate")


def expected_years(retention: float) -> float:
    """Years a customer stays, when this fraction of them is kept each year (S65)."""
    return ratio(1.0, 1 - retention, "1 - retention")


def lifetime_value(
    basket: float, margin_rate: float, orders_per_year: float, years: float
) -> float:
    """Margin a customer brings over their life, in € (S65)."""
    return basket * margin_rate * orders_per_year * years


def lifetime_to_acquisition(lifetime_value: float, acquisition_cost: float) -> float:
    """LTV : CAC. The rule of thumb of 3 holds on margin, not on revenue (S66)."""
    return ratio(lifetime_value, acquisition_cost, "acquisition_cost")
