"""What a student did of a lesson, and what remains."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from school.learning import progress
from school.learning.progress import Remaining, Share
from school.learning.standing import Standing
from school.publishing.catalogue import PublishedLesson


@dataclass(frozen=True)
class LessonWork:
    """Read to its end or not, which exercises are passed, what remains, and the share done.

    `handed` are those passed that wait for a person's mark.
    """

    read: bool
    passed: Collection[str]
    handed: Collection[str]
    remaining: Remaining
    share: Share

    @property
    def done(self) -> bool:
        """Whether nothing remains."""
        return self.remaining.nothing


def lesson_work(
    lesson: PublishedLesson, standings: Mapping[str, Standing], *, read: bool, done: bool
) -> LessonWork:
    """A student's work on a lesson. One that was done once stays done when it is revised."""
    passed = {exercise for exercise, standing in standings.items() if standing.summary.passed}
    required = progress.required_exercises(lesson.lesson)
    left = progress.NOTHING if done else progress.remaining(required, passed, read)
    handed = {e for e in passed if (last := standings[e].last) and last.handed_in}
    return LessonWork(read, passed, handed, left, progress.steps(required, left))
