"""What was shown and what people did with it (facts A2)."""

from school.campaign.metrics.ratio import ratio
from school.campaign.number import Number


def reach_rate(reach: Number, followers: Number) -> Number:
    """Share of followers reached: people / people. May exceed 1 on TikTok and reels."""
    return ratio(reach, followers, "followers")


def frequency(views: Number, reach: Number) -> Number:
    """Exposures per person reached: views / people."""
    return ratio(views, reach, "reach")


def grp(target_views: Number, population: Number) -> Number:
    """Gross rating points: 100 × views by the target / people of the target."""
    return 100 * ratio(target_views, population, "population")


def engagement_rate(engagements: Number, audience: Number) -> Number:
    """Actions / audience, as a fraction.

    The audience is followers, people reached or views: a rate without its
    denominator means nothing, so name it wherever the rate is shown.
    """
    return ratio(engagements, audience, "audience")


def ctr(clicks: Number, audience: Number) -> Number:
    """Clicks / audience (views or people reached, to be stated), as a fraction."""
    return ratio(clicks, audience, "audience")


def view_through_rate(completed_views: Number, views: Number) -> Number:
    """Views of at least the stated length / views, as a fraction."""
    return ratio(completed_views, views, "views")


def sends_per_reach(sends: Number, reach: Number) -> Number:
    """Private shares / people reached, as a fraction (Instagram, S32)."""
    return ratio(sends, reach, "reach")


def share_of_voice(brand_mentions: Number, category_mentions: Number) -> Number:
    """Mentions of the brand / mentions of its category, as a fraction."""
    return ratio(brand_mentions, category_mentions, "category_mentions")


def sponsored_share(sponsored_posts: Number, posts: Number) -> Number:
    """Sponsored posts / posts over 30 to 90 days, as a fraction (S67)."""
    return ratio(sponsored_posts, posts, "posts")


def media_value(
    views: Number,
    engagements: Number,
    price_per_thousand: float,
    price_per_engagement: float,
) -> Number:
    """EMV in €: views and engagements at prices somebody chose (S68, S69).

    It may rank posts under one constant price list. It is not money, and
    dividing it by a cost is not a ROI.
    """
    return views * price_per_thousand / 1000 + engagements * price_per_engagement
