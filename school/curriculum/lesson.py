"""A lesson: one Markdown file, its front matter, its text and its exercises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from school.exercises.contract import Exercise
from school.exercises.draw import Param


@dataclass(frozen=True)
class Source:
    """Where a fact comes from, as cited at the end of the lesson."""

    title: str
    url: str | None = None


@dataclass(frozen=True)
class Passage:
    """A stretch of Markdown between two exercises; `line` is its first line in the file."""

    text: str
    line: int


@dataclass(frozen=True)
class Read:
    """A value read of what the student answered to an exercise of an earlier lesson.

    It is rounded to a step of `within`. `default` stands for an answer that there is not, or whose
    value is out of those bounds.
    """

    exercise: str
    value: str
    default: float
    within: Param


@dataclass(frozen=True)
class Lesson:
    """A lesson as written. `parts` keeps the order of passages and exercises.

    `id` is permanent: a student's progress hangs on it. `minutes` is the time to read and do it.
    """

    id: str
    file: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    skills: tuple[str, ...]
    requires: tuple[str, ...]
    checked: dt.date
    sources: tuple[Source, ...]
    scenario: Mapping[str, Param]
    reads: Mapping[str, Read]
    parts: tuple[Passage | Exercise, ...]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Line in the file of each front-matter field, for checks that need the whole programme."""

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The lesson's exercises, in order."""
        return tuple(part for part in self.parts if isinstance(part, Exercise))
