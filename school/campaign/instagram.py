"""Instagram benchmarks by tier (facts B3 and A1)."""

from collections.abc import Mapping

from school.campaign.formats import Basis, Benchmark, Format, Price
from school.campaign.messages import N_
from school.campaign.parameter import Confidence, Parameter
from school.campaign.tiers import ByTier, by_tier, every_tier

VENDOR, ASSUMPTION = Confidence.VENDOR, Confidence.ASSUMPTION
CALIBRATED = Confidence.CALIBRATED

_REACH = ("S30", "S21", "S20", "S07")
_ENGAGEMENT = ("S03", "S17", "S19", "S20", "S21", "S22")
_STORY_STEP = N_("Medians of a single story, raised for a set of three frames.")
_ON_BEICHERT = N_("Set so that revenue per follower meets Beichert et al. 2024; not observed.")
_BIO_LINK = N_("Clicks on the link of the profile; no source found.")

POST_REACH = by_tier(
    Parameter(0.20, 0.30, 0.40, _REACH, VENDOR),
    Parameter(0.10, 0.20, 0.30, _REACH, VENDOR),
    Parameter(0.08, 0.15, 0.23, _REACH, VENDOR),
    Parameter(0.04, 0.10, 0.19, _REACH, VENDOR),
)
REEL_FACTOR = Parameter(
    1.0, 1.8, 3.0, ("S21",), VENDOR, N_("Reach of a reel over that of a post; 1.8 was chosen.")
)
STORIES_REACH = by_tier(
    Parameter(0.07, 0.17, 0.25, ("S30", "S21"), ASSUMPTION, _STORY_STEP),
    Parameter(0.05, 0.13, 0.18, ("S30", "S21"), ASSUMPTION, _STORY_STEP),
    Parameter(0.04, 0.10, 0.15, ("S30", "S21"), ASSUMPTION, _STORY_STEP),
    Parameter(0.03, 0.08, 0.12, ("S30", "S21"), ASSUMPTION, _STORY_STEP),
)
ENGAGEMENT = by_tier(
    Parameter(0.015, 0.030, 0.050, _ENGAGEMENT, VENDOR),
    Parameter(0.008, 0.015, 0.030, _ENGAGEMENT, VENDOR),
    Parameter(0.005, 0.012, 0.020, _ENGAGEMENT, VENDOR),
    Parameter(0.0025, 0.008, 0.016, _ENGAGEMENT, VENDOR),
)
NO_ENGAGEMENT = every_tier(
    Parameter(0, 0, 0, (), ASSUMPTION, N_("Replies to stories are not counted."))
)
STORY_CLICKS = by_tier(
    Parameter(0.02, 0.070, 0.09, ("S170", "S49"), CALIBRATED, _ON_BEICHERT),
    Parameter(0.02, 0.058, 0.08, ("S170", "S49"), CALIBRATED, _ON_BEICHERT),
    Parameter(0.015, 0.050, 0.07, ("S47",), VENDOR, N_("One follower in 200 visits the site.")),
    Parameter(0.01, 0.040, 0.06, ("S170", "S49"), CALIBRATED, _ON_BEICHERT),
)
BIO_CLICKS = every_tier(Parameter(0.0005, 0.002, 0.006, (), ASSUMPTION, _BIO_LINK))

POST_VIEWS = Parameter(1.05, 1.2, 1.5, (), ASSUMPTION, N_("Views per account reached."))
STORY_VIEWS = Parameter(2.0, 2.45, 2.8, (), ASSUMPTION, N_("Frames seen per account reached."))

FEE_SPREAD = by_tier(
    Parameter(0.0, 1.0, 2.0, ("S01",), VENDOR),
    Parameter(0.4, 1.0, 2.5, ("S01",), VENDOR),
    Parameter(0.4, 1.0, 2.5, ("S01",), VENDOR),
    Parameter(0.4, 1.0, 2.5, ("S01",), VENDOR),
)
POST_PRICE = Price(0.0666, 0.846, FEE_SPREAD)
STORIES_PRICE = Price(0.0139, 0.952, FEE_SPREAD)

FEE_CPM = by_tier(
    Parameter(20, 31, 45, ("S41",), CALIBRATED),
    Parameter(20, 33, 50, ("S41",), CALIBRATED),
    Parameter(20, 32, 55, ("S41",), CALIBRATED),
    Parameter(20, 30, 80, ("S41",), CALIBRATED),
)
"""Fees alone per thousand views, in €: what the tables above amount to, inside S41's bookings."""


def _reel_reach() -> ByTier:
    factor = REEL_FACTOR
    return {
        tier: Parameter(
            post.typical * factor.low,
            post.typical * factor.typical,
            post.typical * factor.high,
            factor.sources,
            factor.confidence,
            factor.note,
        )
        for tier, post in POST_REACH.items()
    }


INSTAGRAM: Mapping[Format, Benchmark] = {
    Format.POST: Benchmark(
        Basis.PEOPLE, POST_REACH, POST_VIEWS, ENGAGEMENT, BIO_CLICKS, POST_PRICE
    ),
    Format.REEL: Benchmark(
        Basis.PEOPLE, _reel_reach(), POST_VIEWS, ENGAGEMENT, BIO_CLICKS, POST_PRICE
    ),
    Format.STORIES: Benchmark(
        Basis.PEOPLE, STORIES_REACH, STORY_VIEWS, NO_ENGAGEMENT, STORY_CLICKS, STORIES_PRICE
    ),
}
