"""What one creator brings before the campaign's fatigue (facts B2, equations 1 to 9)."""

from dataclasses import dataclass
from typing import Generic

from school.campaign.authenticity import authenticity_multiplier
from school.campaign.behaviour import AUDIENCE_QUALITY, BENCHMARKS, CONVERSION, REACHABLE
from school.campaign.formats import Basis, Format
from school.campaign.number import Number, capped
from school.campaign.plan import Brief, Creator


@dataclass(frozen=True, slots=True)
class Luck(Generic[Number]):
    """What chance decides for a creator: two shares, and factors of mean 1."""

    quality: Number  # real and reachable share of followers
    published: Number  # 1 if published, 0 if not, or the probability
    reach: Number
    engagement: Number
    clicks: Number
    conversion: Number


@dataclass(frozen=True, slots=True)
class Contribution(Generic[Number]):
    """What one creator brings: people, exposures, actions, clicks and orders."""

    reach: Number
    target_reach: Number  # people of the target, at most the universe they share
    views: Number
    engagements: Number
    clicks: Number
    orders: Number


def usual_luck(creator: Creator) -> Luck[float]:
    """Return the expected luck: every factor at its mean."""
    return Luck(creator.quality, creator.publication_rate, 1.0, 1.0, 1.0, 1.0)


def contribute(creator: Creator, brief: Brief, luck: Luck[Number]) -> Contribution[Number]:
    """Return what one creator brings with this luck."""
    pool = creator.followers * REACHABLE.typical * luck.quality
    missed = views = engagements = clicks = luck.published * 0
    missed = missed + 1
    for each in creator.formats:
        share, seen, acts, visits = _deliver(creator, each, luck)
        missed = missed * (1 - share)
        views, engagements, clicks = views + seen, engagements + acts, clicks + visits
    reach = pool * (1 - missed)
    universe = brief.universe_of(creator.cluster)
    target = universe * capped(creator.target_share * reach / universe)
    rate = CONVERSION[creator.tier].typical * brief.conversion_level
    published = luck.published
    return Contribution(
        reach * published,
        target * published,
        views * published,
        engagements * published,
        clicks * published,
        clicks * published * luck.conversion * rate,
    )


def _deliver(
    creator: Creator, format_: Format, luck: Luck[Number]
) -> tuple[Number, Number, Number, Number]:
    """Return share of the reachable pool reached, views, engagements and clicks of a format."""
    mark, tier = BENCHMARKS[format_], creator.tier
    usual = AUDIENCE_QUALITY[tier].typical
    audience = creator.followers * luck.quality / usual
    liked = authenticity_multiplier(creator.authenticity)
    per_person = mark.views_per_person.typical
    people_rate = mark.audience[tier].typical / (1 if mark.basis == Basis.PEOPLE else per_person)
    share = people_rate * luck.reach / (usual * REACHABLE.typical)
    if mark.basis == Basis.PEOPLE:
        share = capped(share)
    people = audience * share * usual * REACHABLE.typical
    views = people * per_person
    acting = audience if mark.basis == Basis.PEOPLE else views
    clicking = people if mark.basis == Basis.PEOPLE else views
    engagements = acting * mark.engagement[tier].typical * liked * luck.engagement
    clicks = clicking * mark.clicks[tier].typical * liked * luck.clicks
    return share, views, engagements, clicks
