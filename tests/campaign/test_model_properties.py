"""What must hold for any plan (design of the model), checked on generated ones."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from math import isfinite
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from school.campaign.outcome import MEASURES, Outcome, measure, outcome
from school.campaign.plan import Brief, Creator, Plan
from tests.campaign.generated import briefs, creators, plans

CAN_BE_NEGATIVE = {"profit", "roi", "roi_traced"}
near = pytest.approx


def numbers(data: Any) -> Iterator[float]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, (list, tuple)):
        for item in data:
            yield from numbers(item)
    elif isinstance(data, float):
        yield data


def people(found: Outcome) -> float:
    """What rounding may cost a count of people."""
    return 1e-9 * found.reach_gross + 1e-6


@given(plans())
def test_figures_are_finite_and_never_negative(plan: Plan) -> None:
    found = outcome(plan)
    assert all(isfinite(number) for number in numbers(asdict(found)))
    for name in MEASURES.keys() - CAN_BE_NEGATIVE:
        figure = measure(found, name)
        assert figure is None or figure >= 0, name


@given(plans())
def test_net_reach_stays_within_its_bounds(plan: Plan) -> None:
    found = outcome(plan)
    largest, total = found.reach_bounds
    assert largest - people(found) <= found.reach_net <= total
    assert found.reach_net <= plan.brief.universe
    assert found.frequency is None or found.frequency >= 1


@given(creators(most=1), briefs())
def test_one_creator_meets_each_person_once(creator: Creator, brief: Brief) -> None:
    found = outcome(Plan(brief=brief, creators=(creator,)))
    assert found.frequency in (None, 1)
    assert found.reach_net == found.reach_gross


@given(plans())
def test_one_creator_never_reaches_more_than_their_audience(plan: Plan) -> None:
    """Instagram only: videos are also shown to people who do not follow."""
    for line in outcome(plan).lines:
        if line.creator.platform == "instagram":
            audience = line.creator.count * line.creator.followers * line.creator.target_share
            assert line.reach_gross <= audience * (1 + 1e-9)


@given(briefs(), creators(), st.integers(1, 60))
def test_reach_grows_with_each_creator_ever_less(
    brief: Brief, creator: Creator, count: int
) -> None:
    one, two, three = (
        outcome(Plan(brief, (replace(creator, count=count + more),))) for more in range(3)
    )
    slack = people(three)
    assert one.reach_net <= two.reach_net + slack
    assert two.reach_net <= three.reach_net + slack
    assert three.reach_net - two.reach_net <= two.reach_net - one.reach_net + 2 * slack


@given(plans(), creators())
def test_another_creator_never_takes_reach_away(plan: Plan, creator: Creator) -> None:
    before = outcome(plan)
    after = outcome(replace(plan, creators=(*plan.creators, creator)))
    assert after.reach_net >= before.reach_net - people(after)


@given(plans())
def test_lines_add_up_to_the_plan(plan: Plan) -> None:
    found = outcome(plan)
    assert sum(line.costs.total for line in found.lines) == near(found.cost)
    assert sum(line.reach_gross for line in found.lines) == near(found.reach_gross)
    assert sum(line.clicks for line in found.lines) == near(found.clicks)
    assert sum(line.orders.total for line in found.lines) == near(found.orders.total)
    assert sum(line.margin for line in found.lines) == near(found.margin)


@given(plans())
def test_the_order_of_lines_does_not_matter(plan: Plan) -> None:
    found, turned = outcome(plan), outcome(replace(plan, creators=plan.creators[::-1]))
    for name in ("cost", "reach_gross", "reach_net", "clicks", "orders.total", "margin"):
        assert measure(turned, name) == near(measure(found, name), rel=1e-6, abs=1e-6)


@given(plans(), st.floats(0, 50), st.floats(0, 50))
def test_outcomes_grow_with_authenticity(plan: Plan, low: float, more: float) -> None:
    def at(score: float) -> Outcome:
        lines = tuple(replace(each, authenticity=score) for each in plan.creators)
        return outcome(replace(plan, creators=lines))

    worse, better = at(low), at(low + more)
    for name in ("engagements", "clicks", "orders.total", "margin"):
        assert measure(better, name) >= measure(worse, name) * (1 - 1e-12)  # type: ignore[operator]
    assert better.reach_net == worse.reach_net


@given(plans())
def test_metrics_agree_with_each_other(plan: Plan) -> None:
    found, brief = outcome(plan), plan.brief
    assume(found.cost > 1e-3)
    if found.cpm is not None:
        assert found.cpm * found.views == near(found.cost * 1_000)
    assert found.roi == near((found.margin - found.cost) / found.cost)
    assert found.profit == near(found.margin - found.cost)
    if found.break_even.roas is not None:
        assert found.break_even.roas * brief.margin == near(1)
    if found.roas.incremental:
        assert found.roi == near(
            found.roas.incremental * brief.margin * brief.repeat_factor - 1, abs=1e-9
        )


@given(plans())
def test_orders_seen_follow_from_orders_clicked(plan: Plan) -> None:
    found, brief = outcome(plan).orders, plan.brief
    assert found.utm <= found.click <= found.total * (1 + 1e-12)
    assert found.incremental <= found.total
    assert found.code == near(brief.code_share * found.total * (1 + brief.code_leak))
