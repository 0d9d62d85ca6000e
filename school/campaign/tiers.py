"""The school's four sizes of creator. No official definition exists (facts A1.1)."""

from collections.abc import Mapping
from enum import StrEnum

from school.campaign.parameter import Parameter


class Tier(StrEnum):
    """Size of an audience: under 10,000, under 100,000, up to a million, above."""

    NANO = "nano"
    MICRO = "micro"
    MACRO = "macro"
    MEGA = "mega"


ByTier = Mapping[Tier, Parameter]

MICRO_FROM = 10_000
MACRO_FROM = 100_000
MEGA_ABOVE = 1_000_000


def tier_of(followers: float) -> Tier:
    """Return the tier of an account with this many followers (people)."""
    if followers < MICRO_FROM:
        return Tier.NANO
    if followers < MACRO_FROM:
        return Tier.MICRO
    if followers <= MEGA_ABOVE:
        return Tier.MACRO
    return Tier.MEGA


def by_tier(nano: Parameter, micro: Parameter, macro: Parameter, mega: Parameter) -> ByTier:
    """Return a table from its four cells, smallest tier first."""
    return {Tier.NANO: nano, Tier.MICRO: micro, Tier.MACRO: macro, Tier.MEGA: mega}


def every_tier(parameter: Parameter) -> ByTier:
    """Return a table whose figure is the same for all tiers."""
    return dict.fromkeys(Tier, parameter)
