"""From click orders to all orders, and what each tracker sees of them (facts B2.14 to B2.17)."""

from dataclasses import dataclass
from typing import Generic

from school.campaign.metrics import net_order_value
from school.campaign.number import Number
from school.campaign.plan import Brief


@dataclass(frozen=True, slots=True)
class Buyers(Generic[Number]):
    """How buyers behave: the shares of a brief, or drawn ones."""

    halo: Number
    incremental_share: Number
    utm_visibility: Number
    code_share: Number
    code_leak: Number


@dataclass(frozen=True, slots=True)
class Orders(Generic[Number]):
    """Orders as clicked, in all, caused by the campaign, and as UTM and codes show them."""

    click: Number
    total: Number
    incremental: Number
    utm: Number
    code: Number


def usual_buyers(brief: Brief) -> Buyers[float]:
    """Return the buyers a brief describes."""
    return Buyers(
        brief.halo,
        brief.incremental_share,
        brief.utm_visibility,
        brief.code_share,
        brief.code_leak,
    )


def orders(click: Number, buyers: Buyers[Number]) -> Orders[Number]:
    """Return every view of the orders that follow these click orders."""
    total = click * (1 + buyers.halo)
    return Orders(
        click=click,
        total=total,
        incremental=buyers.incremental_share * total,
        utm=buyers.utm_visibility * click,
        code=buyers.code_share * total * (1 + buyers.code_leak),
    )


def order_value(brief: Brief, buyers: Buyers[Number]) -> Number:
    """Return the net revenue of one order, in €."""
    return net_order_value(brief.basket, buyers.code_share, brief.code_discount, brief.return_rate)
