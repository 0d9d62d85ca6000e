"""Goals: a measure that must reach a target, or stay under it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from pydantic import Field

from school.exercises.authoring import instead, quoted
from school.exercises.contract import Json, Numbers
from school.exercises.draft import Draft
from school.exercises.figures import FORMATS, format_value, rounded
from school.exercises.formula import Formula
from school.exercises.schema import Calculation, Drawn, Id, KindSchema, Name, Schema

Values = Mapping[str, float | None]
"""Measures by name; None where one does not exist."""


class GoalSchema(Schema):
    """A goal as written: a measure and one bound, a formula over the exercise's numbers."""

    id: Id
    measure: str
    at_least: Calculation | None = None
    at_most: Calculation | None = None
    points: float = Field(1.0, gt=0)

    @property
    def bounds(self) -> dict[str, Formula]:
        """The bounds written, by name."""
        both = {"at_least": self.at_least, "at_most": self.at_most}
        return {name: bound for name, bound in both.items() if bound is not None}

    def goal(self, numbers: Numbers, fmt: str) -> Goal:
        """The goal for these numbers; `fmt` is how its measure is shown."""
        ((bound, formula),) = self.bounds.items()
        return Goal(self.id, self.measure, bound, formula.evaluate(numbers), self.points, fmt)


class GoalsSchema(KindSchema):
    """The fields of the kinds that are marked by goals."""

    params: dict[Name, Drawn] = Field({})
    let: dict[Name, Calculation] = Field({})
    goals: list[GoalSchema] = Field([])


@dataclass(frozen=True)
class Goal:
    """A goal of one variant: `bound` is `at_least` or `at_most`, `fmt` shows the measure."""

    id: str
    measure: str
    bound: str
    target: float
    points: float
    fmt: str

    def is_met(self, values: Values) -> bool:
        """Whether the value as shown meets the target as shown."""
        return self.shortfall(values) == 0

    def shortfall(self, values: Values) -> float:
        """How far the measure is from its target, in shares of the target; 0 when met."""
        value = values[self.measure]
        if value is None:
            return float("inf")
        gap = float(rounded(self.target, self.fmt) - rounded(value, self.fmt))
        return max(0.0, gap if self.bound == "at_least" else -gap) / (abs(self.target) or 1.0)

    def limits(self) -> tuple[float, float]:
        """The least and the most that meet it, those that rounding as shown lets in included."""
        target = float(rounded(self.target, self.fmt))
        shape = FORMATS[self.fmt]
        slack = 0.499 * 10.0**-shape.decimals / shape.scale
        return (target - slack, inf) if self.bound == "at_least" else (-inf, target + slack)

    def result(self, values: Values) -> Json:
        """What a page shows of it in play, and after."""
        return {
            "id": self.id,
            "met": self.is_met(values),
            "value": values[self.measure],
            "target": self.target,
        }

    def told(self) -> str:
        """Its bound as its author reads it: `at least 150%`."""
        return f"{self.bound.replace('_', ' ')} {format_value(self.target, self.fmt, 'en')}"

    def public(self) -> Json:
        """What a page may show of it before an answer."""
        return {
            "id": self.id,
            "measure": self.measure,
            self.bound: self.target,
            "points": self.points,
        }


Limits = Mapping[str, tuple[float, float]]
"""The least and the most that each measure may be."""


def limits_of(goals: Sequence[Goal]) -> Limits:
    """The values that meet all the goals, those that rounding as shown lets in included."""
    limits: dict[str, tuple[float, float]] = {}
    for goal in goals:
        least, most = limits.get(goal.measure, (-inf, inf))
        low, high = goal.limits()
        limits[goal.measure] = (max(least, low), min(most, high))
    return limits


def bounds_by_path(goals: Sequence[GoalSchema]) -> dict[str, Formula]:
    """The formula of each bound, by its path in the head."""
    return {
        f"goals.{place}.{bound}": formula
        for place, goal in enumerate(goals)
        for bound, formula in goal.bounds.items()
    }


AnyGoals = TypeVar("AnyGoals", bound=GoalsSchema)


def check_goals(draft: Draft[AnyGoals], measures: Collection[str], known: frozenset[str]) -> None:
    """Note what is wrong with the goals written: ids, measures, bounds, names."""
    ids = draft.written("goals")
    for place, name in enumerate(ids):
        if name and name in ids[:place]:
            draft.fault(f"goals.{place}.id", f"{quoted(name)} is written twice", "rename one")
    for goal in draft.spec.goals:
        path = draft.path("goals", goal.id)
        if goal.measure not in measures and draft.is_sure():
            what = f"{quoted(goal.measure)} is not a measure"
            draft.fault(f"{path}.measure", what, instead(goal.measure, measures))
        if len(goal.bounds) != 1:
            draft.fault(path, "has no single bound", "write either at_least: or at_most:")
        for bound, formula in goal.bounds.items():
            draft.check_formula(f"{path}.{bound}", formula, known)
