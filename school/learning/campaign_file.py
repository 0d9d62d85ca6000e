"""A student's campaign file: their brand and best answers, in the order of the year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from school.curriculum.fil import NAME, Fil
from school.curriculum.template import Values
from school.exercises.figures import format_value
from school.exercises.slots import FIL
from school.learning.standing import Tried
from school.publishing.catalogue import Catalogue, PublishedExercise


@dataclass(frozen=True)
class Entry:
    """An exercise of the file, its number in its lesson, and the best try if there is one."""

    published: PublishedExercise
    number: int
    best: Tried | None


@dataclass
class Section:
    """A section of the file: what is answered, and what is still to come."""

    title: str
    answered: list[Entry] = field(default_factory=list)
    to_come: list[Entry] = field(default_factory=list)


def exercises(catalogue: Catalogue) -> Sequence[PublishedExercise]:
    """The exercises that the file keeps, in the order of the year."""
    lessons = [catalogue.lessons[lesson_id] for lesson_id in catalogue.order]
    written = [PublishedExercise(e, lesson) for lesson in lessons for e in lesson.lesson.exercises]
    return [each for each in written if each.exercise.settings.file]


def sections(kept: Sequence[PublishedExercise], best: Mapping[str, Tried]) -> Sequence[Section]:
    """The sections of the file, in the order in which the year opens them."""
    found: dict[str, Section] = {}
    for published in kept:
        exercise = published.exercise
        number = published.lesson.lesson.exercises.index(exercise) + 1
        entry = Entry(published, number, best.get(exercise.id))
        section = found.setdefault(exercise.settings.file, Section(exercise.settings.file))
        (section.answered if entry.best else section.to_come).append(entry)
    return list(found.values())


def particulars(fil: Fil, values: Values, locale: str) -> Iterator[tuple[str, str]]:
    """What is known of a brand, by the labels that the programme gives, but for its name."""
    for name, label in fil.words.items():
        if name != NAME:
            yield label, str(values[FIL + name])
    for name, figure in fil.numbers.items():
        value = values[FIL + name]
        if not isinstance(value, str):
            yield figure.label, format_value(value, figure.format, locale)
