"""`assignment`: the student hands in a text and files, which a person marks by a rubric."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field, PlainValidator

from school.exercises.authoring import AuthoringError, instead, quoted
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
from school.exercises.files import MEGABYTE, TYPES, FileRule, read_files
from school.exercises.forms import only
from school.exercises.rubric import TABLE, TEXT, Rubric, read_rubric
from school.exercises.schema import KindSchema

LONGEST = 20_000
"""Characters of a text."""

MOST_WORDS = 2500
"""Words that an author may ask for: they leave room under LONGEST."""

MOST_FILES = 5
LARGEST_MB = 10

_RANGE = re.compile(r"(\d{1,4}) ?\.\. ?(\d{1,4})", re.ASCII)


def _range(first: int, last: int, like: str) -> Callable[[object], tuple[int, int]]:
    """The reader of a range between two bounds."""

    def read(raw: object) -> tuple[int, int]:
        found = _RANGE.fullmatch(raw) if isinstance(raw, str) else None
        least, most = (int(found[1]), int(found[2])) if found else (0, 0)
        if not found or not first <= least <= most <= last or not most:
            remedy = f"write two numbers up to {last}, the lower first: {like}"
            raise AuthoringError(f"{quoted(raw)} is not a range", remedy)
        return least, most

    return read


def _type(raw: object) -> str:
    if not isinstance(raw, str) or raw not in TYPES:
        raise AuthoringError(f"{quoted(raw)} is not a type of file", instead(str(raw), TYPES))
    return raw


Words = Annotated[tuple[int, int], PlainValidator(_range(1, MOST_WORDS, "150..400"))]
Files = Annotated[tuple[int, int], PlainValidator(_range(0, MOST_FILES, "0..3"))]


class AssignmentSchema(KindSchema):
    """The head of an `assignment` exercise: how many words are expected, which files are taken.

    Every type of file when `types` is left out.
    """

    words: Words | None = None
    files: Files | None = None
    types: list[Annotated[str, PlainValidator(_type)]] = Field([])
    max_mb: int = Field(LARGEST_MB, ge=1, le=LARGEST_MB)

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
        """Read `text`, without what cannot be seen, and `file`. Raises AnswerError.

        The end of a line, which browsers send as two characters, counts as one.
        That the files are the student's own is for who keeps them to say.
        """
        posted = [each.replace("\r\n", "\n") for each in form.get("text") or [""]]
        text = _seen(only({"text": posted}, "text", LONGEST)).strip()
        rule = self.exercise.files()
        files = read_files(form.get("file", ()), rule) if rule else []
        if not text and not files:
            raise AnswerError("empty", "text")
        typed = {"text": text, "file": [each.value for each in files]}
        return Answer(typed, {"text": text, "files": [asdict(each) for each in files]})

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
        for field in ("types", "max_mb"):
            if field in head.values and "files" not in head.values:
                draft.fault(field, "has no use without files:", "add files: 0..3, or remove it")
        rubric = _rubric(draft)
        draft.check_slots(given)
        return cls(**draft.finish(), rubric=rubric)

    def files(self) -> FileRule | None:
        """The files that may be handed in, if any may."""
        spec = self.spec
        if spec.files is None:
            return None
        return FileRule(*spec.files, spec.types or list(TYPES), spec.max_mb * MEGABYTE)

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
