"""What one creator brings before the campaign's fatigue (facts B2, equations 1 to 9)."""

from dataclasses import dataclass
from typing import Generic

from school.campaign.behaviour import AUDIENCE_QUALITY, BENCHMARKS, CONVERSION, REACHABLE
from school.campaign.formats import Basis, Format
from school.campaign.metrics import authenticity_multiplier
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

    target_reach: Number  # people of the target, at most the universe they share
    views: Number
    engagements: Number
    clicks: Number
    orders: Number


def usual_luck(creator: Creator) -> Luck[float]:
    """Return the expected luck: every factor at its mean."""
    return Luck(creator.quality, creator.publication_rate, 1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Delivery(Generic[Number]):
    """What one publication brings; `share` of the reachable followers see it."""

    share: Number
    views: Number
    engagements: Number
    clicks: Number


def contribute(creator: Creator, brief: Brief, luck: Luck[Number]) -> Contribution[Number]:
    """Return what one creator brings with this luck.

    Publications of one creator meet the same followers: their reaches saturate
    within the pool of those who can be reached (B2.3).
    """
    nothing = luck.published * 0
    unseen, views, engagements, clicks = nothing + 1, nothing, nothing, nothing
    for each in creator.formats:
        delivery = _deliver(creator, each, luck)
        unseen = unseen * (1 - delivery.share)
        views = views + delivery.views
        engagements = engagements + delivery.engagements
        clicks = clicks + delivery.clicks
    published, universe = luck.published, brief.universe_of(creator.cluster)
    reach = creator.followers * luck.quality * REACHABLE.typical * (1 - unseen)
    converted = CONVERSION[creator.tier].typical * brief.conversion_level * luck.conversion
    return Contribution(
        target_reach=universe * capped(creator.target_share * reach / universe) * published,
        views=views * published,
        engagements=engagements * published,
        clicks=clicks * published,
        orders=clicks * converted * published,
    )


def _deliver(creator: Creator, publication: Format, luck: Luck[Number]) -> _Delivery[Number]:
    """Return what one publication brings, were it published.

    Benchmarks come from accounts that already hold usual shares of false followers,
    so quality counts relative to the tier's (B2.1). Only Instagram's reach is held
    within followers: videos are also shown to others.
    """
    mark, tier = BENCHMARKS[publication], creator.tier
    usual = AUDIENCE_QUALITY[tier].typical
    by_people = mark.basis == Basis.PEOPLE
    liked = authenticity_multiplier(creator.authenticity)
    audience = creator.followers * luck.quality / usual
    rate = mark.audience[tier].typical * luck.reach
    if not by_people:
        rate = rate / mark.views_per_person.typical
    people, share = audience * rate, rate / (usual * REACHABLE.typical)
    views = people * mark.views_per_person.typical
    return _Delivery(
        share=capped(share) if by_people else share,
        views=views,
        engagements=(audience if by_people else views)
        * (mark.engagement[tier].typical * liked * luck.engagement),
        clicks=(people if by_people else views) * (mark.clicks[tier].typical * liked * luck.clicks),
    )
