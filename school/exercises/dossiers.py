"""What a page shows of a creator's dossier, as plain data."""

from __future__ import annotations

from school.campaign.behaviour import BENCHMARKS
from school.campaign.dossiers import Dossier
from school.campaign.formats import Format
from school.campaign.parameter import Parameter
from school.exercises.contract import Json


def public(dossier: Dossier, fee: float) -> Json:
    """Everything that an observer sees, the fee asked (€), the usual ranges of the tier.

    Nothing here depends on what is behind the dossier but through what it shows.
    """
    usual = BENCHMARKS[Format.POST]
    adds = dossier.weekly_adds
    most = max(adds)
    return {
        "handle": dossier.handle,
        "bio": dossier.bio,
        "tier": str(dossier.tier),
        "markets": list(dossier.markets),
        "fee": fee,
        "followers": list(dossier.followers),
        "rise": {"week": adds.index(most) + 2, "people": most},
        "following": dossier.following,
        "posts_per_week": dossier.posts_per_week,
        "engagement": _rate(dossier.engagement_rate, usual.engagement[dossier.tier]),
        "reach": _rate(dossier.reach_rate, usual.audience[dossier.tier]),
        "posts": [
            {
                "week": post.week,
                "reach": post.reach,
                "likes": post.likes,
                "comments": post.comments,
                "note": str(post.note),
            }
            for post in dossier.posts
        ],
        "audience": [{"country": country, "share": share} for country, share in dossier.audience],
        "comments": [
            {"author": comment.author, "text": comment.text, "minutes": comment.minutes}
            for comment in dossier.comments
        ],
    }


def _rate(value: float, usual: Parameter) -> Json:
    return {"value": value, "low": usual.low, "high": usual.high}
