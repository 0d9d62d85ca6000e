"""Signals of false audiences, on the ready numbers of the facts file (X19 to X21)."""

from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.campaign.authenticity import benford, engagement_signal, growth_signals
from school.campaign.metrics import MetricError
from school.campaign.tiers import Tier


def test_x19_a_purchase_shows_in_daily_growth() -> None:
    signals = growth_signals((42, 38, 51, 47, 40, 44, 39, 2_950, -310, -180, 35, 41))
    assert [each.alert for each in signals].index(True) == 7
    assert sum(each.alert for each in signals) == 1
    assert signals[7].value == pytest.approx(436, abs=0.5)
    assert signals[8].value == pytest.approx(-52.5, abs=0.05)
    assert signals[9].value == pytest.approx(-33.1, abs=0.05)


def test_growth_without_variation_cannot_be_scored() -> None:
    with pytest.raises(MetricError, match="deviation"):
        growth_signals((5, 5, 5, 5))


def test_x20_first_digits_out_of_benford() -> None:
    found = benford((112, 80, 66, 58, 50, 44, 36, 30, 24))
    due = (150.5, 88.0, 62.5, 48.5, 39.6, 33.5, 29.0, 25.6, 22.9)
    assert found.expected == pytest.approx(due, abs=0.05)
    assert found.chi_squared == pytest.approx(21.2, abs=0.05)
    assert found.deviation == pytest.approx(0.0207, abs=0.00005)
    assert found.alert


def test_first_digits_of_an_ordinary_network_raise_nothing() -> None:
    assert not benford([round(1_000 * log10(1 + 1 / digit)) for digit in range(1, 10)]).alert


def test_few_accounts_prove_nothing() -> None:
    few = benford((40, 1, 1, 1, 1, 1, 1, 1, 1))
    assert not few.enough
    assert not few.alert


@pytest.mark.parametrize("counts", [(1, 2, 3), (0,) * 9, (5,) * 10])
def test_nine_counts_are_needed(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="nine counts"):
        benford(counts)


@pytest.mark.parametrize(
    ("rate", "score", "alert"), [(0.062, 2.84, True), (0.003, -3.22, True), (0.02, 0.58, False)]
)
def test_x21_engagement_out_of_its_tier(rate: float, score: float, alert: bool) -> None:
    signal = engagement_signal(rate, Tier.MICRO)
    assert signal.value == pytest.approx(score, abs=0.005)
    assert signal.alert is alert


@given(st.lists(st.integers(0, 500), min_size=9, max_size=9).filter(any))
def test_benford_expects_as_many_accounts_as_were_counted(counts: list[int]) -> None:
    found = benford(counts)
    assert sum(found.expected) == pytest.approx(sum(counts))
    assert found.chi_squared >= 0
