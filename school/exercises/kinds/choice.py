"""`choice`: the student ticks one option, or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Form,
    Head,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.draft import Draft
from school.exercises.draw import pick
from school.exercises.options import take_options
from school.exercises.schema import KindSchema


class ChoiceSchema(KindSchema):
    """The head of a `choice` exercise: `multiple` asks for checkboxes even when one is right."""

    multiple: bool | None = None
    shuffle: bool = True


@dataclass(frozen=True)
class ChoiceVariant(Variant):
    """The options in one student's order."""

    exercise: ChoiceExercise
    numbers: Numbers
    order: tuple[int, ...]

    def question(self) -> Question:
        """The options' numbers in the order drawn, and whether several may be ticked."""
        values = {name: self.numbers[name] for name in self.exercise.shown}
        widget = {"multiple": self.exercise.multiple, "options": list(self.order)}
        return Question(values, widget)

    def read(self, form: Form, locale: str) -> Answer:
        """Read the ticked numbers, posted as `option`."""
        typed = form.get("option", ())
        if not typed:
            raise AnswerError("empty", "option")
        known = {str(number): number for number in self.order}
        if len(typed) > len(known) or not known.keys() >= set(typed):
            raise AnswerError("not-an-option", "option")
        ticked = sorted({known[value] for value in typed})
        if len(ticked) > 1 and not self.exercise.multiple:
            raise AnswerError("not-an-option", "option")
        return Answer({"option": list(typed)}, {"options": ticked})

    def mark(self, answer: Answer) -> Mark:
        """Share of the right options ticked, minus share of the wrong ones; never below 0."""
        ticked = [int(number) for number in answer.read["options"]]
        right = self.exercise.right
        wrong = len(self.order) - len(right)
        good = sum(number in right for number in ticked)
        bad = len(ticked) - good
        score = good / len(right) - (bad / wrong if wrong else 0.0)
        feedback = [f"option.{number}.feedback" for number in ticked]
        return Mark(
            score=max(0.0, score),
            feedback=tuple(key for key in feedback if key in self.exercise.texts),
            details={"ticked": [{"option": n, "right": n in right} for n in ticked]},
        )

    def solution(self) -> Solution:
        """The right options."""
        return Solution(self.numbers, {"right": sorted(self.exercise.right)})

    def players(self, chance: Random) -> Mapping[str, Form]:
        """The right options, some by chance, and all of them where several may be ticked."""
        most = len(self.order) if self.exercise.multiple else 1
        ticked = {
            "right": self.exercise.right,
            "random": chance.sample(self.order, chance.randint(1, most)),
        }
        if self.exercise.multiple:
            ticked["always:everything"] = self.order
        return {name: {"option": list(map(str, numbers))} for name, numbers in ticked.items()}


@dataclass(frozen=True)
class ChoiceExercise(Exercise):
    """Options to tick; their numbers follow the source, from 1."""

    kind: ClassVar[str] = "choice"

    spec: ChoiceSchema
    given: frozenset[str]
    shown: frozenset[str]
    right: frozenset[int]
    options: int

    @property
    def multiple(self) -> bool:
        """Whether several options may be ticked."""
        return bool(self.spec.multiple) or len(self.right) > 1

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> ChoiceExercise:
        """Build from a fence whose statement ends with a task list."""
        draft = Draft(ChoiceSchema, head, prose, prose_line, given, {})
        options = take_options(draft.prose)
        right = frozenset(number for number, ticked in enumerate(options, 1) if ticked)
        if len(right) > 1 and draft.spec.multiple is False:
            draft.fault(
                "multiple", f"{len(right)} options are right", "tick one, or remove multiple"
            )
        draft.check_slots(given)
        return cls(**draft.finish(), right=right, options=len(options))

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def comes_back(self) -> bool:
        """In another order, unless the order is the author's."""
        return self.spec.shuffle

    def draw(self, seed: bytes, given: Numbers | None = None) -> ChoiceVariant:
        """The options in the order of a seed, or of the source if they are not shuffled."""
        order = list(range(1, self.options + 1))
        if self.spec.shuffle:
            order.sort(key=lambda number: pick(seed, f"option:{number}", 2**64))
        return ChoiceVariant(self, dict(given or {}), tuple(order))
