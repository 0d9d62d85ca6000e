"""How audiences, buyers and trackers behave: the model's free figures (facts B3, B4, B6)."""

from collections.abc import Mapping

from school.campaign.formats import Platform
from school.campaign.instagram import INSTAGRAM
from school.campaign.messages import N_
from school.campaign.parameter import Confidence, Parameter
from school.campaign.tiers import by_tier
from school.campaign.video import VIDEO

VENDOR, ASSUMPTION = Confidence.VENDOR, Confidence.ASSUMPTION
CALIBRATED = Confidence.CALIBRATED

BENCHMARKS = {**INSTAGRAM, **VIDEO}
"""What each format does, whatever its platform."""

_QUALITY = ("S08", "S53", "S98")
_CONTRADICTORY = N_("Sources contradict each other; central values were chosen.")
_ON_BEICHERT = N_("Set so that revenue per follower meets Beichert et al. 2024; not observed.")

AUDIENCE_QUALITY = by_tier(
    Parameter(0.70, 0.90, 0.97, _QUALITY, VENDOR, _CONTRADICTORY),
    Parameter(0.60, 0.85, 0.95, _QUALITY, VENDOR, _CONTRADICTORY),
    Parameter(0.60, 0.82, 0.92, _QUALITY, VENDOR, _CONTRADICTORY),
    Parameter(0.60, 0.80, 0.90, _QUALITY, VENDOR, _CONTRADICTORY),
)
"""Real and reachable share of followers."""

CONVERSION = by_tier(
    Parameter(0.015, 0.040, 0.050, ("S50", "S170"), CALIBRATED, _ON_BEICHERT),
    Parameter(0.012, 0.026, 0.040, ("S50", "S170"), CALIBRATED, _ON_BEICHERT),
    Parameter(0.010, 0.0175, 0.025, ("S47", "S50"), VENDOR),
    Parameter(0.008, 0.014, 0.020, (), ASSUMPTION, N_("Extrapolated from smaller accounts.")),
)
"""Orders / clicks, before the brand's conversion level."""

_PUBLICATION = N_("Gifts are not always posted; no source found.")
_SELDOM_GIFTED = N_("Large accounts are seldom gifted; taken as for micro.")

GIFT_PUBLICATION = by_tier(
    Parameter(0.4, 0.6, 0.8, (), ASSUMPTION, _PUBLICATION),
    Parameter(0.3, 0.5, 0.7, (), ASSUMPTION, _PUBLICATION),
    Parameter(0.3, 0.5, 0.7, (), ASSUMPTION, _SELDOM_GIFTED),
    Parameter(0.3, 0.5, 0.7, (), ASSUMPTION, _SELDOM_GIFTED),
)
"""Probability that a gifted creator publishes."""

CONTRACT_PUBLICATION = Parameter(
    0.9, 0.97, 1.0, (), ASSUMPTION, N_("Paid or affiliated creators seldom fail to publish.")
)

CONVERSION_LEVEL = Parameter(
    1, 2, 10, ("S47", "S170"), CALIBRATED, N_("Prudent 1, default 2, favourable 3.5, mature 10.")
)
REACHABLE = Parameter(
    0.5, 0.6, 0.8, (), ASSUMPTION, N_("Share of real followers reachable during a campaign.")
)
FATIGUE = Parameter(0.6, 0.75, 1.0, (), ASSUMPTION, N_("Value of each further exposure."))
HALO = Parameter(
    0.2,
    0.6,
    1.2,
    (),
    ASSUMPTION,
    N_("Orders without a tracked click / click orders; 3 to 7 in market-mix studies."),
)
INCREMENTAL_SHARE = Parameter(
    0.4, 0.6, 0.8, ("S87", "S88"), ASSUMPTION, N_("Vendors claim 40 to 80 %; none measured here.")
)
UTM_VISIBILITY = Parameter(
    0.3, 0.5, 0.7, (), ASSUMPTION, N_("Click orders that last-click tracking still sees.")
)
CODE_SHARE = Parameter(0.25, 0.45, 0.65, (), ASSUMPTION, N_("Share of orders using the code."))
CODE_LEAK = Parameter(
    0.05, 0.20, 0.40, ("S82", "S83"), ASSUMPTION, N_("Uses of the code by others / its uses.")
)
RETURN_RATE = Parameter(0.0, 0.08, 0.3, (), ASSUMPTION)
CODE_DISCOUNT = Parameter(0.0, 0.10, 0.3, (), ASSUMPTION)
TARGET_SHARE = Parameter(0.2, 0.55, 0.9, (), ASSUMPTION)
REPEAT_FACTOR = Parameter(1.0, 1.0, 1.8, (), ASSUMPTION, N_("1.8 is a twelve-month scenario."))
BUNDLE = Parameter(
    1.0, 1.3, 2.0, (), ASSUMPTION, N_("Fee of two formats over the fee of the dearer one.")
)
AGENCY_RATE = Parameter(0.0, 0.15, 0.3, (), ASSUMPTION)
PRODUCT_COST = Parameter(0.0, 40.0, 200.0, (), ASSUMPTION, N_("Product and shipping, in €."))
AFFILIATE_COMMISSION = Parameter(
    0.05, 0.113, 0.2, ("S24", "S51"), Confidence.SOLID, N_("Commissions / sales in France.")
)

REACH_NOISE: Mapping[Platform, float] = {
    Platform.INSTAGRAM: 0.45,
    Platform.TIKTOK: 1.1,
    Platform.YOUTUBE: 0.9,
}
"""Sigma of the lognormal noise of reach, from post to post [assumption]."""
RATE_NOISE = 0.5  # sigma of engagement and click noise [assumption]
CONVERSION_NOISE = 0.4  # sigma of a creator's conversion noise [assumption]
CAMPAIGN_SHOCK = 0.35  # sigma of what all creators of a campaign share [assumption]
QUALITY_WEIGHT = 20.0  # weight of the Beta law of audience quality [assumption]
SHARE_WEIGHT = 10.0  # weight of the Beta laws of the shares above [assumption]
HALO_LAW = (0.2, 0.4, 1.2)  # triangular law of the halo, of mean 0.6 [assumption]
