"""What a lesson reads of what a student answered in earlier ones."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from school.curriculum.lesson import Lesson
from school.learning import queries
from school.learning.standing import Tried
from school.publishing.catalogue import Catalogue, PublishedLesson


@dataclass(frozen=True)
class Earlier:
    """The values found, by name, and the exercises for which the default stands.

    `unanswered` were never tried; the value of `unusable` ones is out of what the lesson takes.
    """

    values: tuple[tuple[str, float], ...] = ()
    unanswered: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()


NOTHING = Earlier()


def find(session: Session, person_id: int, lesson: PublishedLesson) -> Earlier:
    """What a lesson reads, of the best try at each exercise; no statement when it reads nothing."""
    reads = lesson.lesson.reads
    if not reads:
        return NOTHING
    best = queries.best_tries(session, person_id, sorted({r.exercise for r in reads.values()}))
    values: dict[str, float] = {}
    unanswered, unusable = set(), set()
    for name, read in reads.items():
        tried = best.get(read.exercise)
        value = _value(tried, lesson.readings.get(name, ())) if tried else None
        nearest = None if value is None else read.within.nearest(value)
        if nearest is not None:
            values[name] = nearest
        elif tried:
            unusable.add(read.exercise)
        else:
            unanswered.add(read.exercise)
    return Earlier(tuple(values.items()), tuple(sorted(unanswered)), tuple(sorted(unusable)))


def _value(tried: Tried, place: Sequence[str]) -> float | None:
    """The number that a try keeps at a place, if it keeps one there."""
    found: object = {"read": tried.read, "details": tried.details}
    for key in place:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, int | float) and math.isfinite(found) else None


@dataclass(frozen=True)
class Default:
    """An exercise in place of whose answer a default value stands; its number in its lesson.

    `answered` when it was, with a value that the lesson cannot take.
    """

    exercise: str
    number: int
    lesson: Lesson
    answered: bool


def defaults(catalogue: Catalogue, found: Earlier) -> Iterator[Default]:
    """The exercises to answer so that a lesson takes the student's own values."""
    for exercise in (*found.unanswered, *found.unusable):
        if published := catalogue.exercises.get(exercise):
            lesson = published.lesson.lesson
            number = lesson.exercises.index(published.exercise) + 1
            yield Default(exercise, number, lesson, exercise in found.unusable)
