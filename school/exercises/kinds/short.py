"""`short`: the student types a word or two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import ClassVar

from pydantic import Field

from school.exercises.authoring import quoted
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
from school.exercises.forms import only
from school.exercises.schema import Id, KindSchema
from school.exercises.words import fold, is_near, is_printable

LONGEST = 200
"""Characters of an answer."""


class ShortSchema(KindSchema):
    """The head of a `short` exercise: spellings that are right, and wrong ones worth a message."""

    needed: ClassVar[Mapping[str, str]] = {"accept": "add accept: [the right answer]"}

    accept: list[str] = Field([])
    mistakes: dict[Id, list[str]] = Field({})
    near: bool = False

    def groups(self) -> Mapping[str, list[str]]:
        """The spellings by the path of the field that lists them."""
        mistakes = {f"mistakes.{mistake}": listed for mistake, listed in self.mistakes.items()}
        return {"accept": self.accept, **mistakes}


@dataclass(frozen=True)
class ShortVariant(Variant):
    """A word to find: the same for every student."""

    exercise: ShortExercise
    numbers: Numbers

    def question(self) -> Question:
        """Only the numbers that the public texts show, and how long an answer may be."""
        values = {name: self.numbers[name] for name in self.exercise.shown}
        return Question(values, {"longest": LONGEST})

    def read(self, form: Form, locale: str) -> Answer:
        """Read the field `answer`. Raises AnswerError; `unreadable` for what is not text."""
        typed = " ".join(only(form, "answer", LONGEST).split())
        if not is_printable(typed):
            raise AnswerError("unreadable", "answer")
        if not fold(typed):
            raise AnswerError("empty", "answer")
        return Answer({"answer": typed}, {"answer": fold(typed)}, typed)

    def mark(self, answer: Answer) -> Mark:
        """Right in any accepted spelling; otherwise the first mistake met, or nearly right.

        A near answer uses up a try as any other: told free of charge, it would let one search.
        """
        typed, spec = str(answer.read["answer"]), self.exercise.spec
        accepted = [fold(spelling) for spelling in spec.accept]
        if typed in accepted:
            return Mark(1.0, details={"verdict": "right"})
        for mistake, spellings in spec.mistakes.items():
            if typed in map(fold, spellings):
                return Mark(0.0, mistake, (f"mistake.{mistake}",), {"verdict": "mistake"})
        near = spec.near and any(is_near(typed, spelling) for spelling in accepted)
        return Mark(0.0, details={"verdict": "near" if near else "wrong"})

    def solution(self) -> Solution:
        """The first accepted spelling."""
        return Solution(self.numbers, {"answer": self.exercise.spec.accept[0]})

    def players(self, chance: Random) -> Mapping[str, Form]:
        """Spellings that are right, and those of each mistake; there is no word by chance."""
        spec = self.exercise.spec
        listed = {"right": spec.accept, **{f"mistake:{m}": s for m, s in spec.mistakes.items()}}
        return {name: {"answer": [chance.choice(words)]} for name, words in listed.items()}


@dataclass(frozen=True)
class ShortExercise(Exercise):
    """A word or two to type."""

    kind: ClassVar[str] = "short"

    spec: ShortSchema
    given: frozenset[str]
    shown: frozenset[str]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> ShortExercise:
        """Build from a fence; each spelling means one thing, once folded."""
        draft = Draft(ShortSchema, head, prose, prose_line, given, {"MISTAKE": "mistakes"})
        _check_spellings(draft)
        draft.check_slots(given)
        return cls(**draft.finish())

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def draw(self, seed: bytes, given: Numbers | None = None) -> ShortVariant:
        """Nothing is drawn but the scenario."""
        return ShortVariant(self, dict(given or {}))


def _check_spellings(draft: Draft[ShortSchema]) -> None:
    """Every spelling says something, is no longer than an answer, and stands in one list only."""
    met: dict[str, str] = {}
    for path, spellings in draft.spec.groups().items():
        for spelling in spellings:
            folded, said = fold(spelling), quoted(spelling)
            if not folded or not is_printable(spelling):
                draft.fault(path, f"{said} is not a word", "write what a student would type")
            elif len(spelling) > LONGEST:
                draft.fault(path, f"{said} is too long", f"write {LONGEST} characters at most")
            elif met.setdefault(folded, path) != path:
                draft.fault(path, f"{said} stands in {met[folded]} already", "keep one of the two")
        if not spellings and (path != "accept" or draft.head.values.get(path) == []):
            draft.fault(path, "has no spelling", "write one at least between [ ]")
