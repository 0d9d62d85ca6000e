"""`simulator`: the student moves inputs of a model that the author wrote in formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Fault,
    Form,
    Head,
    Json,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.draft import Draft
from school.exercises.draw import follow
from school.exercises.figures import read_figure
from school.exercises.forms import only
from school.exercises.formula import FormulaUndefined
from school.exercises.goals import Goal, GoalsSchema, Values, check_goals
from school.exercises.kinds.simulator_check import check
from school.exercises.sampling import redraws
from school.exercises.schema import Calculation, FormatName, Name, Schema

MAX_POSITIONS = 10_000

_POSTED = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?", re.ASCII)


class InputSchema(Schema):
    """A control: positions from one bound to the other, a step apart."""

    first: float = Field(alias="from", ge=-1e9, le=1e9)
    last: float = Field(alias="to", ge=-1e9, le=1e9)
    step: float = Field(ge=1e-6)
    start: float
    format: FormatName = "number"

    def public(self) -> Json:
        """What a page needs to draw the control; whole values without decimals."""
        bounds = {"from": self.first, "to": self.last, "step": self.step, "start": self.start}
        whole = {name: int(at) if at.is_integer() else at for name, at in bounds.items()}
        return {**whole, "format": self.format}

    def positions(self) -> int:
        """How many positions the control has."""
        return int((_exact(self.last) - _exact(self.first)) / _exact(self.step)) + 1

    def position(self, index: int) -> float:
        """The value of a position, from 0."""
        return float(_exact(self.first) + _exact(self.step) * index)

    def offers(self, value: Decimal) -> bool:
        """Whether a value within the bounds is one of the positions."""
        return (value - _exact(self.first)) % _exact(self.step) == 0

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies within the bounds."""
        return _exact(self.first) <= value <= _exact(self.last)


class OutputSchema(Schema):
    """A result: a formula over the numbers, the inputs and the outputs before it."""

    formula: Calculation
    format: FormatName = "number"


class SimulatorSchema(GoalsSchema):
    """The head of a `simulator` exercise."""

    needed: ClassVar[Mapping[str, str]] = {
        "inputs": "add inputs: name: {from: 0, to: 10, step: 1, start: 5}",
        "outputs": "add outputs: name: {formula: …, format: eur}",
    }

    inputs: dict[Name, InputSchema] = Field({})
    outputs: dict[Name, OutputSchema] = Field({})

    def format_of(self, measure: str) -> str:
        """How an input or an output is shown."""
        shown = self.outputs.get(measure) or self.inputs[measure]
        return shown.format

    def play(self, values: Numbers, inputs: Numbers) -> Values:
        """Inputs and outputs for these positions; an output that does not exist is None."""
        known = {**values, **inputs}
        results: dict[str, float | None] = dict(inputs)
        for name, output in self.outputs.items():
            results[name] = None
            with suppress(FormulaUndefined):
                results[name] = known[name] = output.formula.evaluate(known)
        return results


@dataclass(frozen=True)
class SimulatorVariant(Variant):
    """The model with one student's numbers; `values` adds what follows from those drawn."""

    exercise: SimulatorExercise
    numbers: Numbers
    values: Numbers
    goals: tuple[Goal, ...]

    def question(self) -> Question:
        """The controls, the names of the results, the goals and their targets."""
        spec = self.exercise.spec
        inputs = [{"id": name, **each.public()} for name, each in spec.inputs.items()]
        outputs = [{"id": name, "format": each.format} for name, each in spec.outputs.items()]
        goals = [goal.public() for goal in self.goals]
        values = {name: self.values[name] for name in self.exercise.shown}
        return Question(values, {"inputs": inputs, "outputs": outputs, "goals": goals})

    def read(self, form: Form, locale: str) -> Answer:
        """Read the positions, posted as `input.<id>`; a control not posted was not moved."""
        inputs = self._positions(form, locale)
        posted = {f"input.{name}": list(form.get(f"input.{name}", ())) for name in inputs}
        typed = {field: values for field, values in posted.items() if values}
        if not typed:
            raise AnswerError("empty", next(iter(posted)))
        return Answer(typed, {"inputs": inputs})

    def mark(self, answer: Answer) -> Mark:
        """The points of the goals met, as a share of all."""
        played = self._play({name: float(at) for name, at in answer.read["inputs"].items()})
        results = self._results(played)
        total = sum(goal.points for goal in self.goals)
        met = sum(goal.points for goal in self.goals if goal.is_met(played))
        return Mark(met / total if total else 1.0, details=results)

    def solution(self) -> Solution:
        """Every number of the texts."""
        return Solution(self.values)

    def preview(self, form: Form, locale: str) -> Json:
        """The results of the positions posted; of the start for those that are not."""
        return self._results(self._play(self._positions(form, locale)))

    def _positions(self, form: Form, locale: str) -> dict[str, float]:
        inputs = self.exercise.spec.inputs
        return {
            name: _read_position(form, f"input.{name}", control, locale)
            if f"input.{name}" in form
            else control.start
            for name, control in inputs.items()
        }

    def _play(self, inputs: Numbers) -> Values:
        return self.exercise.spec.play(self.values, inputs)

    def _results(self, played: Values) -> Json:
        outputs = {name: played[name] for name in self.exercise.spec.outputs}
        return {"outputs": outputs, "goals": [goal.result(played) for goal in self.goals]}


@dataclass(frozen=True)
class SimulatorExercise(Exercise):
    """A model to play with, and goals to reach in it."""

    kind: ClassVar[str] = "simulator"

    head: Head
    spec: SimulatorSchema
    given: frozenset[str]
    shown: frozenset[str]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> SimulatorExercise:
        """Build from a fence; every formula, goal and slot must use names that exist."""
        callouts = {"INPUT": "inputs", "OUTPUT": "outputs", "GOAL": "goals"}
        draft = Draft(SimulatorSchema, head, prose, prose_line, given, callouts)
        draft.names("params", "let", "inputs", "outputs")
        params, lets, inputs, outputs = map(
            frozenset[str], map(draft.written, ("params", "let", "inputs", "outputs"))
        )
        known = given | params
        draft.check_sequence("let", draft.spec.let, known)
        formulas = {name: output.formula for name, output in draft.spec.outputs.items()}
        draft.check_sequence("outputs", formulas, known | lets | inputs, ".formula")
        for name, control in draft.spec.inputs.items():
            for problem in _problems(control):
                draft.fault(f"inputs.{name}", *problem)
        if draft.spec.graded and not draft.written("goals"):
            draft.fault("goals", "is missing", "add a goal, or graded: false for free play")
        check_goals(draft, inputs | outputs, known | lets)
        draft.check_slots(known | lets)
        return cls(**draft.finish())

    def variables(self) -> frozenset[str]:
        """Parameters, lets and the scenario's numbers."""
        return self.given.union(self.spec.params, self.spec.let)

    def draw(self, seed: bytes, given: Numbers | None = None) -> SimulatorVariant:
        """The first numbers of the seed for which every let and target has a value.

        Raises FormulaUndefined if no numbers do, which `check` reports.
        """
        for drawn in redraws(self.spec.params, seed):
            with suppress(FormulaUndefined):
                return self.variant({**(given or {}), **drawn})
        raise FormulaUndefined(f"{self.id} has no target for any draw")

    def variant(self, numbers: Numbers) -> SimulatorVariant:
        """The variant of these numbers. Raises FormulaUndefined."""
        values = follow(self.spec.let, numbers)
        goals = [goal.goal(values, self.spec.format_of(goal.measure)) for goal in self.spec.goals]
        return SimulatorVariant(self, numbers, values, tuple(goals))

    def check(self, seeds: Sequence[bytes], given: Numbers | None = None) -> list[Fault]:
        """Undefined targets, goals that nobody can reach, goals met without doing anything."""
        return check(self, seeds, given or {})


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))


def _problems(control: InputSchema) -> Iterator[tuple[str, str]]:
    """What is wrong with a control, and the remedies."""
    start = _exact(control.start)
    if control.last <= control.first:
        yield "goes nowhere", "write a to: above from:"
    elif not control.offers(_exact(control.last)):
        yield f"never reaches {control.last:g} by steps of {control.step:g}", "change to: or step:"
    elif control.positions() > MAX_POSITIONS:
        yield f"has {control.positions()} positions", f"widen step: to have {MAX_POSITIONS} at most"
    elif not (control.holds(start) and control.offers(start)):
        yield f"cannot start at {control.start:g}", "write a start: that is one of its positions"


def _read_position(form: Form, field: str, control: InputSchema, locale: str) -> float:
    """A position as controls post it (`0.35`) or as people write it (`0,35`)."""
    text = only(form, field).strip()
    posted = _POSTED.fullmatch(text)
    value = Decimal(text) if posted else read_figure(text, locale, field=field).value
    if not control.holds(value):
        raise AnswerError("out-of-range", field)
    if not control.offers(value):
        raise AnswerError("not-an-option", field)
    return float(value)
