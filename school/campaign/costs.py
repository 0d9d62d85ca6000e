"""What creators cost (facts B2.10). All in € excluding VAT."""

from dataclasses import dataclass

from school.campaign.behaviour import BENCHMARKS, BUNDLE, PRODUCT_COST
from school.campaign.plan import Creator, Deal


@dataclass(frozen=True, slots=True)
class Costs:
    """What some creators cost, by nature."""

    fees: float
    agency: float
    products: float
    rights: float
    commissions: float = 0.0

    @property
    def total(self) -> float:
        """Everything together, in €."""
        return self.fees + self.agency + self.products + self.rights + self.commissions

    @property
    def granted(self) -> float:
        """What creators themselves receive, in money or in kind, in €."""
        return self.total - self.agency


def fee(creator: Creator) -> float:
    """Return the fee of one creator: as agreed, or the usual price of the formats.

    The dearest format is paid in full; each further one adds what the bundle factor
    adds for two. There is no fee unless the deal is paid.
    """
    if creator.deal != Deal.PAID:
        return 0.0
    if creator.fee is not None:
        return creator.fee
    prices = [BENCHMARKS[each].price.typical(creator.followers) for each in creator.formats]
    return max(prices) * (1 + (BUNDLE.typical - 1) * (len(prices) - 1))


def product_cost(creator: Creator) -> float:
    """Return product and shipping for one creator; an affiliate is sent none unless said."""
    if creator.product_cost is not None:
        return creator.product_cost
    return 0.0 if creator.deal == Deal.AFFILIATION else PRODUCT_COST.typical


def costs(creator: Creator, agency_rate: float, code_sales: float = 0.0) -> Costs:
    """Return what a line of a plan costs, given what it sells with its codes (€)."""
    count = creator.count
    fees = count * fee(creator)
    return Costs(
        fees=fees,
        agency=fees * agency_rate,
        products=count * product_cost(creator),
        rights=count * creator.rights,
        commissions=creator.commission_rate * code_sales,
    )
