"""What one line of a plan brings: some identical creators, added up."""

from dataclasses import dataclass, replace
from typing import Generic, Self

from school.campaign.contribution import Contribution
from school.campaign.number import Number
from school.campaign.plan import Brief, Creator


@dataclass(frozen=True, slots=True)
class Line(Generic[Number]):
    """The sums of a line's creators, and the share of their universe that all of them miss."""

    creator: Creator
    reach_gross: Number  # people of the target, each audience counted
    missed: Number
    views: Number
    engagements: Number
    clicks: Number
    orders: Number

    def worn(self, wear: Number) -> Self:
        """Return the line with clicks and orders worn by repeated exposures (B2.13)."""
        return replace(self, clicks=self.clicks * wear, orders=self.orders * wear)


def repeated(
    creator: Creator, brief: Brief, one: Contribution[float], count: Number
) -> Line[Number]:
    """Return what `count` creators like this one bring, each with an audience of their own."""
    share = one.target_reach / brief.universe_of(creator.cluster)
    return Line(
        creator=creator,
        reach_gross=count * one.target_reach,
        missed=(1 - share) ** count,
        views=count * one.views,
        engagements=count * one.engagements,
        clicks=count * one.clicks,
        orders=count * one.orders,
    )
