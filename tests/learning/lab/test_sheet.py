from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings

from school.campaign.outcome import outcome
from school.campaign.plan import Deal, Mention
from school.exercises.contract import Form
from school.learning.lab import sheet
from school.learning.lab.fields import FIGURES
from tests.learning.lab.forms import anything, readable


def test_the_page_opens_with_the_schools_reference_campaign() -> None:
    plan = sheet.read({}, "fr").plan
    assert plan
    found = outcome(plan)
    assert found.cost == pytest.approx(9_884.23, abs=0.01)
    assert found.roi == pytest.approx(-0.323, abs=0.001)


@settings(deadline=None)
@given(readable())
def test_an_address_gives_the_same_campaign_in_every_language(form: Form) -> None:
    first = sheet.read(form, "fr")
    assert first.plan
    assert first.problems == {}
    address = parse_qs(first.query, keep_blank_values=True)
    for locale in ("fr", "en"):
        again = sheet.read(address, locale)
        assert (again.plan, again.measure) == (first.plan, first.measure)


@settings(deadline=None)
@given(readable())
def test_a_page_sent_back_unchanged_gives_the_same_campaign(form: Form) -> None:
    first = sheet.read(form, "fr")
    for locale in ("fr", "en"):
        shown = {
            name: [first.text(name, locale)] if name in FIGURES else first.values(name)
            for name in first.form
        }
        assert sheet.read({**shown, "boxes": ["1"]}, locale).plan == first.plan


@settings(deadline=None)
@given(anything)
def test_whatever_is_sent_is_read_or_refused_and_kept(form: Form) -> None:
    found = sheet.read(form, "fr")
    assert (found.plan is None) == bool(found.problems)
    for name in found.problems:
        picked = form.get("reading." + name) or form.get(name) or ()
        assert list(found.values(name)) == list(picked)


def test_every_problem_is_found_at_once() -> None:
    form = {
        "basket": ["1,234"],
        "universe": ["abc"],
        "count.nano": ["101"],
        "followers.micro": ["9000"],
        "deal.macro": ["bitcoin"],
        "formats.mega": ["podcast"],
        "mention": ["perhaps"],
        "margin": ["50", "60"],
    }
    found = sheet.read(form, "fr")
    assert {name: error.code for name, error in found.problems.items()} == {
        "universe": "not-a-number",
        "basket": "ambiguous",
        "margin": "not-an-option",
        "count.nano": "out-of-range",
        "followers.micro": "out-of-range",
        "mention": "not-an-option",
        "deal.macro": "not-an-option",
        "formats.mega": "not-an-option",
    }
    assert found.problems["basket"].readings == ("1,2340", "1234")


def test_a_reading_that_is_picked_stands_for_what_was_typed() -> None:
    plan = sheet.read({"basket": ["1,234"], "reading.basket": ["1234"]}, "fr").plan
    assert plan
    assert plan.brief.basket == 1234


def test_a_line_of_the_page_without_formats_is_refused_unless_it_is_empty() -> None:
    form = {"boxes": ["1"], "count.micro": ["0"]}
    problems = sheet.read(form, "fr").problems
    assert sorted(problems) == ["formats.macro", "formats.nano"]
    assert {error.code for error in problems.values()} == {"empty"}


def test_a_short_address_starts_from_the_opening_plan() -> None:
    plan = sheet.read({"count.nano": ["55"]}, "fr").plan
    assert plan
    assert [each.count for each in plan.creators] == [55, 8, 1, 0]
    assert plan.creators[0].formats == ("post", "stories")


def test_a_level_that_is_typed_counts_only_when_it_is_chosen() -> None:
    typed = {"conversion_level": ["rien"]}
    found = sheet.read({**typed, "preset": ["3.5"]}, "fr").plan
    assert found
    assert found.brief.conversion_level == 3.5
    assert "conversion_level" in sheet.read({**typed, "preset": ["other"]}, "fr").problems
    other = sheet.read({"conversion_level": ["1,5"], "preset": ["other"]}, "fr").plan
    assert other
    assert other.brief.conversion_level == 1.5


def test_choices_reach_the_plan() -> None:
    form = {
        "mention": ["none"],
        "contract": ["no"],
        "deal.nano": ["affiliation"],
        "product_cost": ["25"],
        "agency_rate": ["0"],
        "target_share": ["40"],
        "budget": [""],
    }
    plan = sheet.read(form, "fr").plan
    assert plan
    assert (plan.mention, plan.contract, plan.agency_rate) == (None, False, 0)
    assert (plan.creators[0].deal, plan.creators[0].product_cost) == (Deal.AFFILIATION, None)
    assert {each.product_cost for each in plan.creators[1:]} == {25}
    assert {each.target_share for each in plan.creators} == {0.4}
    assert plan.brief.budget is None
    lawful = sheet.read({"mention": ["publicite"]}, "fr").plan
    assert lawful
    assert lawful.mention == Mention.ADVERTISING
