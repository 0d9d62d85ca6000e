"""The school's cut-offs, and the benchmark tables with their sources and marks."""

import pytest

from school.campaign import behaviour
from school.campaign.behaviour import BENCHMARKS
from school.campaign.formats import Format
from school.campaign.instagram import REEL_FACTOR
from school.campaign.parameter import Confidence, Parameter
from school.campaign.sources import SOURCES
from school.campaign.tiers import Tier, tier_of

TABLES = [
    *(
        table
        for mark in BENCHMARKS.values()
        for table in (mark.audience, mark.engagement, mark.clicks)
    ),
    *(mark.price.spread for mark in BENCHMARKS.values()),
    behaviour.AUDIENCE_QUALITY,
    behaviour.CONVERSION,
    behaviour.GIFT_PUBLICATION,
]
PARAMETERS = [
    REEL_FACTOR,
    *(mark.views_per_person for mark in BENCHMARKS.values()),
    *(parameter for table in TABLES for parameter in table.values()),
    *(each for each in vars(behaviour).values() if isinstance(each, Parameter)),
]


@pytest.mark.parametrize(
    ("followers", "tier"),
    [
        (0, Tier.NANO),
        (9_999, Tier.NANO),
        (10_000, Tier.MICRO),
        (99_999, Tier.MICRO),
        (100_000, Tier.MACRO),
        (1_000_000, Tier.MACRO),
        (1_000_001, Tier.MEGA),
    ],
)
def test_cut_offs(followers: int, tier: Tier) -> None:
    assert tier_of(followers) == tier


def test_every_tier_has_every_benchmark() -> None:
    assert all(table.keys() == set(Tier) for table in TABLES)


def test_sources_are_known() -> None:
    cited = {source for parameter in PARAMETERS for source in parameter.sources}
    assert cited <= SOURCES.keys()


def test_what_has_no_source_is_an_assumption() -> None:
    unsourced = [parameter for parameter in PARAMETERS if not parameter.sources]
    assert unsourced
    assert all(parameter.is_assumption for parameter in unsourced)


def test_what_students_must_see_as_hypotheses() -> None:
    for parameter in (
        behaviour.HALO,
        behaviour.INCREMENTAL_SHARE,
        behaviour.CODE_LEAK,
        BENCHMARKS[Format.STORIES].clicks[Tier.NANO],
        BENCHMARKS[Format.STORIES].clicks[Tier.MICRO],
    ):
        assert parameter.is_assumption
    assert not BENCHMARKS[Format.POST].audience[Tier.MICRO].is_assumption


def test_benchmarks_fall_with_size() -> None:
    """The only solid finding of the sources: the direction (facts A1.2)."""
    for table in TABLES[:-1]:
        typical = [table[tier].typical for tier in Tier]
        assert typical == sorted(typical, reverse=True)


def test_a_range_must_hold_its_typical_value() -> None:
    with pytest.raises(ValueError, match="low"):
        Parameter(2, 1, 3, (), Confidence.ASSUMPTION)


def test_a_source_is_a_link_only_when_its_address_is_whole() -> None:
    assert SOURCES["S20"].url == "https://untapper.com/influencer-marketing-benchmarks"
    assert SOURCES["S03"].url is None
