"""Platforms, the formats they offer, and what a benchmark says of a format."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from school.campaign.parameter import Parameter
from school.campaign.tiers import ByTier


class Platform(StrEnum):
    """Where a creator publishes."""

    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"


class Format(StrEnum):
    """What a creator publishes."""

    POST = "post"
    REEL = "reel"
    STORIES = "stories"  # a set of three frames with a link
    VIDEO = "video"
    INTEGRATION = "integration"


PLATFORM_FORMATS: Mapping[Platform, tuple[Format, ...]] = {
    Platform.INSTAGRAM: (Format.POST, Format.REEL, Format.STORIES),
    Platform.TIKTOK: (Format.VIDEO,),
    Platform.YOUTUBE: (Format.INTEGRATION,),
}

USUAL_FORMATS: Mapping[Platform, tuple[Format, ...]] = {
    Platform.INSTAGRAM: (Format.POST, Format.STORIES),
    Platform.TIKTOK: (Format.VIDEO,),
    Platform.YOUTUBE: (Format.INTEGRATION,),
}


class Basis(StrEnum):
    """What a platform counts first: people reached among followers, or views by anyone."""

    PEOPLE = "people"
    VIEWS = "views"


@dataclass(frozen=True, slots=True)
class Price:
    """A usual fee in €: scale × followers^exponent, times a range by tier."""

    scale: float
    exponent: float
    spread: ByTier

    def typical(self, followers: float) -> float:
        """Return the usual fee in € for one publication (log-log fit of S01)."""
        return float(self.scale * followers**self.exponent)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What one publication of a format usually does (facts B3).

    `audience` is people reached / followers, or views / followers, as `basis` says;
    `engagement` is engagements / followers (people) or / views (views);
    `clicks` is clicks / people reached (people) or / views (views).
    """

    basis: Basis
    audience: ByTier
    views_per_person: Parameter
    engagement: ByTier
    clicks: ByTier
    price: Price
