"""The golden values of the facts file (B7): half a unit of the last printed digit is allowed."""

from dataclasses import replace

import pytest

from school.campaign.formats import Format
from school.campaign.outcome import measure, outcome
from school.campaign.plan import Brief, Creator, Plan
from tests.campaign.plans import (
    MACRO,
    MEGA,
    MICRO,
    NANO,
    gifted_nano,
    plan,
    reference,
    reference_creators,
)

PAIR = (Format.POST, Format.REEL)

# One creator, post and stories: reach, views, engagements, clicks, click orders, fee, cost.
ONE_CREATOR = [
    (Creator(NANO), 1_821.44, 3_766.03, 145.50, 60.63, 4.850, 116.61, 174.10),
    (Creator(MICRO), 8_119.47, 16_252.35, 436.50, 231.05, 12.015, 530.96, 650.60),
    (Creator(MACRO), 42_585.37, 82_450.00, 2_328.00, 1_028.20, 35.987, 2_642.95, 3_079.39),
    (Creator(MEGA), 316_866.67, 613_040.0, 15_520.0, 6_596.0, 184.688, 18_539.11, 21_359.98),
    (gifted_nano(1), 1_126.67, 2_329.50, 90.00, 37.50, 3.000, 0.0, 40.00),
]


@pytest.mark.parametrize(
    ("creator", "reach", "views", "engagements", "clicks", "orders", "fee", "cost"), ONE_CREATOR
)
def test_one_creator(
    creator: Creator,
    reach: float,
    views: float,
    engagements: float,
    clicks: float,
    orders: float,
    fee: float,
    cost: float,
) -> None:
    found = outcome(plan(replace(creator, target_share=1.0)))
    assert found.reach_gross == pytest.approx(reach, abs=0.005)
    assert found.reach_net == pytest.approx(reach, abs=0.005)
    assert found.views == pytest.approx(views, abs=0.0051)
    assert found.engagements == pytest.approx(engagements, abs=0.005)
    assert found.clicks == pytest.approx(clicks, abs=0.0051)
    assert found.orders.click == pytest.approx(orders, abs=0.0005)
    assert found.lines[0].costs.fees == pytest.approx(fee, abs=0.005)
    assert found.cost == pytest.approx(cost, abs=0.005)


REFERENCE = {
    "cost": (9_884.23, 0.005),
    "reach_gross": (83_934, 0.5),
    "reach_net": (76_469, 0.5),
    "frequency": (1.098, 0.0005),
    "views": (305_649, 0.5),
    "engagements": (9_420, 0.5),
    "clicks": (4_318.6, 0.05),
    "orders.click": (248.77, 0.005),
    "orders.total": (398.02, 0.005),
    "orders.incremental": (238.81, 0.005),
    "orders.utm": (124.38, 0.005),
    "orders.code": (214.93, 0.005),
    "cpm": (32.34, 0.005),
    "cpe": (1.049, 0.0005),
    "cpc": (2.289, 0.0005),
    "cpa.code": (45.99, 0.005),
    "cpa.incremental": (41.39, 0.005),
    "roas.utm": (0.641, 0.0005),
    "roas.code": (1.108, 0.0005),
    "roas.total": (2.052, 0.0005),
    "roas.incremental": (1.231, 0.0005),
    "break_even.roas": (1.818, 0.0005),
    "break_even.orders": (352.7, 0.05),
    "roi": (-0.323, 0.0005),
    "roi_traced": (-0.391, 0.0005),
}


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_campaign(name: str) -> None:
    expected, tolerance = REFERENCE[name]
    assert measure(outcome(reference()), name) == pytest.approx(expected, abs=tolerance)


def test_reference_campaign_wear_and_order_value() -> None:
    found = outcome(reference())
    fresh = 40 * 37.5 + 8 * 231.054 + 1_028.2
    assert found.clicks / fresh == pytest.approx(0.9868, abs=0.00005)
    assert found.revenue.total == pytest.approx(found.orders.total * 50.9588, rel=1e-6)


def test_reference_campaign_with_repeat_purchases() -> None:
    found = outcome(reference(repeat_factor=1.8))
    assert found.roi == pytest.approx(0.219, abs=0.0005)
    assert found.roi_traced == pytest.approx(-0.391, abs=0.0005)


BLOCKS = [  # creators, cost, ROAS on all orders, ROI, CPM
    (gifted_nano(40), 1_600, 6.09, 1.01, 17),
    (Creator(NANO, 20), 3_482, 2.26, -0.25, 46),
    (Creator(MICRO, 8), 5_205, 1.50, -0.51, 40),
    (Creator(MACRO), 3_079, 0.95, -0.69, 37),
    (Creator(MEGA), 21_360, 0.705, -0.77, 35),  # printed 0.71: 0.70498, rounded twice
]


@pytest.mark.parametrize(("creators", "cost", "roas", "roi", "cpm"), BLOCKS)
def test_blocks_alone(creators: Creator, cost: float, roas: float, roi: float, cpm: float) -> None:
    found = outcome(plan(creators))
    assert found.cost == pytest.approx(cost, abs=0.5)
    assert found.roas.total == pytest.approx(roas, abs=0.005)
    assert found.roi == pytest.approx(roi, abs=0.005)
    assert found.cpm == pytest.approx(cpm, abs=0.5)


def test_gifting_reaches_few() -> None:
    assert outcome(plan(gifted_nano(40))).reach_net == pytest.approx(24_000, abs=500)


@pytest.mark.parametrize(
    ("count", "reach", "frequency", "roas"),
    [(10, 42_479, 1.05, 1.50), (50, 171_825, 1.30, 1.45), (100, 269_841, 1.65, 1.38),
     (200, 357_646, 2.50, 1.24)],
)  # fmt: skip
def test_diminishing_returns(count: int, reach: float, frequency: float, roas: float) -> None:
    found = outcome(plan(Creator(MICRO, count)))
    assert found.reach_net == pytest.approx(reach, abs=0.5)
    assert found.frequency == pytest.approx(frequency, abs=0.005)
    assert found.roas.total == pytest.approx(roas, abs=0.005)


@pytest.mark.parametrize(
    ("change", "roi"),
    [
        ({}, -0.323),
        ({"conversion_level": 1.0}, -0.661),
        ({"conversion_level": 3.5}, 0.185),
        ({"halo": 0.2}, -0.492),
        ({"halo": 1.2}, -0.069),
        ({"incremental_share": 0.4}, -0.549),
        ({"incremental_share": 0.8}, -0.097),
        ({"margin": 0.40}, -0.508),
        ({"margin": 0.70}, -0.138),
        ({"universe": 100_000}, -0.353),
        ({"universe": 6_000_000}, -0.314),
    ],
)
def test_sensitivity_to_the_brief(change: dict[str, float], roi: float) -> None:
    assert outcome(reference(**change)).roi == pytest.approx(roi, abs=0.0005)


def test_sensitivity_to_the_plan() -> None:
    free = replace(reference(), agency_rate=0.0)
    assert outcome(free).roi == pytest.approx(-0.244, abs=0.0005)
    for posting, roi in ((0.4, -0.429), (0.8, -0.217)):
        changed = Plan(Brief(), reference_creators(posting))
        assert outcome(changed).roi == pytest.approx(roi, abs=0.0005)


def test_small_market_reach() -> None:
    assert outcome(reference(universe=100_000)).reach_net == pytest.approx(58_562, abs=0.5)


def test_false_followers_cost_reach_and_return() -> None:
    usual = outcome(plan(Creator(MACRO)))
    poor = outcome(plan(Creator(MACRO, audience_quality=0.60)))
    worse = outcome(plan(Creator(MACRO, audience_quality=0.45)))
    assert usual.reach_net == pytest.approx(23_422, abs=0.5)
    assert poor.reach_net == pytest.approx(17_138, abs=0.5)
    assert usual.cpm == pytest.approx(37.3, abs=0.05)
    assert poor.cpm == pytest.approx(51.0, abs=0.05)
    assert worse.cpm == pytest.approx(68.1, abs=0.05)
    assert poor.roi == pytest.approx(-0.77, abs=0.005)


@pytest.mark.parametrize(
    ("score", "cpe", "orders"), [(40, 1.72, 132), (60, 1.49, 153), (80, 1.29, 177)]
)
def test_authenticity_pays(score: float, cpe: float, orders: float) -> None:
    found = outcome(plan(Creator(MICRO, 8, authenticity=score)))
    assert found.cpe == pytest.approx(cpe, abs=0.005)
    assert found.orders.total == pytest.approx(orders, abs=0.5)


@pytest.mark.parametrize(
    ("creators", "cost", "reach", "orders", "roas"),
    [
        ((Creator(MACRO, 4),), 12_318, 85.8, 227, 0.94),
        ((Creator(MICRO, 23),), 14_964, 91.0, 434, 1.48),
        ((gifted_nano(100), Creator(MICRO, 16)), 14_410, 113.8, 769, 2.72),
        ((Creator(1_200_000),), 13_879, 104.6, 177, 0.65),
    ],
)
def test_spending_fifteen_thousand(
    creators: tuple[Creator, ...], cost: float, reach: float, orders: float, roas: float
) -> None:
    """X22; reach in thousands."""
    found = outcome(plan(*creators))
    assert found.cost == pytest.approx(cost, abs=0.5)
    assert found.reach_net / 1_000 == pytest.approx(reach, abs=0.05)
    assert found.orders.total == pytest.approx(orders, abs=0.5)
    assert found.roas.total == pytest.approx(roas, abs=0.005)
