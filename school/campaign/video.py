"""TikTok and YouTube benchmarks by tier (facts B3). Both count views, by followers or not."""

from collections.abc import Mapping

from school.campaign.formats import Basis, Benchmark, Format, Price
from school.campaign.instagram import FEE_SPREAD
from school.campaign.messages import N_
from school.campaign.parameter import Confidence, Parameter
from school.campaign.tiers import by_tier, every_tier

VENDOR, ASSUMPTION = Confidence.VENDOR, Confidence.ASSUMPTION

_NO_LEVEL = N_("No source for the level; growth with followers checked against Tian et al. 2024.")
_EXTRAPOLATED = N_("Extrapolated from channels of 50,000 to 100,000 subscribers.")
_NO_CLICKS = N_("No source found.")
_OLD_PRICE = N_("Prices of 2022, probably too low for today.")

VIDEO_VIEWS = Parameter(
    1.05, 1.2, 1.5, (), ASSUMPTION, N_("Views per person reached, taken as on Instagram.")
)

TIKTOK = Benchmark(
    Basis.VIEWS,
    by_tier(
        Parameter(0.20, 0.60, 2.0, ("S34",), ASSUMPTION, _NO_LEVEL),
        Parameter(0.10, 0.35, 1.2, ("S34",), ASSUMPTION, _NO_LEVEL),
        Parameter(0.08, 0.25, 0.8, ("S34",), ASSUMPTION, _NO_LEVEL),
        Parameter(0.05, 0.15, 0.5, ("S34",), ASSUMPTION, _NO_LEVEL),
    ),
    VIDEO_VIEWS,
    by_tier(
        Parameter(0.06, 0.08, 0.10, ("S20",), VENDOR),
        Parameter(0.04, 0.055, 0.08, ("S20",), VENDOR),
        Parameter(0.02, 0.035, 0.05, ("S20",), VENDOR),
        Parameter(0.01, 0.02, 0.05, ("S20",), VENDOR),
    ),
    every_tier(Parameter(0.001, 0.004, 0.010, (), ASSUMPTION, _NO_CLICKS)),
    Price(
        0.0260,
        0.869,
        every_tier(Parameter(0.4, 1.0, 2.5, ("S01",), VENDOR, _OLD_PRICE)),
    ),
)

YOUTUBE = Benchmark(
    Basis.VIEWS,
    by_tier(
        Parameter(0.05, 0.12, 0.40, ("S13",), ASSUMPTION, _EXTRAPOLATED),
        Parameter(0.02, 0.08, 0.25, ("S13",), VENDOR),
        Parameter(0.02, 0.07, 0.20, ("S13",), ASSUMPTION, _EXTRAPOLATED),
        Parameter(0.01, 0.05, 0.15, ("S13",), ASSUMPTION, _EXTRAPOLATED),
    ),
    VIDEO_VIEWS,
    by_tier(
        Parameter(0.02, 0.032, 0.05, ("S19", "S23"), VENDOR),
        Parameter(0.015, 0.021, 0.04, ("S19", "S23"), VENDOR),
        Parameter(0.008, 0.015, 0.025, ("S19", "S23"), VENDOR),
        Parameter(0.005, 0.009, 0.016, ("S19", "S23"), VENDOR),
    ),
    every_tier(Parameter(0.003, 0.008, 0.020, (), ASSUMPTION, _NO_CLICKS)),
    Price(13.05, 0.545, FEE_SPREAD),
)

VIDEO: Mapping[Format, Benchmark] = {Format.VIDEO: TIKTOK, Format.INTEGRATION: YOUTUBE}
