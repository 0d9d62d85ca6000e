"""An exercise as one student sees it now: what its template may show, and nothing else.

Before the draw is closed, only the public texts, the message of the mistake just made and what
`Variant.question` gives are within reach of a template.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from markupsafe import Markup

from school.cohorts.timetable import ModuleDates
from school.exercises.contract import AnswerError, Form, Numbers, Question, Solution, Variant
from school.exercises.draft import ANSWER
from school.exercises.figures import write_figure
from school.exercises.files import FileRule, KeptFile, listed
from school.exercises.slots import FIL
from school.learning.draft import KeptDraft
from school.learning.progress import DUST
from school.learning.review.sitting import Sitting
from school.learning.standing import Standing, Tried
from school.publishing.catalogue import PublishedExercise
from school.web.clock import day_of

SOLUTION = "solution"


@dataclass(frozen=True)
class Card:
    """One exercise, one student, one draw.

    `number` counts the lesson's exercises from 1; `words` are those of the student's brand; `key`
    and `basis` go with the next try (see `Submission`); `typed` is what the form holds when it was
    sent and not kept, `problem` why it could not be read, `stale` why the page it came from is no
    longer the present one, `fresh` that it answers what was just sent, `was` the figures that the
    page showed before the last move. `draft` is what was typed and kept for the next try, `newer`
    the one that another page kept meanwhile, `save` names the draft that the form was written from.
    `dates` are those of its module, when it has any.
    """

    published: PublishedExercise
    number: int
    standing: Standing
    draw: int
    variant: Variant
    words: Mapping[str, str]
    basis: str
    key: uuid.UUID
    locale: str
    typed: Form | None = None
    problem: AnswerError | None = None
    stale: str = ""
    fresh: bool = False
    was: Mapping[str, float] = field(default_factory=dict)
    draft: KeptDraft | None = None
    newer: KeptDraft | None = None
    save: str = ""
    sitting: Sitting | None = None
    dates: ModuleDates | None = None

    @property
    def id(self) -> str:
        """The exercise's id, which is its anchor too."""
        return self.published.exercise.id

    @property
    def kind(self) -> str:
        """The kind of exercise, which names its template."""
        return self.published.exercise.kind

    @property
    def files(self) -> FileRule | None:
        """The files that an answer may hold, if any may."""
        return self.published.exercise.files()

    @property
    def named(self) -> Sequence[KeptFile]:
        """The files that the form holds."""
        return listed(self.values("file"))

    @property
    def unsaved(self) -> bool:
        """Whether the form holds what is not kept yet."""
        return self.typed is not None

    @property
    def moved(self) -> str:
        """What is no longer as it was when the draft was typed: `revision`, `numbers`, or nothing.

        A draft of before this was noted says nothing of it.
        """
        if self.draft is None or self.unsaved or self.draft.revision_id is None:
            return ""
        if self.draft.revision_id != self.published.lesson.revision_id:
            return "revision"
        return "numbers" if self.draft.basis != self.basis else ""

    @property
    def elsewhere(self) -> Card:
        """The same card with what another page kept."""
        return replace(self, typed=self.newer.form if self.newer else None)

    @property
    def live(self) -> bool:
        """Whether the kind shows what a play in progress brings; its card is wide."""
        return type(self.variant).preview is not Variant.preview

    @cached_property
    def last(self) -> Tried | None:
        """The last try with these numbers, if there was one."""
        return self.standing.tried_at(self.draw)

    @property
    def handed_in(self) -> bool:
        """Whether the last try waits for a person's mark."""
        return self.last is not None and self.last.handed_in

    @property
    def closed(self) -> bool:
        """Whether these numbers can no longer be answered: the solution shows."""
        return self.last is not None and self.last.closed

    @property
    def state(self) -> str:
        """Where the student stands: `todo`, `trying`, `handed`, `passed`, `shown` (a solution)."""
        if self.handed_in:
            return "handed"
        if self.standing.summary.passed:
            return "passed"
        if self.last is None:
            return "todo"
        return "shown" if self.closed else "trying"

    @property
    def late(self) -> bool:
        """Whether the last try came after the last day of its module."""
        return bool(self.last and self.dates and day_of(self.last.at) > self.dates.due_on)

    @property
    def try_number(self) -> int:
        """The number of the next try with these numbers."""
        return self.last.number + 1 if self.last else 1

    @property
    def draws_numbers(self) -> bool:
        """Whether another draw brings other numbers, and not only another order."""
        lesson = self.published.lesson.lesson
        given = lesson.scenario.keys() | lesson.reads.keys()
        drawn = self.variant.numbers.keys() - given
        return any(not name.startswith(FIL) for name in drawn)

    @property
    def verdict(self) -> str:
        """What the last try was worth: `right`, `partial`, `wrong`, or `handed` while unmarked."""
        if self.handed_in:
            return "handed"
        score = self.last.score if self.last else 0.0
        return "right" if score >= 1 - DUST else "partial" if score > 0 else "wrong"

    @cached_property
    def _question(self) -> Question:
        return self.variant.question()

    @cached_property
    def _solution(self) -> Solution:
        return self.variant.solution()

    @property
    def widget(self) -> Mapping[str, Any]:
        """What the kind's template needs to draw its controls."""
        return self._question.widget

    @property
    def details(self) -> Mapping[str, Any]:
        """What the kind says of the last try; it follows from the answer given."""
        return self.last.details if self.last else {}

    @property
    def solution(self) -> Mapping[str, Any]:
        """The details of the solution; nothing while the draw is open."""
        return self._solution.details if self.closed else {}

    @property
    def preview(self) -> Mapping[str, Any]:
        """What the play in progress brings; nothing for the kinds without a live view."""
        return self._played[0]

    @property
    def refusal(self) -> AnswerError | None:
        """Why the play in progress cannot be computed, if it cannot."""
        return self._played[1]

    @cached_property
    def _played(self) -> tuple[Mapping[str, Any], AnswerError | None]:
        try:
            return self.variant.preview(self.form, self.locale), None
        except AnswerError as error:
            return {}, error

    @cached_property
    def form(self) -> Form:
        """What the controls hold: what was just typed, or kept; else the last try with them."""
        if self.typed is not None and not self.closed:
            return self.typed
        if self.draft:
            return self.draft.form
        typed = self.last.typed if self.last else {}
        return {name: [value] if isinstance(value, str) else value for name, value in typed.items()}

    def value(self, name: str, default: object = "") -> object:
        """What a control of one value holds."""
        values = self.form.get(name)
        return values[0] if values else default

    def values(self, name: str) -> Sequence[str]:
        """What a control of several values holds."""
        return self.form.get(name, ())

    def text(self, key: str) -> Markup:
        """A public text, or any text once the draw is closed; nothing when there is none."""
        if self.closed:
            return self._filled(key, self._solution.values)
        public = key in self.published.exercise.public
        return self._filled(key, self._question.values) if public else Markup("")

    @property
    def hints(self) -> Sequence[Markup]:
        """The hints, in order."""
        keys = self.published.lesson.exercises[self.id]
        count = sum(key.startswith("hint.") for key in keys)
        return [self.text(f"hint.{number}") for number in range(1, count + 1)]

    @cached_property
    def feedback(self) -> Mapping[str, Markup]:
        """The texts that the last mark calls for, by key. Those that give the answer away wait."""
        keys = [key for key in (self.last.feedback if self.last else ()) if key != SOLUTION]
        if not keys:
            return {}
        values = dict(self._solution.values)
        if not self.closed:
            values.pop(ANSWER, None)
        texts = {key: self._filled(key, values) for key in keys}
        return {key: text for key, text in texts.items() if text}

    def figure(self, value: float, unit: str) -> str:
        """A figure with all its digits and its unit."""
        return write_figure(Decimal(repr(value)), unit, self.locale)

    def _filled(self, key: str, values: Numbers) -> Markup:
        template = self.published.lesson.exercises[self.id].get(key)
        if template is None:
            return Markup("")
        try:
            return Markup(template.fill({**values, **self.words}, self.locale))  # noqa: S704  # sanitised HTML
        except KeyError:
            return Markup("")
