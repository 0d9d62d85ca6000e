"""`assignment`: the student hands in a text, which a person marks by a rubric."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import PlainValidator

from school.exercises.authoring import AuthoringError, quoted
from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Form,
    Head,
    Mark,
    Numbers,
    Question,
    Settings,
    Solution,
    Variant,
)
from school.exercises.draft import Draft
from school.exercises.forms import only
from school.exercises.rubric import TABLE, TEXT, Rubric, read_rubric
from school.exercises.schema import KindSchema

LONGEST = 20_000
"""Characters of a text."""

MOST_WORDS = 2500
"""Words that an author may ask for: they leave room under LONGEST."""

_RANGE = re.compile(r"(\d{1,4}) ?\.\. ?(\d{1,4})", re.ASCII)


def _words(raw: object) -> tuple[int, int]:
    found = _RANGE.fullmatch(raw) if isinstance(raw, str) else None
    least, most = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= least <= most <= MOST_WORDS:
        remedy = f"write two numbers up to {MOST_WORDS}, the lower first: 150..400"
        raise AuthoringError(f"{quoted(raw)} is not a length", remedy)
    return least, most


class AssignmentSchema(KindSchema):
    """The head of an `assignment` exercise: how many words are expected, between two numbers."""

    words: Annotated[tuple[int, int], PlainValidator(_words)] | None = None

    def settings(self) -> Settings:
        """The common settings; a text is handed in again until it is marked."""
        return replace(super().settings(), tries=0)


@dataclass(frozen=True)
class AssignmentVariant(Variant):
    """A text to write: the same for every student but for the lesson's numbers."""

    exercise: AssignmentExercise
    numbers: Numbers

    def question(self) -> Question:
        """The numbers that the public texts show, the words expected, the longest text taken."""
        values = {name: self.numbers[name] for name in self.exercise.shown}
        return Question(values, {"words": self.exercise.spec.words, "longest": LONGEST})

    def read(self, form: Form, locale: str) -> Answer:
        """Read the field `text`, without what cannot be seen. Raises AnswerError."""
        text = _seen(only(form, "text", LONGEST)).strip()
        if not text:
            raise AnswerError("empty", "text")
        return Answer({"text": text}, {"text": text})

    def mark(self, answer: Answer) -> Mark:
        """No score: a person gives it."""
        words = answer.read["text"].split()
        count = sum(any(map(str.isalnum, word)) for word in words)
        return Mark(0.0, details={"words": count}, handed_in=True)

    def solution(self) -> Solution:
        """The lesson's numbers."""
        return Solution(self.numbers)


@dataclass(frozen=True)
class AssignmentExercise(Exercise):
    """A text to hand in, and the rubric that it is marked by."""

    kind: ClassVar[str] = "assignment"

    spec: AssignmentSchema
    given: frozenset[str]
    shown: frozenset[str]
    rubric: Rubric

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> AssignmentExercise:
        """Build from a fence with a rubric, whose points are those of the exercise."""
        draft = Draft(AssignmentSchema, head, prose, prose_line, given, {"RUBRIC": None})
        if "tries" in head.values and "tries" not in draft.lost:
            draft.fault("tries", "has no place in an assignment", "remove it")
        rubric = _rubric(draft)
        draft.check_slots(given)
        return cls(**draft.finish(), rubric=rubric)

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def draw(self, seed: bytes, given: Numbers | None = None) -> AssignmentVariant:
        """Nothing is drawn but the scenario."""
        return AssignmentVariant(self, dict(given or {}))


def _seen(text: str) -> str:
    """A text without control characters, but for tabs and the ends of lines, and half characters.

    What is copied from elsewhere brings some.
    """
    return "".join(
        each for each in text if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"}
    )


def _rubric(draft: Draft[AssignmentSchema]) -> Rubric:
    """The rubric of an assignment, and the faults that concern it."""
    if TEXT not in draft.prose.texts:
        remedy = f"write > [!RUBRIC], and under it {TABLE}"
        draft.prose.fault(TEXT, draft.head.line, "is missing", remedy)
        return Rubric()
    before = len(draft.prose.faults)
    rubric = read_rubric(draft.prose)
    sound = len(draft.prose.faults) == before and "points" not in draft.lost
    if sound and draft.spec.points != rubric.total:
        what = f"is {draft.spec.points:g}, while the rubric gives {rubric.total:g}"
        draft.fault("points", what, f"write points: {rubric.total:g}")
    return rubric
