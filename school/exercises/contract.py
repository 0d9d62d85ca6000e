"""What every kind of exercise is: an exercise, its variant for one student, an answer, a mark."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from school.exercises.files import FileRule

Numbers = Mapping[str, float]
"""Drawn and computed numbers by name, as shown to the student."""

Form = Mapping[str, Sequence[str]]
"""What a browser posted: each field's values, in order."""

Json = dict[str, Any]
"""Plain data that JSON can hold."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in what an author wrote.

    `line` counts from 1 in the file; `field` is a dotted path in the fence's head,
    or the name of a part of its prose; `remedy` says what to write instead.
    """

    line: int
    field: str
    what: str
    remedy: str


class ExerciseError(ValueError):
    """An exercise that cannot be published. Carries every fault found, never only the first.

    `exercise` is what can be built of it all the same when only its prose is at fault, so that
    its variants are looked at too.
    """

    def __init__(self, faults: Sequence[Fault], exercise: Exercise | None = None) -> None:
        super().__init__("; ".join(f"line {f.line}: {f.field}: {f.what}" for f in faults))
        self.faults = tuple(faults)
        self.exercise = exercise


class AnswerError(ValueError):
    """An answer that cannot be read. It is asked again and never counts as a try.

    `code` is a stable name the page translates (`empty`, `not-a-number`, `ambiguous`, `wrong-unit`,
    `not-an-option`, `out-of-range`, `out-of-order`, `not-in-document`, `overlap`, `too-long`);
    `field` the form field at fault;
    `readings` the possible meanings of an ambiguous one, as figures the student can pick.
    """

    def __init__(self, code: str, field: str, readings: Sequence[str] = ()) -> None:
        super().__init__(f"{field}: {code}")
        self.code = code
        self.field = field
        self.readings = tuple(readings)


@dataclass(frozen=True)
class Head:
    """The machine values of a fence: plain Python data, and the file's line of each dotted path."""

    kind: str
    id: str
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, path: str) -> int:
        """The line of a dotted path, or of its nearest parent that has one."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path.rpartition(".")[0]
        return self.line


@dataclass(frozen=True)
class Settings:
    """What every kind has in common.

    `tries`: 0 means no limit. `pass_score`: share of the points (0–1) that passes.
    `graded` false is free play: marked and shown, never counted. `file` is the section of the
    student's campaign file that keeps the answer; none when it is empty. `title`
    is plain text, or empty.
    """

    points: float = 1.0
    tries: int = 3
    pass_score: float = 0.6
    required: bool = True
    graded: bool = True
    skills: tuple[str, ...] = ()
    file: str = ""
    title: str = ""


@dataclass(frozen=True)
class Answer:
    """What a student answered: as typed, as read (both plain JSON), and the reading said back."""

    typed: Json
    read: Json
    echo: str = ""


@dataclass(frozen=True)
class Mark:
    """What an answer is worth.

    `score` is 0–1 before points; when the answer is `handed_in` for a person to mark, it says
    nothing yet. `mistake` is the id of the named mistake that was hit.
    `feedback` lists keys of the exercise's texts to show, in order. `details` is plain JSON for
    the kind's own template (ticked goals, right options…), shown only after submission.
    """

    score: float
    mistake: str | None = None
    feedback: tuple[str, ...] = ()
    details: Json = field(default_factory=dict)
    handed_in: bool = False


@dataclass(frozen=True)
class Question:
    """Everything that a page may show before an answer, and nothing else.

    `values` fill the public texts; `widget` is plain JSON for the kind's template.
    """

    values: Numbers
    widget: Json


@dataclass(frozen=True)
class Solution:
    """What may be shown once the exercise is closed: values that fill every text, and details."""

    values: Numbers
    details: Json = field(default_factory=dict)


class Variant(ABC):
    """One exercise with the numbers of one student's draw."""

    numbers: Numbers
    """The drawn numbers (parameters only); kept with each attempt."""

    @abstractmethod
    def question(self) -> Question:
        """What the page may show before an answer."""

    @abstractmethod
    def read(self, form: Form, locale: str) -> Answer:
        """Read a posted form. Raises AnswerError; never counts as a try by itself."""

    @abstractmethod
    def mark(self, answer: Answer) -> Mark:
        """Mark an answer that `read` accepted: the right answer first, then mistakes in order."""

    @abstractmethod
    def solution(self) -> Solution:
        """What may be shown when the exercise is closed."""

    def preview(self, form: Form, locale: str) -> Json:
        """The live view of a play in progress (simulators, campaigns); empty for other kinds.

        Shows only what the answer itself implies. Raises AnswerError.
        """
        return {}

    def players(self, chance: Random) -> Mapping[str, Form]:
        """What made-up students post, by name, to try the exercise before anybody meets it.

        `right` knows all and must earn every point; `best` does what can be done and must pass;
        `mistake:<id>` makes a named mistake; `random` answers by chance; `always:<what>` does the
        same whatever is drawn, so that its scores tell how fair the draws are. Any other name is
        only reported. A player may sit out some variants. Figures are written in French.
        """
        return {}


@dataclass(frozen=True)
class Exercise(ABC):
    """An exercise as its author wrote it, checked.

    `texts` holds its pieces of Markdown by key: `statement`, `hint.1`…, `mistake.<id>`,
    `solution`, and what the kind adds (`option.2`, `option.2.feedback`, `goal.<id>`…).
    `public` names the keys that may be shown before an answer. `text_lines` gives the line of the
    file where each text begins, `prose_faults` what is wrong with them: nothing once published.
    """

    kind: ClassVar[str]

    id: str
    line: int
    settings: Settings
    texts: Mapping[str, str]
    public: frozenset[str]
    head: Head
    text_lines: Mapping[str, int] = field(default_factory=dict, kw_only=True)
    prose_faults: tuple[Fault, ...] = field(default=(), kw_only=True)

    @classmethod
    @abstractmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> Exercise:
        """Build from a fence whose prose begins at `prose_line`. Raises ExerciseError.

        `given` names the numbers that the lesson gives: its scenario's, those of the fil rouge
        (`fil.budget`) and those read of earlier answers.
        """

    @abstractmethod
    def draw(self, seed: bytes, given: Numbers | None = None) -> Variant:
        """The variant of a seed. `given` are the numbers that the lesson gives, by name."""

    @abstractmethod
    def variables(self) -> frozenset[str]:
        """Names that the texts may substitute with `{{ name | format }}`."""

    def readable(self) -> Mapping[str, Sequence[str]]:
        """The values of an answer that a later lesson may read; none for most kinds.

        Each name leads to its place in a try as kept: `read` (`Answer.read`) or `details`
        (`Mark.details`), then keys.
        """
        return {}

    def mistakes(self) -> Collection[str]:
        """The ids of the mistakes that a mark may name; none for most kinds."""
        return ()

    def comes_back(self) -> bool:
        """Whether reviews may ask it again: it takes minutes, and each draw brings something new.

        False unless the kind says otherwise: an assignment is done once.
        """
        return False

    @property
    def trials(self) -> int:
        """Variants that made-up students play; fewer where one takes hundredths of a second."""
        return 300

    def files(self) -> FileRule | None:
        """The files that an answer may hold beside what is typed; none for most kinds."""
        return None

    def check(self, seeds: Sequence[bytes], given: Numbers | None = None) -> list[Fault]:
        """What only sampled variants show: collisions, undefined answers, unreachable goals."""
        return []
