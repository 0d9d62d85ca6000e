"""`choice`: the student ticks one option, or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
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
from school.exercises.prose import in_code
from school.exercises.schema import KindSchema

MAX_OPTIONS = 20

_ITEM = re.compile(r"[-*+] \[([ xX])\] +(.*)")
_INDENTED = re.compile(r"(?: {2,4}|\t)(.*)")
_TICK = re.compile(r"\s*[-*+] \[[xX]\]")


class ChoiceSchema(KindSchema):
    """The head of a `choice` exercise: `multiple` asks for checkboxes even when one is right."""

    multiple: bool | None = None
    shuffle: bool = True


@dataclass
class Option:
    """An item of the task list: the lines of its text and of its feedback, from a line."""

    right: bool
    line: int
    text: list[str]
    feedback: list[str] = field(default_factory=list)
    feedback_line: int = 0


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


@dataclass(frozen=True)
class ChoiceExercise(Exercise):
    """Options to tick; their numbers follow the source, from 1."""

    kind: ClassVar[str] = "choice"

    head: Head
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
        options = _take_options(draft)
        right = frozenset(number for number, option in enumerate(options, 1) if option.right)
        if len(right) > 1 and draft.spec.multiple is False:
            draft.fault(
                "multiple", f"{len(right)} options are right", "tick one, or remove multiple"
            )
        _check_options(draft, options, len(right))
        draft.check_slots(given)
        return cls(**draft.finish(), right=right, options=len(options))

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def draw(self, seed: bytes, given: Numbers | None = None) -> ChoiceVariant:
        """The options in the order of a seed, or of the source if they are not shuffled."""
        order = list(range(1, self.options + 1))
        if self.spec.shuffle:
            order.sort(key=lambda number: pick(seed, f"option:{number}", 2**64))
        return ChoiceVariant(self, dict(given or {}), tuple(order))


def _take_options(draft: Draft[ChoiceSchema]) -> list[Option]:
    """Move the task list that ends the statement to texts of its own."""
    prose = draft.prose
    lines = prose.texts["statement"].split("\n")
    start, options = _list_at_end(lines)
    first = prose.lines["statement"]
    if options:
        del prose.texts["statement"]
        prose.add("statement", lines[:start], first)
    for number, option in enumerate(options, 1):
        prose.add(f"option.{number}", option.text, first + option.line)
        if option.feedback:
            prose.add(f"option.{number}.feedback", option.feedback, first + option.feedback_line)
    return options


def _list_at_end(lines: Sequence[str]) -> tuple[int, list[Option]]:
    """The place of the task list that ends the lines, and its options."""
    start, options = 0, list[Option]()
    code = in_code(lines)
    for place, line in enumerate(lines):
        item, indented = _ITEM.fullmatch(line), _INDENTED.match(line)
        if item and not code[place]:
            start = start if options else place
            options.append(Option(item[1] != " ", place, [item[2]]))
        elif options and indented and not code[place]:
            _continue(options[-1], indented[1], place)
        elif options and not line.strip():
            options[-1].text.append("")
        else:
            options = []
    return start, options


def _continue(option: Option, text: str, place: int) -> None:
    """Add an indented line to an option: a quote is its feedback."""
    if not text.startswith(">"):
        option.text.append(text)
        return
    option.feedback_line = option.feedback_line or place
    option.feedback.append(text[1:].removeprefix(" "))


def _check_options(draft: Draft[ChoiceSchema], options: Sequence[Option], right: int) -> None:
    """There are options to choose from, one of them right, no two alike, and no tick is shown."""
    prose = draft.prose
    line = prose.lines["statement"] + prose.texts["statement"].count("\n")
    if not options:
        remedy = "end it with lines - [x] for right options and - [ ] for wrong ones"
        prose.fault("options", line, "the statement does not end with a task list", remedy)
    elif not 2 <= len(options) <= MAX_OPTIONS:
        what = f"the task list has {len(options)} option(s)"
        prose.fault("options", line, what, f"write 2 to {MAX_OPTIONS}")
    elif not right:
        prose.fault("options", line, "no option is right", "write [x] before the right one")
    texts = [prose.texts[f"option.{number}"] for number in range(1, len(options) + 1)]
    for number, text in enumerate(texts, 1):
        if text in texts[: number - 1]:
            key = f"option.{number}"
            prose.fault(key, prose.lines[key], "is written twice", "make the options differ")
    for key in ["statement"] * bool(options) + [f"option.{n}" for n in range(1, len(texts) + 1)]:
        _check_ticks(draft, key)


def _check_ticks(draft: Draft[ChoiceSchema], key: str) -> None:
    """A ticked item outside the list would show the answer."""
    lines = draft.prose.texts[key].split("\n")
    for number, (line, code) in enumerate(zip(lines, in_code(lines), strict=True)):
        if _TICK.match(line) and not code:
            remedy = "start every option at the margin, in one list that ends the statement"
            where = draft.prose.lines[key] + number
            draft.prose.fault(key, where, "a ticked item stands outside the options", remedy)
