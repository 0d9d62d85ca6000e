"""The best mixes, checked against computing every plan one by one."""

import time
from dataclasses import replace
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.campaign.frontier import MenuError, Point, best, best_at, frontier, share_meeting
from school.campaign.outcome import MEASURES, Outcome, measure, outcome
from school.campaign.plan import Brief, Creator, Deal, Plan
from tests.campaign.generated import briefs, creators
from tests.campaign.plans import MACRO, MEGA, MICRO, gifted_nano

MENU = (gifted_nano(6), Creator(MICRO, 3), Creator(MACRO, 2), Creator(MICRO, 2, Deal.AFFILIATION))


def every_plan(brief: Brief, menu: tuple[Creator, ...]) -> dict[tuple[int, ...], Outcome]:
    mixes = product(*(range(each.count + 1) for each in menu))
    return {mix: outcome(Plan(brief, tuple(map(taken, menu, mix)))) for mix in mixes}


def taken(creator: Creator, count: int) -> Creator:
    return replace(creator, count=count)


@pytest.mark.parametrize(
    "name", ["reach_net", "orders.incremental", "roi", "profit", "cpm", "cpa.code", "cost"]
)
def test_the_frontier_is_what_computing_every_plan_finds(name: str) -> None:
    budget = 5_000.0
    sign = 1 if MEASURES[name].higher_is_better else -1
    known = [
        (found.cost, sign * figure)
        for found in every_plan(Brief(), MENU).values()
        if found.cost <= budget and (figure := measure(found, name)) is not None
    ]
    points = frontier(Brief(), MENU, name, budget)
    for cost, _ in known:
        top = max(merit for other, merit in known if other <= cost + 1e-9)
        point = best_at(points, cost + 1e-9)
        assert point is not None
        assert sign * point.value == pytest.approx(top, rel=1e-9, abs=1e-9)


def test_each_point_is_the_outcome_of_its_counts() -> None:
    plans = every_plan(Brief(), MENU)
    for point in frontier(Brief(), MENU, "orders.total", 8_000):
        found = plans[point.counts]
        assert point.cost == pytest.approx(found.cost)
        assert point.value == pytest.approx(found.orders.total)


@settings(max_examples=40, deadline=None)  # the first loads numpy
@given(briefs(), st.lists(creators(most=3), max_size=3), st.sampled_from(sorted(MEASURES)))
def test_the_frontier_rises_and_stays_within_the_budget(
    brief: Brief, menu: list[Creator], name: str
) -> None:
    points = frontier(brief, menu, name, 10_000)
    sign = 1 if MEASURES[name].higher_is_better else -1
    for before, after in pairwise(points):
        assert before.cost < after.cost
        assert sign * before.value < sign * after.value
    assert all(point.cost <= 10_000.005 for point in points)


def test_a_budget_spent_to_the_cent_is_allowed() -> None:
    found = best(Brief(), (Creator(MICRO, 8),), "reach_net", 650.60)
    assert found is not None
    assert found.counts == (1,)
    assert best(Brief(), (Creator(MICRO, 8),), "reach_net", 650.59) == Point(0, 0, (0,))


def test_the_budget_of_the_brief_applies_unless_another_is_given() -> None:
    menu = (gifted_nano(60),)
    limited = best(Brief(budget=400.0), menu, "reach_net")
    other = best(Brief(budget=400.0), menu, "reach_net", 800.0)
    unlimited = best(Brief(), menu, "reach_net")
    assert [each and each.counts for each in (limited, other, unlimited)] == [(10,), (20,), (60,)]


def test_the_best_mix_for_fifteen_thousand_reaches_what_the_facts_file_found() -> None:
    """X22: 100 gifted nanos and 16 micros reach 113,800 people for 14,410 €."""
    menu = (gifted_nano(100), Creator(MICRO, 30), Creator(MACRO, 5), Creator(1_200_000, 1))
    found = best(Brief(), menu, "reach_net", 15_000)
    assert found is not None
    assert found.value > 113_800


def test_of_two_mixes_at_the_same_cost_only_the_better_counts() -> None:
    dull, lively = (Creator(MICRO, 1, authenticity=score, fee=500.0) for score in (20, 90))
    points = frontier(Brief(), (dull, lively), "engagements", 700)
    assert [point.counts for point in points] == [(0, 0), (0, 1)]


@pytest.mark.parametrize("price", [0.0, 5e-324])
def test_what_costs_next_to_nothing_is_always_affordable(price: float) -> None:
    gift = Creator(5_000, 60, Deal.GIFT, product_cost=price)
    found = best(Brief(), (gift,), "reach_net", 100)
    assert found is not None
    assert found.counts == (60,)


def test_nothing_has_no_return() -> None:
    assert frontier(Brief(), (), "roi") == ()
    assert best(Brief(), (), "roi") is None
    assert best_at((), 100) is None


def test_the_agency_changes_what_is_affordable() -> None:
    menu = (Creator(MACRO, 5),)
    with_agency, without = (best(Brief(), menu, "cost", 1e9, rate) for rate in (0.15, 0.0))
    assert with_agency == without == Point(0, 0, (0,))
    dear = best(Brief(), menu, "reach_net", 9_000, 0.15)
    cheap = best(Brief(), menu, "reach_net", 9_000, 0.0)
    assert dear is not None
    assert cheap is not None
    assert (dear.counts, cheap.counts) == ((2,), (3,))


def test_share_of_mixes_that_meet_goals_at_once() -> None:
    goals = {"reach_net": (20_000.0, 1e9), "roi": (-0.5, 10.0)}
    plans = every_plan(Brief(), MENU).values()
    allowed = [each for each in plans if each.cost <= 5_000]
    met = [
        each
        for each in allowed
        if each.reach_net >= 20_000 and each.roi is not None and each.roi >= -0.5
    ]
    assert share_meeting(Brief(), MENU, goals, 5_000) == pytest.approx(len(met) / len(allowed))
    assert 0 < len(met) < len(allowed)
    assert share_meeting(Brief(), MENU, {"reach_net": (1e6, 1e9)}, 5_000) == 0
    assert share_meeting(Brief(), MENU, {"cost": (0.0, 5_001.0)}, 5_000) == 1


def test_a_menu_too_large_is_refused() -> None:
    with pytest.raises(MenuError, match="lower the counts"):
        frontier(Brief(), (gifted_nano(100),) * 4, "reach_net")


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(KeyError):
        frontier(Brief(), MENU, "fame")


def test_the_frontier_comes_fast_enough_for_a_page() -> None:
    """Loose on purpose: about 7 ms for 15,372 mixes."""
    menu = (gifted_nano(60), Creator(MICRO, 20), Creator(MACRO, 5), Creator(MEGA, 1))
    frontier(Brief(), MENU, "cost")  # numpy loaded
    start = time.process_time()
    points = frontier(Brief(), menu, "reach_net", 1e6)
    assert time.process_time() - start < 0.15
    assert points[-1].counts == (60, 20, 5, 1)
