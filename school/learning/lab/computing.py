"""What the model says of a plan, kept in memory: most moves come back to where one was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from school.campaign.frontier import Point, frontier
from school.campaign.outcome import LineOutcome
from school.campaign.outcome import outcome as compute
from school.campaign.plan import Brief, Creator, Plan
from school.campaign.uncertainty import Ranges, simulate_live
from school.learning.lab.fields import LINES

DRAWS = 400
SEED = 2024
"""The same for everybody: a scenario that is shared shows the same ranges."""

outcome = lru_cache(maxsize=1024)(compute)
"""What a plan is expected to bring."""


@lru_cache(maxsize=256)
def ranges(plan: Plan) -> Ranges:
    """What may happen of a plan."""
    return simulate_live(plan, DRAWS, SEED)


def one(plan: Plan, creator: Creator) -> LineOutcome:
    """What one creator of this sort would bring alone."""
    return outcome(Plan(plan.brief, (replace(creator, count=1),), plan.agency_rate)).lines[0]


def best_plans(plan: Plan, measure: str, budget: float, *, named: bool = False) -> Sequence[Point]:
    """The frontier of a plan's creators within a budget (€): each line up to its most creators,
    or each named creator, taken or left.

    It does not depend on how many creators a line has: moving a count computes nothing anew.
    """
    menu = plan.creators
    if not named:
        menu = tuple(
            replace(creator, count=int(line.count.high))
            for creator, line in zip(plan.creators, LINES, strict=True)
        )
    return _frontier(plan.brief, menu, measure, budget, plan.agency_rate)


@lru_cache(maxsize=32)
def _frontier(
    brief: Brief, menu: tuple[Creator, ...], measure: str, budget: float, agency_rate: float
) -> Sequence[Point]:
    return frontier(brief, menu, measure, budget, agency_rate)
