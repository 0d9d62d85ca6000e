"""How each story shows in the figures: levels against the tier's benchmarks.

Every law here is a choice of the school, made so that the teaching thresholds of the facts
file (A2) tell what is planted from what is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from math import exp

from school.campaign.behaviour import BENCHMARKS, RATE_NOISE
from school.campaign.dossiers.case import Anomaly, LookAlike, Story
from school.campaign.dossiers.chance import Chance
from school.campaign.formats import Format
from school.campaign.tiers import Tier

FOLLOWERS: Mapping[Tier, tuple[int, int]] = {
    Tier.NANO: (3_000, 9_500),
    Tier.MICRO: (15_000, 80_000),
    Tier.MACRO: (120_000, 600_000),
    Tier.MEGA: (1_100_000, 3_000_000),
}
"""Followers of the accounts drawn in each tier, away from its bounds."""


class Level(Enum):
    """Where a rate stands against the tier's range; diluted is in its lower part."""

    FAR_UNDER = auto()
    DILUTED = auto()
    USUAL = auto()
    UPPER = auto()
    FAR_ABOVE = auto()


class Growth(Enum):
    """How followers came."""

    STEADY = auto()
    BOUGHT = auto()
    VIRAL = auto()
    FADING = auto()


class Talk(Enum):
    """Who comments, and what they say."""

    ORDINARY = auto()
    EXPERT = auto()
    POD = auto()
    BOTS = auto()
    CONTEST = auto()


@dataclass(frozen=True, slots=True)
class Traits:
    """What a story makes of an account. `comments` bounds the comments among engagements."""

    engagement: Level = Level.USUAL
    reach: Level = Level.USUAL
    growth: Growth = Growth.STEADY
    talk: Talk = Talk.ORDINARY
    comments: tuple[float, float] = (0.02, 0.045)
    abroad: bool = False


TRAITS: Mapping[Story, Traits] = {
    None: Traits(),
    Anomaly.BOUGHT_FOLLOWERS: Traits(Level.DILUTED, Level.DILUTED, Growth.BOUGHT),
    Anomaly.POD: Traits(Level.FAR_ABOVE, talk=Talk.POD, comments=(0.12, 0.2)),
    Anomaly.COMMENT_BOTS: Traits(talk=Talk.BOTS, comments=(0.06, 0.1)),
    Anomaly.ELSEWHERE: Traits(abroad=True),
    Anomaly.INFLATED_LIKES: Traits(Level.FAR_ABOVE, comments=(0.002, 0.005)),
    Anomaly.SILENT: Traits(Level.FAR_UNDER),
    Anomaly.STALE: Traits(Level.FAR_UNDER, Level.FAR_UNDER, Growth.FADING),
    LookAlike.VIRAL: Traits(growth=Growth.VIRAL),
    LookAlike.CONTEST: Traits(talk=Talk.CONTEST),
    LookAlike.DIASPORA: Traits(),
    LookAlike.NICHE: Traits(Level.FAR_ABOVE, Level.UPPER, talk=Talk.EXPERT, comments=(0.08, 0.14)),
}


def engagement(chance: Chance, level: Level, tier: Tier) -> float:
    """An engagement rate by followers at this level.

    The far ones are beyond 2 standard scores of the tier (`authenticity.engagement_signal`),
    and out of its range.
    """
    known = BENCHMARKS[Format.POST].engagement[tier]
    if level is Level.FAR_ABOVE:
        return known.typical * exp(RATE_NOISE * chance.between(2.3, 2.8))
    if level is Level.FAR_UNDER:
        return known.typical * exp(RATE_NOISE * chance.between(-3.2, -2.6))
    if level is Level.DILUTED:
        return chance.between(max(known.low * 1.15, known.typical * 0.5), known.typical * 0.85)
    return known.typical * chance.between(0.85, 1.2)


def reach(chance: Chance, level: Level, tier: Tier) -> float:
    """A rate of reach by followers at this level."""
    known = BENCHMARKS[Format.POST].audience[tier]
    if level is Level.FAR_UNDER:
        return known.low * chance.between(0.2, 0.4)
    if level is Level.DILUTED:
        return chance.between(known.low * 1.1, known.typical * 0.85)
    if level is Level.UPPER:
        return chance.between(known.typical * 1.25, known.high)
    return known.typical * chance.between(0.87, 1.2)
