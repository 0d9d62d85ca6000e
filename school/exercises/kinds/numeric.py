"""`numeric`: the student types a figure computed from numbers drawn for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from pydantic import Field

from school.exercises.contract import (
    Answer,
    Exercise,
    Fault,
    Form,
    Head,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.draft import ANSWER, Draft
from school.exercises.draw import follow
from school.exercises.figures import read_figure, round_half_up, write_clearly, write_figure
from school.exercises.forms import only
from school.exercises.formula import Formula, FormulaUndefined
from school.exercises.kinds.numeric_check import check
from school.exercises.sampling import redraws
from school.exercises.schema import Calculation, Drawn, Id, KindSchema, Name, Part, Schema


class Tolerance(Schema):
    """How far from the right answer is still right: a share of it, or an amount in its unit."""

    rel: Part = 0.0
    abs: float = Field(0.0, ge=0)


class Partial(Schema):
    """Part of the points for an answer within a share of the right one."""

    within: Part
    score: Part = Field(gt=0)


class NumericSchema(KindSchema):
    """The head of a `numeric` exercise."""

    needed: ClassVar[Mapping[str, str]] = {"answer": "add answer: and the formula of the figure"}

    params: dict[Name, Drawn] = Field({})
    let: dict[Name, Calculation] = Field({})
    answer: Calculation = Formula.parse("0")
    unit: str = Field("", pattern=r"^[^0-9]{0,20}$")
    decimals: int = Field(2, ge=0, le=6)
    tolerance: Tolerance = Field(Tolerance(rel=0.0, abs=0.0))
    partial: list[Partial] = Field([])
    mistakes: dict[Id, Calculation] = Field({})

    def margin(self, right: float) -> float:
        """How far from a value is still that value; never less than rounding as asked costs."""
        asked = max(self.tolerance.abs, self.tolerance.rel * abs(right))
        floor = 0.5 * 10.0**-self.decimals
        return max(asked, floor) * (1 + 1e-9) + 1e-12 * abs(right)

    def matches(self, value: float, right: float) -> bool:
        """Whether a value is right, within tolerance."""
        return abs(value - right) <= self.margin(right)

    def work(self, numbers: Numbers) -> Working:
        """Compute everything from drawn numbers. Raises FormulaUndefined without an answer."""
        values = follow(self.let, numbers)
        answer = self.answer.evaluate(values)
        mistakes = {}
        for mistake, formula in self.mistakes.items():
            with suppress(FormulaUndefined):  # a mistake without a value cannot be made
                mistakes[mistake] = formula.evaluate({**values, ANSWER: answer})
        return Working(values, answer, mistakes)


@dataclass(frozen=True)
class Working:
    """Everything computed from the numbers of a variant; `mistakes` holds those with a value."""

    values: Numbers
    answer: float
    mistakes: Mapping[str, float]


@dataclass(frozen=True)
class NumericVariant(Variant):
    """A figure to find, from one student's numbers."""

    exercise: NumericExercise
    numbers: Numbers
    working: Working

    def question(self) -> Question:
        """Only the numbers that the public texts show, the unit and the decimals asked."""
        spec = self.exercise.spec
        values = {name: self.working.values[name] for name in self.exercise.shown}
        return Question(values, {"unit": spec.unit, "decimals": spec.decimals})

    def read(self, form: Form, locale: str) -> Answer:
        """Read the field `answer`."""
        unit = self.exercise.spec.unit
        figure = read_figure(only(form, "answer"), locale, unit)
        echo = write_figure(figure.value, unit, locale)
        return Answer({"answer": figure.typed}, {"answer": float(figure.value)}, echo)

    def mark(self, answer: Answer) -> Mark:
        """Right within tolerance; otherwise the first mistake met, and partial credit."""
        value = float(answer.read["answer"])
        spec = self.exercise.spec
        if spec.matches(value, self.working.answer):
            return Mark(1.0, details={"verdict": "right"})
        gap = abs(value - self.working.answer)
        reached = [p.score for p in spec.partial if gap <= p.within * abs(self.working.answer)]
        score = max(reached, default=0.0)
        for mistake, wrong in self.working.mistakes.items():
            if spec.matches(value, wrong):
                feedback = (f"mistake.{mistake}",)
                return Mark(score, mistake, feedback, {"verdict": "mistake"})
        return Mark(score, details={"verdict": "near" if reached else "wrong"})

    def solution(self) -> Solution:
        """Every number, and the answer as it is asked."""
        right = self.working.answer
        shown = float(round_half_up(right, self.exercise.spec.decimals))
        details = {"answer": shown, "unit": self.exercise.spec.unit}
        return Solution({**self.working.values, ANSWER: right}, details)

    def players(self, chance: Random) -> Mapping[str, Form]:
        """Figures written as asked; `random` is up to twice the answer."""
        right = self.working.answer
        figures = {"right": right, "random": right + chance.uniform(-1, 1) * (abs(right) or 1)}
        figures |= {f"mistake:{name}": wrong for name, wrong in self.working.mistakes.items()}
        spec = self.exercise.spec
        asked = {name: round_half_up(value, spec.decimals) for name, value in figures.items()}
        return {name: {"answer": [write_clearly(v, "fr")]} for name, v in asked.items()}


@dataclass(frozen=True)
class NumericExercise(Exercise):
    """A figure to compute."""

    kind: ClassVar[str] = "numeric"

    spec: NumericSchema
    given: frozenset[str]
    shown: frozenset[str]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> NumericExercise:
        """Build from a fence; every formula and slot must use numbers that exist."""
        draft = Draft(NumericSchema, head, prose, prose_line, given, {"MISTAKE": "mistakes"})
        known = draft.names("params", "let")
        draft.check_sequence("let", draft.spec.let, given.union(draft.written("params")))
        draft.check_formula("answer", draft.spec.answer, known)
        for mistake, formula in draft.spec.mistakes.items():
            draft.check_formula(f"mistakes.{mistake}", formula, known | {ANSWER})
        draft.check_slots(known, secret=frozenset({ANSWER}))
        return cls(**draft.finish())

    def variables(self) -> frozenset[str]:
        """Parameters, lets, the scenario's numbers, and the answer."""
        return self.given.union(self.spec.params, self.spec.let, {ANSWER})

    def readable(self) -> Mapping[str, Sequence[str]]:
        """The figure found, as `value`."""
        return {"value": ("read", "answer")}

    def mistakes(self) -> Collection[str]:
        """Those with a formula."""
        return self.spec.mistakes.keys()

    def comes_back(self) -> bool:
        """With numbers of its own."""
        return bool(self.spec.params)

    def draw(self, seed: bytes, given: Numbers | None = None) -> NumericVariant:
        """The first numbers of the seed for which the answer exists and no mistake is right.

        Raises FormulaUndefined if no numbers give an answer, which `check` reports.
        """
        usable = None
        for drawn in redraws(self.spec.params, seed):
            numbers = {**(given or {}), **drawn}
            with suppress(FormulaUndefined):
                variant = NumericVariant(self, numbers, self.spec.work(numbers))
                if not self._is_tricky(variant.working):
                    return variant
                usable = usable or variant
        if usable is None:
            raise FormulaUndefined(f"{self.id} has no answer for any draw")
        return usable

    def _is_tricky(self, working: Working) -> bool:
        right = working.answer
        return any(self.spec.matches(wrong, right) for wrong in working.mistakes.values())

    def check(self, seeds: Sequence[bytes], given: Numbers | None = None) -> list[Fault]:
        """Undefined answers, mistakes that collide, figures shown too roughly to be right."""
        return check(self, seeds, given or {})
