"""What an interval earns, and that nothing earns more than the one sincerely believed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.campaign.plan import Brief, Creator, Deal, Plan
from school.campaign.uncertainty import each_draw
from school.exercises.outlook import DRAWS, Outlook, outlook

CAME = Outlook(level=0.8, value=120.0, low=100.0, high=200.0, step=1.0)
FIGURES = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e30, max_value=1e30)

Interval = tuple[float, float]

PLANS = {
    "many": (Creator(5000, 40, Deal.GIFT), Creator(30_000, 8), Creator(200_000, 1)),
    "few": (Creator(5000, 5, Deal.GIFT), Creator(30_000, 2)),
    "one": (Creator(200_000, 1),),
}


@pytest.mark.parametrize(
    ("interval", "reward"),
    [
        ((100, 200), 1),  # the model's own
        ((110, 130), 1),  # narrower gains nothing
        ((120, 120), 1),
        ((50, 250), 0.5),  # one width too many
        ((100, 290), 0.55),
        ((0, 300), 0),
        ((0, 1e30), 0),
        ((130, 200), 0.65),  # 10 below, ten times, and a width of 70
        ((100, 110), 0.95),
        ((60, 118), 0.5 + 0.5 * (1 - 0.58) + 0.5 - 0.1),
        ((200, 300), 0),
    ],
)
def test_an_interval_earns_by_its_width_and_its_distance(interval: Interval, reward: float) -> None:
    assert CAME.reward(*interval) == pytest.approx(min(1, reward))


@pytest.mark.parametrize(("level", "weight"), [(0.5, 4), (0.8, 10), (0.9, 20), (0.95, 40)])
def test_the_surer_one_says_to_be_the_dearer_a_miss(level: float, weight: float) -> None:
    came = replace(CAME, level=level)
    assert came.score(130, 150) == pytest.approx(20 + weight * 10)
    assert came.score(80, 115) == pytest.approx(35 + weight * 5)


@given(low=FIGURES, width=st.floats(0, 1e30), value=FIGURES, level=st.floats(0.5, 0.95))
def test_a_reward_is_a_share(low: float, width: float, value: float, level: float) -> None:
    assert 0 <= Outlook(level, value, 1, 1, 0.01).reward(low, low + width) <= 1


def test_the_model_s_interval_holds_its_draws_as_often_as_said() -> None:
    for level in (0.5, 0.8, 0.95):
        came = Outlook.of([1.0, *map(float, range(1000))], level, "people")
        held = sum(came.low <= each <= came.high for each in range(1000))
        assert held / 1000 == pytest.approx(level, abs=0.003)
    assert came.value == 1


def test_what_comes_is_one_of_the_draws_and_stays() -> None:
    plan = Plan(creators=PLANS["few"])
    draws = each_draw(plan, "orders.total", DRAWS, 7)
    came = outlook(plan, "orders.total", 0.8, "people", 7)
    assert came is not None
    assert came.value == round(draws[0])
    outlook.cache_clear()
    assert outlook(plan, "orders.total", 0.8, "people", 7) == came
    values = {each.value for n in range(30) if (each := outlook(plan, "roi", 0.8, "pct", n))}
    assert len(values) > 25


def test_a_measure_that_seldom_exists_has_no_outlook() -> None:
    nobody = Plan(creators=(Creator(5000, 1, publication=0.0),))
    assert outlook(nobody, "cpc", 0.8, "eur", 1) is None


def draws_of(plan: str, measure: str) -> list[Outlook]:
    """What may come of a plan, one draw after the other."""
    draws = each_draw(Plan(Brief(), PLANS[plan]), measure, DRAWS, 7)
    came = Outlook.of(draws, 0.8, "number")
    return [replace(came, value=value) for value in draws]


def earned(draws: list[Outlook], interval: Interval) -> tuple[float, float]:
    """What an interval earns on average, and how often it passes at 0.6."""
    rewards = [each.reward(*interval) for each in draws]
    return fmean(rewards), fmean(each >= 0.6 for each in rewards)


def around_the_middle(factor: float, shift: float = 0) -> Callable[[list[Outlook]], Interval]:
    """The model's interval stretched around the median, and shifted by a share of its width."""

    def interval(draws: list[Outlook]) -> Interval:
        middle = sorted(each.value for each in draws)[len(draws) // 2]
        low, high, moved = draws[0].low, draws[0].high, shift * draws[0].width
        return middle + factor * (low - middle) + moved, middle + factor * (high - middle) + moved

    return interval


@pytest.mark.parametrize("measure", ["orders.total", "roi", "reach_net", "clicks"])
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(
    ("forecaster", "average", "passes"),
    [
        (around_the_middle(1), (0.87, 0.89), (0.85, 0.91)),
        (around_the_middle(0.5), (0.69, 0.77), (0.67, 0.76)),
        (around_the_middle(0.1), (0.45, 0.57), (0.42, 0.54)),
        (around_the_middle(2), (0.48, 0.50), (0, 0)),
        (around_the_middle(1, 0.5), (0.30, 0.59), (0.28, 0.57)),
    ],
)
def test_what_forecasters_earn(
    forecaster: Callable[[list[Outlook]], Interval],
    average: Interval,
    passes: Interval,
    plan: str,
    measure: str,
) -> None:
    """The table of `school.exercises.outlook`, and of the guide."""
    draws = draws_of(plan, measure)
    found = earned(draws, forecaster(draws))
    assert (average[0] - 0.005, passes[0] - 0.005) <= found
    assert average[0] - 0.005 <= found[0] <= average[1] + 0.005
    assert passes[0] - 0.005 <= found[1] <= passes[1] + 0.005


@pytest.mark.parametrize("plan", PLANS)
def test_a_random_forecaster_earns_little(plan: str) -> None:
    chance = random.Random(3)
    draws = draws_of(plan, "orders.total")
    most = 5 * sorted(each.value for each in draws)[len(draws) // 2]
    rewards = [each.reward(*sorted(chance.uniform(0, most) for _ in "ab")) for each in draws]
    assert 0.16 <= fmean(rewards) <= 0.43
    assert 0.13 <= fmean(each >= 0.6 for each in rewards) <= 0.43


@pytest.mark.parametrize("plan", PLANS)
def test_on_average_nothing_earns_a_hundredth_more_than_the_model_s_own_interval(plan: str) -> None:
    draws = draws_of(plan, "orders.total")
    own, width = (draws[0].low, draws[0].high), draws[0].width
    best = earned(draws, own)[0]
    for left in (-1, -0.3, -0.1, -0.03, 0, 0.03, 0.1, 0.3):
        for right in (-0.3, -0.1, -0.03, 0, 0.03, 0.1, 0.3, 1):
            other = (own[0] + left * width, own[1] + right * width)
            assert earned(draws, other)[0] <= best + 0.011
