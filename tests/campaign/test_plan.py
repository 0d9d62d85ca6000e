"""What a brief, a creator and a plan refuse: everything at once, with field and remedy."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.campaign.formats import Format, Platform
from school.campaign.plan import Brief, Creator, Deal, Mention, Niche, Plan, PlanError, Sector
from tests.campaign.plans import MICRO


def faults(error: pytest.ExceptionInfo[PlanError]) -> dict[str, str]:
    return {problem.field: problem.what for problem in error.value.problems}


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(PlanError) as error:
        Brief(basket=0, margin=1.2, universe=2.5, halo=float("nan"))  # type: ignore[arg-type]
    assert faults(error) == {
        "basket": "is out of range",
        "margin": "is out of range",
        "universe": "is not a whole number",
        "halo": "is not a number",
    }
    assert "margin is out of range. Give a value between 0 and 1." in str(error.value)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"followers": 0}, "followers"),
        ({"followers": 10**400}, "followers"),
        ({"followers": True}, "followers"),
        ({"count": -1}, "count"),
        ({"count": 5_001}, "count"),
        ({"deal": "barter"}, "deal"),
        ({"deal": ["gift"]}, "deal"),
        ({"platform": "myspace"}, "platform"),
        ({"formats": ("video",)}, "formats"),
        ({"formats": ("post", "post")}, "formats"),
        ({"formats": (["post"],)}, "formats"),
        ({"authenticity": 101}, "authenticity"),
        ({"audience_quality": 82}, "audience_quality"),
        ({"fee": float("inf")}, "fee"),
        ({"deal": "gift", "fee": 100.0}, "fee"),
        ({"minor": "no"}, "minor"),
        ({"cluster": 3}, "cluster"),
    ],
)
def test_what_a_creator_refuses(given: dict[str, Any], field: str) -> None:
    with pytest.raises(PlanError) as error:
        Creator(**{"followers": MICRO, **given})
    assert faults(error).keys() == {field}


def test_a_niche_lies_within_the_target() -> None:
    with pytest.raises(PlanError) as error:
        Brief(universe=1_000, niches=(Niche("baking", 2_000),))
    assert faults(error) == {"niches.baking": "is larger than the target"}


def test_a_plan_stays_within_what_can_be_drawn() -> None:
    with pytest.raises(PlanError) as error:
        Plan(Brief(), (Creator(MICRO, 3_000), Creator(MICRO, 3_000)), agency_rate=2)
    assert faults(error).keys() == {"creators", "agency_rate"}
    assert "Keep at most 5000 in all." in str(error.value)


def test_words_become_the_choices_they_name() -> None:
    given: Any = {"deal": "gift", "platform": "tiktok"}
    creator = Creator(MICRO, **given)
    assert creator.deal is Deal.GIFT
    assert creator.platform is Platform.TIKTOK
    assert creator.formats == (Format.VIDEO,)
    word: Any = "publicite"
    assert Plan(mention=word).mention is Mention.ADVERTISING
    with pytest.raises(PlanError):
        Plan(mention="merci")  # type: ignore[arg-type]
    with pytest.raises(PlanError):
        Brief(sector="anything")  # type: ignore[arg-type]
    assert Brief().sector is Sector.ORDINARY


def test_usual_values_come_from_the_tier_and_the_deal() -> None:
    assert Creator(MICRO).quality == 0.85
    assert Creator(MICRO, audience_quality=0.0).quality == 0.0
    assert Creator(MICRO).publication_rate == 0.97
    assert Creator(MICRO, deal=Deal.GIFT).publication_rate == 0.5
    assert Creator(5_000, deal=Deal.GIFT).publication_rate == 0.6


def refused(given: dict[str, Any]) -> list[str]:
    try:
        Creator(**given)
    except PlanError as error:
        return [problem.field for problem in error.problems]
    return []


@given(st.none() | st.integers() | st.floats() | st.text() | st.lists(st.text()))
def test_no_value_breaks_the_check_itself(value: Any) -> None:
    for field in ("followers", "count", "deal", "fee", "authenticity", "minor", "cluster"):
        assert refused({"followers": MICRO, field: value}) in ([], [field])
