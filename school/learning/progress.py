"""The rules of progress: what is done, what remains, what a share and a mastery are.

The steps of a lesson are its reading, to the end, and each of its required, graded exercises, to
pass; one that a person marks passes when it is handed in. A lesson is done when its steps are, and
a module when its lessons are. The share of a lesson is that of its steps; shares of a module, a
week and the year weigh their lessons by minutes.
Mastery of a skill is the mean of the latest mark of each exercise that trains it. Knows no
database: attempts come in, summaries come out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from school.curriculum.lesson import Lesson
from school.exercises.contract import Settings

DUST = 1e-9
"""What the sum of a score's shares may lose to floats."""


@dataclass(frozen=True)
class Summary:
    """What a student's tries at an exercise amount to: how many, the best score, passed once."""

    attempts: int = 0
    best_score: float = 0.0
    passed: bool = False

    def after(self, score: float, passed: bool) -> Summary:
        """The summary once another try is in: the best score counts, and a pass stays."""
        return Summary(self.attempts + 1, max(self.best_score, score), self.passed or passed)


def passes(score: float, settings: Settings) -> bool:
    """Whether a score passes an exercise."""
    return score >= settings.pass_score - DUST


def closes(score: float, number: int, settings: Settings) -> bool:
    """Whether a draw ends with its try of this number: right, or the last allowed."""
    return score >= 1 - DUST or 0 < settings.tries <= number


def required_exercises(lesson: Lesson) -> tuple[str, ...]:
    """The ids of the exercises that must be passed for the lesson to be done, in order."""
    return tuple(
        exercise.id
        for exercise in lesson.exercises
        if exercise.settings.required and exercise.settings.graded
    )


@dataclass(frozen=True)
class Remaining:
    """What is left before a lesson is done: the exercises to pass, in order, and the reading."""

    exercises: tuple[str, ...]
    reading: bool

    @property
    def nothing(self) -> bool:
        """Whether the lesson is done."""
        return not self.exercises and not self.reading


NOTHING = Remaining((), reading=False)


def remaining(required: Sequence[str], passed: Collection[str], read: bool) -> Remaining:
    """What is left to do of a lesson."""
    return Remaining(tuple(e for e in required if e not in passed), not read)


@dataclass(frozen=True)
class Event:
    """A line of a student's log about a lesson: a try of one of its exercises, or its reading.

    `passed` is the exercise that the try passed, if it did; `required` are the exercises that the
    lesson asked for in the revision then shown.
    """

    at: dt.datetime
    lesson_id: str
    required: tuple[str, ...]
    passed: str | None = None
    read: bool = False


def completions(events: Iterable[Event]) -> dict[str, dt.datetime]:
    """When each lesson was first done, from one student's log in order. Once done, it stays."""
    passed: set[str] = set()
    read: set[str] = set()
    done: dict[str, dt.datetime] = {}
    for event in events:
        if event.passed:
            passed.add(event.passed)
        if event.read:
            read.add(event.lesson_id)
        if remaining(event.required, passed, event.lesson_id in read).nothing:
            done.setdefault(event.lesson_id, event.at)
    return done


@dataclass(frozen=True)
class Share:
    """How much is done out of all there is: steps of a lesson, or minutes of several."""

    done: Fraction | int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 means that everything is done."""
        return int(self.done * 100 // self.total) if self.total else 0

    @property
    def complete(self) -> bool:
        """Whether there is something, and all of it is done."""
        return 0 < self.total == self.done


def steps(required: Sequence[str], left: Remaining) -> Share:
    """The share of a lesson: its reading and each required exercise count the same."""
    total = 1 + len(required)
    return Share(total - left.reading - len(left.exercises), total)


def minutes(lessons: Iterable[Lesson], shares: Mapping[str, Share]) -> Share:
    """The share of several lessons: each gives its minutes in the measure of its own share."""
    weighed = [(lesson.minutes, shares[lesson.id]) for lesson in lessons]
    done = sum(Fraction(time) * share.done / share.total for time, share in weighed)
    return Share(done, sum(time for time, _ in weighed))


@dataclass(frozen=True)
class Mastery:
    """The mean of the latest marks (0–1) and how many exercises it rests on."""

    score: float
    exercises: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down."""
        return int(self.score * 100 + 1e-9)


def mastery(
    latest: Mapping[str, float], subjects: Mapping[str, Collection[str]]
) -> dict[str, Mastery]:
    """Mastery of each subject (a skill, or a block of skills) that has at least one mark.

    `latest` gives the latest score of each exercise tried, `subjects` what each exercise trains.
    """
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for exercise_id, score in latest.items():
        for subject in subjects.get(exercise_id, ()):
            scores[subject].append(score)
    return {
        subject: Mastery(sum(marks) / len(marks), len(marks)) for subject, marks in scores.items()
    }
