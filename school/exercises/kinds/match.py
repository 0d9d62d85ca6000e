"""`match`: the student gives each term its definition."""

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
    Json,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.draft import Draft
from school.exercises.draw import pick
from school.exercises.forms import only
from school.exercises.pairs import Pairs, take_pairs
from school.exercises.schema import KindSchema


class MatchSchema(KindSchema):
    """The head of a `match` exercise: it has no field of its own."""


@dataclass(frozen=True)
class MatchVariant(Variant):
    """The definitions in one student's order."""

    exercise: MatchExercise
    numbers: Numbers
    order: tuple[int, ...]

    def question(self) -> Question:
        """The terms' numbers, and those of the definitions, which follow the alphabet, as drawn."""
        values = {name: self.numbers[name] for name in self.exercise.shown}
        terms = [number for number, _ in enumerate(self.exercise.pairs.right, 1)]
        return Question(values, {"terms": terms, "definitions": list(self.order)})

    def read(self, form: Form, locale: str) -> Answer:
        """Read the definition of each term, posted as `term.<number>`. Raises AnswerError."""
        known = {str(number): number for number in self.order}
        typed: Json = {}
        for term, _ in enumerate(self.exercise.pairs.right, 1):
            field = f"term.{term}"
            typed[field] = only(form, field)
            if not typed[field]:
                raise AnswerError("empty", field)
            if typed[field] not in known:
                raise AnswerError("not-an-option", field)
        return Answer(typed, {"chosen": [known[number] for number in typed.values()]})

    def mark(self, answer: Answer) -> Mark:
        """The share of the terms that have their own definition."""
        chosen = [int(number) for number in answer.read["chosen"]]
        right = self.exercise.pairs.right
        good = sum(each == own for each, own in zip(chosen, right, strict=True))
        return Mark(good / len(right), details={"good": good, "pairs": len(right)})

    def solution(self) -> Solution:
        """The right definition of each term, in the order of the terms."""
        return Solution(self.numbers, {"right": list(self.exercise.pairs.right)})

    def players(self, chance: Random) -> Mapping[str, Form]:
        """The right pairs, others by chance, and the first definition for every term."""
        right = self.exercise.pairs.right
        chosen = {
            "right": right,
            "random": chance.sample(self.order, len(right)),
            "same-for-all": self.order[:1] * len(right),
        }
        return {
            name: {f"term.{term}": [str(number)] for term, number in enumerate(numbers, 1)}
            for name, numbers in chosen.items()
        }


@dataclass(frozen=True)
class MatchExercise(Exercise):
    """Terms to give their definitions, some of which may match none."""

    kind: ClassVar[str] = "match"

    spec: MatchSchema
    given: frozenset[str]
    shown: frozenset[str]
    pairs: Pairs

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> MatchExercise:
        """Build from a fence whose statement ends with a table of terms and definitions."""
        draft = Draft(MatchSchema, head, prose, prose_line, given, {})
        pairs = take_pairs(draft.prose)
        draft.check_slots(given)
        return cls(**draft.finish(), pairs=pairs)

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def comes_back(self) -> bool:
        """In another order."""
        return True

    def draw(self, seed: bytes, given: Numbers | None = None) -> MatchVariant:
        """The definitions in the order of a seed."""
        definitions = range(1, self.pairs.definitions + 1)
        order = sorted(definitions, key=lambda number: pick(seed, f"definition:{number}", 2**64))
        return MatchVariant(self, dict(given or {}), tuple(order))
