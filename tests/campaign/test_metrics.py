"""The ready numbers of the facts file (C10, X1 to X21); X17 and X22 concern the model."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.campaign import metrics
from school.campaign.metrics import FORMULAS, MetricError
from school.campaign.metrics.attribution import (
    first_click,
    last_click,
    linear,
    position_based,
    time_decay,
)
from school.campaign.plan import Brief
from school.campaign.sales import orders, usual_buyers

near = pytest.approx


def test_x1_engagement_needs_its_denominator() -> None:
    assert metrics.engagement_rate(1_840 + 96, 48_000) == near(0.0403, abs=5e-5)
    assert metrics.engagement_rate(1_840 + 96 + 210, 48_000) == near(0.0447, abs=5e-5)
    assert metrics.engagement_rate(2_146, 11_500) == near(0.1866, abs=5e-5)
    assert metrics.engagement_rate(2_146, 14_200) == near(0.1511, abs=5e-5)
    assert metrics.reach_rate(11_500, 48_000) == near(0.2396, abs=5e-5)
    assert metrics.frequency(14_200, 11_500) == near(1.235, abs=5e-4)


def test_x2_pooled_rate_is_not_the_mean_rate() -> None:
    accounts = [(4_000, 180), (9_000, 270), (60_000, 900), (800_000, 6_400)]
    rates = [metrics.engagement_rate(acts, followers) for followers, acts in accounts]
    followers, acts = (sum(column) for column in zip(*accounts, strict=True))
    assert sum(rates) / 4 == near(0.0245, abs=5e-5)
    assert metrics.engagement_rate(acts, followers) == near(0.0089, abs=5e-5)


def test_x3_a_whole_report() -> None:
    cost, revenue = 2_400.0, 31 * 64.0
    assert metrics.cpm(cost, 96_000) == near(25.00)
    assert metrics.cpm(cost, 71_000) == near(33.80, abs=0.005)
    assert metrics.cpe(cost, 3_360) == near(0.714, abs=5e-4)
    assert metrics.ctr(1_248, 96_000) == near(0.0130, abs=5e-5)
    assert metrics.cpc(cost, 1_248) == near(1.923, abs=5e-4)
    assert metrics.conversion_rate(31, 1_248) == near(0.02484, abs=5e-6)
    assert metrics.cpa(cost, 31) == near(77.42, abs=0.005)
    assert metrics.roas(revenue, cost) == near(0.827, abs=5e-4)
    assert metrics.roi(revenue * 0.52, cost) == near(-0.570, abs=5e-4)
    assert metrics.break_even_roas(0.52) == near(1.923, abs=5e-4)
    assert metrics.break_even_orders(cost, 64, 0.52) == near(72.1, abs=0.05)


def test_x4_media_value_is_whatever_its_prices_say() -> None:
    assert metrics.media_value(96_000, 3_360, 12, 0.15) == near(1_656)
    assert metrics.media_value(96_000, 3_360, 30, 0.50) == near(4_560)


def test_x5_net_reach_by_chance() -> None:
    reaches = (180_000, 150_000, 90_000, 60_000)
    net = metrics.net_reach(1_200_000, *reaches)
    assert net == near(415_716, abs=0.5)
    assert metrics.frequency(480_000, net) == near(1.155, abs=5e-4)
    assert metrics.duplication(net, 480_000) == near(0.134, abs=5e-4)
    assert 0.95 * net == near(394_930, abs=0.5)
    niche = metrics.net_reach(400_000, *reaches)
    assert niche == near(309_422, abs=0.5)
    assert metrics.frequency(480_000, niche) == near(1.551, abs=5e-4)


def test_x6_agostini() -> None:
    pairs = [(180, 150), (180, 90), (180, 60), (150, 90), (150, 60), (90, 60)]
    shared = sum(metrics.chance_overlap(1_200_000, a * 1e3, b * 1e3) for a, b in pairs)
    assert shared == near(68_250)
    assert metrics.agostini(480_000, shared) == near(413_807, abs=0.5)


def test_x7_measured_overlap() -> None:
    assert metrics.union(180_000, 150_000, 60_000) == 270_000
    chance = metrics.chance_overlap(1_200_000, 180_000, 150_000)
    assert chance == near(22_500)
    assert 60_000 / chance == near(2.7, abs=0.05)


def test_x8_real_followers_cost_more() -> None:
    assert metrics.qualified_followers(85_000, 0.62) == near(52_700)
    assert metrics.cpm(1_300, 85_000) == near(15.29, abs=0.005)
    assert metrics.net_cpm(1_300, 85_000, 0.62, 1.0) == near(24.67, abs=0.005)


def test_x9_where_two_deals_cost_the_same() -> None:
    assert metrics.indifferent_orders(900, 0.12, 58) == near(129.3, abs=0.05)
    assert metrics.indifferent_orders(900 - 400, 0.07, 58) == near(123.2, abs=0.05)
    assert metrics.indifferent_orders(400, 0.12 - 0.07, 58) == near(137.9, abs=0.05)
    meeting = metrics.indifferent_orders(900, 0.12, 58)
    assert metrics.commission(meeting, 58, 0.12) == near(900)


def test_x11_lifetime_value() -> None:
    value = metrics.lifetime_value(58, 0.55, 2.4, 1.5)
    assert value == near(114.84)
    assert metrics.lifetime_to_acquisition(value, 38.28) == near(3)
    assert metrics.expected_years(0.5) == 2


def test_x12_margin_on_variable_costs() -> None:
    rate = metrics.margin_rate(0.60, payment=0.03, shipping=0.07, returns=0.08)
    assert rate == near(0.46)
    assert metrics.break_even_roas(rate) == near(2.174, abs=5e-4)
    published = metrics.margin_rate(0.40, payment=0.03, shipping=0.0, returns=0.05)
    assert metrics.break_even_roas(published) == near(2.84, abs=0.005)


def test_x13_attribution_rules() -> None:
    assert time_decay((14, 7, 3, 0)) == near((0.100, 0.201, 0.298, 0.401), abs=5e-4)
    assert position_based(4) == near((0.4, 0.1, 0.1, 0.4))
    assert last_click(4) == (0, 0, 0, 1)
    assert first_click(4) == (1, 0, 0, 0)
    assert linear(4) == (0.25,) * 4


@pytest.mark.parametrize("rule", [first_click, last_click, linear, position_based])
@given(contacts=st.integers(1, 50))
def test_attribution_shares_add_up(rule: Callable[[int], tuple[float, ...]], contacts: int) -> None:
    shares = rule(contacts)
    assert len(shares) == contacts
    assert sum(shares) == near(1)


def test_x14_holdout() -> None:
    treated, control = 0.0126, 0.0090
    assert metrics.relative_lift(treated, control) == near(0.40)
    assert metrics.incremental_share(treated, control) == near(0.286, abs=5e-4)
    assert metrics.lift_z(treated, 40_000, control, 10_000) == near(2.97, abs=0.005)
    margin = metrics.lift_margin(treated, 40_000, control, 10_000)
    assert treated - control - margin == near(0.0015, abs=5e-5)
    assert treated - control + margin == near(0.0057, abs=6e-5)
    assert metrics.roas(504 * 58, 9_000) == near(3.25, abs=0.005)
    assert metrics.roas(144 * 58, 9_000) == near(0.93, abs=0.005)


def test_the_share_a_page_calls_relative_lift() -> None:
    """A2: 1.1 points on 4.2 % is the incremental share; the relative lift is 35 %."""
    assert metrics.incremental_share(0.042, 0.031) == near(0.26, abs=0.005)
    assert metrics.relative_lift(0.042, 0.031) == near(0.35, abs=0.005)


def test_x15_sample_size() -> None:
    assert metrics.sample_size(0.009, 0.20) == near(44_000, rel=0.002)


def test_x16_geo_lift() -> None:
    assert metrics.difference_in_differences(412, 498, 388, 405) == 69
    assert metrics.geo_lift(412, 498, 388, 405) == near(68, abs=0.5)


def test_x17_what_trackers_see() -> None:
    brief = Brief(utm_visibility=0.55, halo=0.6, code_share=0.45, code_leak=0.2)
    found = orders(3_200 * 0.022, usual_buyers(brief))
    assert found.click == near(70.4)
    assert found.utm == near(38.7, abs=0.05)
    assert found.total == near(112.6, abs=0.05)
    assert found.code == near(60.8, abs=0.05)
    assert found.incremental == near(67.6, abs=0.05)


@pytest.mark.parametrize(("spend", "share"), [(5, 0.159), (10, 0.303), (20, 0.5), (40, 0.697)])
def test_x18_saturation(spend: float, share: float) -> None:
    assert metrics.hill(spend, 20, 1.2) == near(share, abs=5e-4)


def test_no_spend_no_response() -> None:
    assert metrics.hill(0, 20, 1.2) == 0


def test_adstock_remembers() -> None:
    assert metrics.adstock(0.5, 100) == 100
    assert metrics.adstock(0.5, 0, 100) == near(100 / 3)


def test_x21_engagement_out_of_its_tier() -> None:
    assert metrics.engagement_z(0.062, 0.015) == near(2.84, abs=0.005)
    assert metrics.engagement_z(0.003, 0.015) == near(-3.22, abs=0.005)


def test_money_lost_to_false_followers() -> None:
    assert metrics.wasted_cost(1_000, 0.60, 0.80) == near(250)
    assert metrics.wasted_cost(1_000, 0.90, 0.80) == 0


def test_audience_score_of_the_facts_file() -> None:
    """B5."""
    assert metrics.audience_score(0.78, 0.60, 0.90, 0.70, 0.65) == near(73.4, abs=0.05)


def test_authenticity_score_weighs_its_grades() -> None:
    assert metrics.authenticity_score(5, 5, 5, 5, 5) == 100
    assert metrics.authenticity_score(3, 3, 3, 3, 3) == near(60)
    assert metrics.authenticity_score(5, 0, 0, 0, 0) == 25


@pytest.mark.parametrize(
    ("score", "factor"), [(0, 0.65), (40, 0.87), (60, 1), (80, 1.16), (100, 1.33)]
)
def test_authenticity_multiplier(score: float, factor: float) -> None:
    assert metrics.authenticity_multiplier(score) == near(factor, abs=0.0051)


@pytest.mark.parametrize(
    ("metric", "arguments", "named"),
    [
        (metrics.cpm, (10, 0), "views"),
        (metrics.roi, (10, 0), "cost"),
        (metrics.engagement_rate, (10, 0), "audience"),
        (metrics.break_even_roas, (0,), "margin_rate"),
        (metrics.break_even_orders, (10, 0, 0.5), "basket"),
        (metrics.net_cpm, (10, 10, 0, 1), "real_share"),
        (metrics.net_reach, (0, 0), "universe"),
        (metrics.robust_z, (3, 2, 0), "deviation"),
        (metrics.expected_years, (1,), "retention"),
        (metrics.lift_z, (0.0, 10, 0.0, 10), "variance"),
    ],
)
def test_dividing_by_zero_names_the_argument(
    metric: Callable[..., float], arguments: tuple[float, ...], named: str
) -> None:
    with pytest.raises(MetricError, match=named):
        metric(*arguments)


@pytest.mark.parametrize(
    ("metric", "arguments"),
    [
        (metrics.net_reach, (100, 120)),
        (metrics.engagement_z, (0, 0.015)),
        (metrics.lognormal_spread, (0.5,)),
        (metrics.audience_score, (1.2, 0, 0, 0, 0)),
        (metrics.authenticity_score, (6, 0, 0, 0, 0)),
    ],
)
def test_what_makes_no_sense_is_refused(
    metric: Callable[..., float], arguments: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError, match=r"must|at least"):
        metric(*arguments)


money = st.floats(0.01, 1e7)
people = st.floats(1, 1e9)
rate = st.floats(0.01, 1)


@given(cost=money, views=people)
def test_cpm_times_views_is_the_cost(cost: float, views: float) -> None:
    assert metrics.cpm(cost, views) * views == near(cost * 1_000)


@given(cost=money, revenue=money, margin=rate)
def test_roas_at_break_even_returns_nothing(cost: float, revenue: float, margin: float) -> None:
    assert metrics.break_even_roas(margin) * margin == near(1)
    level = metrics.break_even_roas(margin) * cost
    assert metrics.roi(level * margin, cost) == near(0, abs=1e-9)
    assert metrics.roi(revenue * margin, cost) + 1 == near(metrics.roas(revenue, cost) * margin)


@given(universe=people, shares=st.lists(st.floats(0, 1), max_size=6))
def test_net_reach_lies_between_its_bounds(universe: float, shares: list[float]) -> None:
    reaches = [share * universe for share in shares]
    net = metrics.net_reach(universe, *reaches)
    slack = 1e-9 * universe
    assert max(reaches, default=0) - slack <= net <= min(universe, sum(reaches)) + slack


def test_formulas_are_called_by_their_own_names() -> None:
    assert all(name == formula.__name__ for name, formula in FORMULAS.items())
    assert FORMULAS["roi"] is metrics.roi
