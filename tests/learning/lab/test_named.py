from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings

from school.campaign.behaviour import TARGET_SHARE
from school.campaign.costs import fee
from school.campaign.plan import Deal
from school.exercises.contract import Form
from school.learning.lab import computing, named, sheet
from school.learning.lab.chart import chart
from school.learning.lab.differences import Difference, differences
from school.learning.lab.results import results
from school.learning.lab.tables import lines
from school.learning.lab.wording import creators
from tests.learning.lab.forms import anything, scraps
from tests.learning.lab.plans import plan_of, sheet_of

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("french")]

TWO = {"by": "named", "who__1": " Lina  B. ", "followers__1": "8 000", "who__2": ""}


def test_rows_become_creators_with_what_is_usual_for_the_rest() -> None:
    typed = {**TWO, "fee__1": "650", "authenticity__1": "80", "share__1": "25"}
    first, second = plan_of(**typed).creators
    assert (first.followers, first.count, first.deal, first.fee) == (8_000, 1, Deal.PAID, 650)
    assert (first.authenticity, first.target_share) == (80, 0.25)
    assert (second.followers, second.deal, second.fee) == (30_000, Deal.PAID, None)
    assert fee(second) > 0
    assert (second.authenticity, second.target_share) == (60, TARGET_SHARE.typical)


def test_a_share_that_is_left_out_is_that_of_the_assumptions() -> None:
    shares = [
        each.target_share for each in plan_of(**TWO, share__1="5", target_share="40").creators
    ]
    assert shares == [0.05, 0.4]


@pytest.mark.parametrize("typed", ["650", "beaucoup"])
def test_a_fee_counts_for_those_who_are_paid_one_and_is_kept_for_others(typed: str) -> None:
    found = sheet_of(**TWO, deal__1="gift", fee__1=typed)
    assert found.plan
    assert found.plan.creators[0].fee is None
    assert found.value("fee.1") == typed
    assert ("fee.1" in sheet_of(**TWO, fee__1=typed).problems) == (typed == "beaucoup")


def test_the_other_way_is_kept_and_is_never_a_problem() -> None:
    faulty = {"count__nano": "400", "who__1": "L" * 41, "followers__1": "1,2,3"}
    by_name, by_tier = sheet_of(by="named", **faulty), sheet_of(**faulty)
    assert sorted(by_name.problems) == ["followers.1", "who.1"]
    assert sorted(by_tier.problems) == ["count.nano"]
    kept = parse_qs(by_name.query)
    assert sheet.read(kept, "").value("count.nano") == "400"
    back = sheet.read({**kept, "by": ["tier"], "count.nano": ["12"]}, "")
    assert back.plan == plan_of(count__nano="12")
    assert back.value("followers.1") == "1,2,3"


def test_a_plan_by_size_is_the_same_with_creators_put_aside() -> None:
    assert plan_of(**{**TWO, "by": "tier"}) == plan_of()
    assert len(sheet_of(**{**TWO, "by": "tier"}).rows) == 2


def test_rows_are_added_up_to_the_most_and_removed_without_a_gap() -> None:
    form: Form = {"by": ["named"], "basket": ["abc"]}
    for _ in range(named.MOST + 2):
        form = named.changed({**form, named.ADD: ["1"]})
    assert [row.number for row in named.present(form)] == list(range(1, named.MOST + 1))
    typed = {**form, "who.3": ["Lina"], "fee.3": ["cher"], "who.5": ["Noé"], named.REMOVE: ["4"]}
    left = named.changed({name: values for name, values in typed.items() if name != named.ADD})
    assert (left["who.3"], left["fee.3"], left["who.4"]) == (["Lina"], ["cher"], ["Noé"])
    assert left["basket"] == ["abc"]
    assert len(named.present(left)) == named.MOST - 1


def test_an_address_with_a_gap_gets_its_next_row_at_the_end() -> None:
    form = named.changed({"who.12": ["Lina"], named.ADD: ["1"]})
    assert [form[row.name_field] for row in named.present(form)] == [["Lina"], [""]]


@settings(deadline=None)
@given(anything, scraps)
def test_whatever_is_sent_loses_nothing_but_the_row_removed(form: Form, removed: str) -> None:
    before = [form[row.name_field] for row in named.present(form)]
    after = named.changed({**form, named.REMOVE: [removed], named.ADD: ["1"]})
    kept = [after[row.name_field] for row in named.present(after)]
    assert len(kept) <= named.MOST
    assert len([each for each in before if each not in kept]) <= 1


def test_creators_are_called_by_their_name_or_their_row() -> None:
    found = sheet_of(**TWO)
    assert found.plan
    assert creators(found) == ["Lina B.", "Créateur 2"]
    table = lines(results(found.plan, {}, "fr"), creators(found), "fr")
    assert table.titles == ["Lina B.", "Créateur 2"]


def test_the_frontier_takes_each_named_creator_once_or_leaves_them() -> None:
    plan = plan_of(**TWO, budget="")
    points = computing.best_plans(plan, "reach_net", 1e9, named=True)
    found = results(plan, {}, "fr")
    assert points[-1].cost == pytest.approx(found.values["cost"])
    assert points[-1].value == pytest.approx(found.values["reach_net"])
    shown = chart(found, "reach_net", (), "fr", named=True)
    assert shown
    assert shown.frontier


def test_nobody_named_brings_nothing_and_has_no_chart() -> None:
    found = results(plan_of(by="named"), {}, "fr")
    assert found.empty
    assert found.values["cost"] == 0
    assert chart(found, "reach_net", (), "fr", named=True) is None


def test_two_ways_to_compose_are_told_apart_in_one_line() -> None:
    assert list(differences(sheet_of(), sheet_of(**TWO))) == [
        Difference(
            "Composition des créateurs", "Par taille de compte", "Par nom (Lina B., Créateur 2)"
        )
    ]


def test_two_choices_of_creators_are_told_apart_row_by_row() -> None:
    one = {"by": "named", "who__1": "Lina", "deal__1": "gift"}
    found = {each.name: each for each in differences(sheet_of(**one), sheet_of(**TWO))}
    followers = found["Créateur 1, abonnés"]
    assert (followers.first, followers.second) == ("30\u202f000", "8\u202f000")
    assert found["Créateur 1, rémunération"].first == "Des produits"
    assert found["Créateur 2, abonnés"].first == "aucun"
    assert "Nano, créateurs" not in found
