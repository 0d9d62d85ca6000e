from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.campaign.frontier import HALF_A_CENT, best_at
from school.campaign.plan import Plan
from school.learning.lab import computing
from school.learning.lab.chart import LabChart, chart
from school.learning.lab.fields import CHOICES, LINES, MEASURE
from school.learning.lab.results import results
from tests.learning.lab.plans import plan_of

SOME = settings(
    max_examples=30,
    deadline=None,  # the first loads numpy
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
pytestmark = [pytest.mark.once, pytest.mark.usefixtures("french")]

counts = st.fixed_dictionaries(
    {f"count__{line.tier}": st.integers(0, int(line.count.high)).map(str) for line in LINES}
)


def drawn(plan: Plan, measure: str = "orders.incremental", *others: Plan) -> LabChart | None:
    return chart(results(plan, {}, "fr"), measure, others, "fr")


@SOME
@given(counts, st.sampled_from(CHOICES[MEASURE]))
def test_no_plan_stands_above_the_frontier(counts: dict[str, str], measure: str) -> None:
    plan = plan_of(**counts, budget="")
    found = computing.outcome(plan)
    best = best_at(computing.best_plans(plan, measure, found.cost), found.cost + HALF_A_CENT)
    value = results(plan, {}, "fr").values[measure]
    assert best
    assert value is not None
    assert value <= best.value + 1e-6 * abs(best.value)


@SOME
@given(counts, st.sampled_from(CHOICES[MEASURE]), st.sampled_from(["", "500", "10000", "1000000"]))
def test_a_chart_holds_all_that_it_shows(counts: dict[str, str], measure: str, budget: str) -> None:
    found = drawn(plan_of(**counts, budget=budget), measure, plan_of(), plan_of(count__mega="3"))
    if found is None:
        assert set(counts.values()) == {"0"}
        return
    numbers = [float(each) for each in re.findall(r"[\d.]+", found.frontier)]
    assert numbers
    assert all(0 <= number <= 100 for number in numbers)
    assert found.across.low <= found.cost <= found.across.high
    for value in (found.value, found.low, found.high, *(dot.value for dot in found.others)):
        assert found.up.low <= value <= found.up.high


def test_the_frontier_goes_on_to_the_budget_when_nothing_better_costs_more() -> None:
    found = drawn(plan_of(budget="15000"), "profit")  # the best gain is that of the nanos alone
    assert found
    assert found.frontier.endswith(f"H{found.across.at(15_000):g}")


def test_moving_a_count_computes_no_frontier_anew() -> None:
    computing._frontier.cache_clear()
    for count in ("3", "4", "90"):
        drawn(plan_of(count__nano=count))
    assert computing._frontier.cache_info().misses == 1
    drawn(plan_of(basket="60"))
    assert computing._frontier.cache_info().misses == 2


def test_every_mix_of_the_lines_can_be_computed() -> None:
    points = computing.best_plans(plan_of(budget=""), "orders.incremental", 1e9)
    assert points[-1].counts == tuple(int(line.count.high) for line in LINES)


def test_the_chart_says_what_it_shows() -> None:
    found = drawn(plan_of())
    assert found
    assert "9\u202f884\u202f€" in found.summary
    assert "385" in found.summary  # the best mix at this cost


@pytest.mark.parametrize(
    "fields",
    [{"mention": "none"}, {"count__nano": "0", "count__micro": "0", "count__macro": "0"}],
)
def test_neither_unlawful_nor_empty_plans_are_drawn(fields: dict[str, str]) -> None:
    assert drawn(plan_of(**fields)) is None


def test_unlawful_scenarios_are_no_dots_of_the_gain() -> None:
    found = drawn(plan_of(), "profit", plan_of(mention="none"), plan_of(count__nano="10"))
    assert found
    assert len(found.others) == 1
