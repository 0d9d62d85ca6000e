"""The creators of a plan that an author settled: how many of each, numbers drawn included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from school.campaign.plan import Creator, Plan, PlanError
from school.exercises.briefs import brief_of
from school.exercises.contract import Numbers
from school.exercises.figures import round_half_up
from school.exercises.formula import Formula
from school.exercises.menu import Profile
from school.exercises.schema import Calculation


class Hired(Profile):
    """So many creators of one profile."""

    count: Calculation

    def creators(self, values: Numbers) -> Creator:
        """The line of the plan for these numbers. Raises FormulaUndefined, PlanError."""
        count = int(round_half_up(self.count.evaluate(values), 0))
        return self.creator(count, self.formats)


def plan_of(brief: Mapping[str, Formula], hired: Sequence[Hired], values: Numbers) -> Plan:
    """The plan for these numbers. Raises FormulaUndefined; PlanError, each problem at its path."""
    with _placed("brief"):
        market = brief_of(brief, values)
    lines = []
    for place, each in enumerate(hired):
        with _placed(f"creators.{place}"):
            lines.append(each.creators(values))
    return Plan(market, tuple(lines))


@contextmanager
def _placed(path: str) -> Iterator[None]:
    """Put the problems of a part under its path."""
    try:
        yield
    except PlanError as error:
        raise PlanError(tuple(problem.under(path) for problem in error.problems)) from None
