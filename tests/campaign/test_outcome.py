"""Deals, formats, platforms and niches; what an outcome says when there is nothing to say."""

from dataclasses import asdict
from typing import Any

import pytest

from school.campaign.formats import Format, Platform
from school.campaign.outcome import MEASURES, Attributed, BreakEven, measure, outcome
from school.campaign.plan import Brief, Creator, Deal, Niche, Plan
from school.campaign.sales import Orders
from tests.campaign.plans import MACRO, MICRO, plan, reference

PAIR = (Format.POST, Format.REEL)


def test_affiliation_costs_what_it_sells() -> None:
    """Commission only: the ROAS on code sales is 1 / commission by construction (B2)."""
    found = outcome(plan(Creator(MICRO, 5, Deal.AFFILIATION, commission=0.113)))
    assert found.cost > 0
    assert found.roas.code == pytest.approx(1 / 0.113)


def test_affiliates_earn_the_usual_commission_unless_said() -> None:
    assert Creator(MICRO, deal=Deal.AFFILIATION).commission_rate == 0.113
    assert Creator(MICRO).commission_rate == 0.0


def test_a_hybrid_deal_adds_commission_to_the_fee() -> None:
    fixed = outcome(plan(Creator(MICRO, fee=400.0)))
    hybrid = outcome(plan(Creator(MICRO, fee=400.0, commission=0.07)))
    assert hybrid.cost - fixed.cost == pytest.approx(0.07 * (hybrid.revenue.code or 0))


def test_each_further_format_costs_a_share_of_the_dearest() -> None:
    post = outcome(plan(Creator(MICRO, formats=(Format.POST,)))).lines[0].costs.fees
    all_three = Creator(MICRO, formats=(Format.POST, Format.REEL, Format.STORIES))
    assert outcome(plan(all_three)).lines[0].costs.fees == pytest.approx(1.6 * post)


def test_a_reel_reaches_more_than_a_post() -> None:
    post, reel = (outcome(plan(Creator(MICRO, formats=(each,)))) for each in PAIR)
    assert reel.reach_net == pytest.approx(1.8 * post.reach_net, rel=1e-3)
    assert reel.engagements == post.engagements


@pytest.mark.parametrize(
    ("platform", "views", "engagement_rate", "click_rate", "fee"),
    [(Platform.TIKTOK, 0.35, 0.055, 0.004, 202), (Platform.YOUTUBE, 0.08, 0.021, 0.008, 3_595)],
)
def test_video_counts_views_first(
    platform: Platform, views: float, engagement_rate: float, click_rate: float, fee: float
) -> None:
    found = outcome(plan(Creator(MICRO, platform=platform, publication=1.0)))
    assert found.views == pytest.approx(views * MICRO)
    assert found.engagements == pytest.approx(engagement_rate * found.views)
    assert found.clicks == pytest.approx(click_rate * found.views)
    assert found.lines[0].costs.fees == pytest.approx(fee, abs=0.5)


def test_a_niche_makes_audiences_overlap_more() -> None:
    creators = (Creator(MICRO, 8, cluster="baking"), Creator(MACRO, cluster="travel"))
    wide = outcome(Plan(Brief(), creators))
    narrow = outcome(Plan(Brief(niches=(Niche("baking", 60_000),)), creators))
    elsewhere = outcome(Plan(Brief(niches=(Niche("chess", 60_000),)), creators))
    assert narrow.reach_net < wide.reach_net
    assert narrow.frequency > wide.frequency  # type: ignore[operator]
    assert elsewhere.reach_net == pytest.approx(wide.reach_net)


def test_bounds_hold_whatever_the_overlap() -> None:
    found = outcome(reference())
    least, most = found.reach_bounds
    assert least == pytest.approx(23_422, abs=0.5)
    assert most == found.reach_gross
    assert least < found.reach_net < most


def test_without_fatigue_an_exposure_keeps_its_value() -> None:
    tired, fresh = (outcome(reference(fatigue=fatigue)) for fatigue in (0.75, 1.0))
    assert fresh.clicks == pytest.approx(4_376.6, abs=0.05)
    assert fresh.clicks > tired.clicks


@pytest.mark.parametrize("empty", [plan(), plan(Creator(MICRO, 0))])
def test_a_plan_without_creators_has_no_rates(empty: Plan) -> None:
    found = outcome(empty)
    assert (found.cost, found.reach_net, found.clicks, found.profit) == (0, 0, 0, 0)
    assert found.orders == Orders(0, 0, 0, 0, 0)
    assert found.frequency is found.cpm is found.cpc is found.roi is found.roi_traced is None
    assert found.roas == Attributed(None, None, None, None)
    assert found.break_even.roas == pytest.approx(1 / 0.55)


def test_a_brand_without_margin_never_breaks_even() -> None:
    found = outcome(reference(margin=0.0))
    assert found.break_even == BreakEven(None, None)
    assert found.roi == -1.0


def test_measures_are_read_by_dotted_name() -> None:
    found = outcome(reference())
    for name in MEASURES:
        assert measure(found, name) == pytest.approx(value_by_path(asdict(found), name))


def value_by_path(data: Any, name: str) -> Any:
    for key in name.split("."):
        data = data[key]
    return data


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(KeyError, match="lines"):
        measure(outcome(reference()), "lines")


def test_rounding_never_makes_net_reach_exceed_the_sum_of_audiences() -> None:
    brief = Brief(universe=50_000_000)
    for followers in range(1, 300):
        found = outcome(Plan(brief, (Creator(followers),)))
        assert found.reach_net <= found.reach_gross


def test_repeat_purchases_lower_the_orders_to_break_even() -> None:
    once, twice = (outcome(reference(repeat_factor=factor)).break_even for factor in (1.0, 2.0))
    assert twice.orders == pytest.approx((once.orders or 0) / 2)
    assert twice.roas == once.roas
