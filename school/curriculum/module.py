"""A module: a folder of lessons with one page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from school.curriculum.lesson import Lesson


@dataclass(frozen=True)
class Module:
    """A module of the year. `file` is its module.md; `text` its own Markdown, shown at its top."""

    id: str
    file: str
    title: str
    summary: str
    text: str
    text_line: int
    lessons: tuple[Lesson, ...]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def minutes(self) -> int:
        """Time of all its lessons, in minutes."""
        return sum(lesson.minutes for lesson in self.lessons)
