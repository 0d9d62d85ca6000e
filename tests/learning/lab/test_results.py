from __future__ import annotations

import pytest

from school.learning.lab.results import GAINS, results
from tests.learning.lab.plans import plan_of

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("french")]

NOTHING_BEFORE: dict[str, float] = {}


def test_the_four_big_figures_and_both_roi_have_their_range() -> None:
    found = results(plan_of(), NOTHING_BEFORE, "fr")
    assert [each.value for each in found.figures] == ["76\u202f469", "239", "9\u202f884\u202f€"]
    assert [each.value for each in found.roi] == ["−39,1\u202f%", "−32,3\u202f%"]
    assert [bool(each.range) for each in (*found.figures, *found.roi)] == [
        True, True, False, True, True,
    ]  # fmt: skip
    assert found.odds == pytest.approx(0.16, abs=0.03)  # facts B7


def test_what_moved_is_said_with_its_direction() -> None:
    before = {"reach_net": 70_000.0, "cost": 9_884.23, "roi": -0.30}
    found = results(plan_of(), before, "fr")
    moved = [(each.change.text, each.change.trend) for each in (*found.figures, *found.roi)]
    assert moved == [
        ("+6\u202f469", "up"),
        ("", ""),
        ("", ""),
        ("", ""),
        ("−2,3 points", "down"),
    ]


@pytest.mark.parametrize("breach", [{"mention": "none"}, {"contract": "no"}])
def test_an_unlawful_campaign_shows_no_gain(breach: dict[str, str]) -> None:
    found = results(plan_of(**breach, conversion_level="20", preset="other"), NOTHING_BEFORE, "fr")
    assert found.breaches
    assert found.odds is None
    assert {found.values[name] for name in GAINS} == {None}
    assert [each.value for each in found.roi] == ["–", "–"]
    assert found.values["orders.incremental"]


def test_small_creators_need_no_contract() -> None:
    small = plan_of(contract="no", count__micro="0", count__macro="0")
    assert not results(small, NOTHING_BEFORE, "fr").breaches


def test_a_budget_is_exceeded_by_a_cent_not_before() -> None:
    nobody = {"count__micro": "0", "count__macro": "0", "count__nano": "2"}
    spent = results(plan_of(**nobody, budget="80"), NOTHING_BEFORE, "fr")
    over = results(plan_of(**nobody, budget="79.99"), NOTHING_BEFORE, "fr")
    assert (spent.over_budget, over.over_budget) == (False, True)
    assert not results(plan_of(budget=" "), NOTHING_BEFORE, "fr").over_budget


def test_a_campaign_that_holds_nobody_has_neither_roi_nor_odds_to_boast_of() -> None:
    empty = plan_of(count__nano="0", count__micro="0", count__macro="0")
    found = results(empty, NOTHING_BEFORE, "fr")
    assert found.empty
    assert found.values["roi"] is None
    assert found.odds == 0
