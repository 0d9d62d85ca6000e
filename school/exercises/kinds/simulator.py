"""`simulator`: the student moves inputs of a model that the author wrote in formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
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
from school.exercises.controls import Control
from school.exercises.draft import Draft
from school.exercises.draw import follow
from school.exercises.formula import FormulaUndefined
from school.exercises.goals import Goal, GoalsSchema, Values, check_goals
from school.exercises.kinds.simulator_check import check, reaching
from school.exercises.sampling import SEARCHED, redraws
from school.exercises.schema import Calculation, FormatName, Name, Schema


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

    inputs: dict[Name, Control] = Field({})
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

    def players(self, chance: Random) -> Mapping[str, Form]:
        """A position that meets the goals, one by chance, and those that take no thought."""
        controls = self.exercise.spec.inputs
        sizes = {name: control.positions() for name, control in controls.items()}
        found = {
            "random": {name: chance.randrange(size) for name, size in sizes.items()},
            "always:lowest": dict.fromkeys(controls, 0),
            "always:middle": {name: size // 2 for name, size in sizes.items()},
            "always:highest": {name: size - 1 for name, size in sizes.items()},
        }
        if chance.random() * self.exercise.trials < SEARCHED and (
            right := reaching(self, self.goals)
        ):
            found["right"] = dict(zip(controls, right, strict=True))
        return {
            player: {
                f"input.{name}": [f"{controls[name].position(at):.9f}".rstrip("0").rstrip(".")]
                for name, at in position.items()
            }
            for player, position in found.items()
        }

    def _positions(self, form: Form, locale: str) -> dict[str, float]:
        inputs = self.exercise.spec.inputs
        return {
            name: control.read(form, f"input.{name}", locale)
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
            for problem in control.problems():
                draft.fault(f"inputs.{name}", *problem)
        if draft.spec.graded and not draft.written("goals"):
            draft.fault("goals", "is missing", "add a goal, or graded: false for free play")
        check_goals(draft, inputs | outputs, known | lets)
        draft.check_slots(known | lets)
        return cls(**draft.finish())

    def variables(self) -> frozenset[str]:
        """Parameters, lets and the scenario's numbers."""
        return self.given.union(self.spec.params, self.spec.let)

    def readable(self) -> Mapping[str, Sequence[str]]:
        """The positions chosen and the results, by name."""
        inputs = {name: ("read", "inputs", name) for name in self.spec.inputs}
        return inputs | {name: ("details", "outputs", name) for name in self.spec.outputs}

    def comes_back(self) -> bool:
        """With numbers of its own."""
        return bool(self.spec.params)

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
