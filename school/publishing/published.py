"""The curriculum as published: read, rendered, ready for pages; frozen, as threads share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from school.curriculum.fil import Fil
from school.curriculum.lesson import Lesson
from school.curriculum.module import Module
from school.curriculum.programme import Programme
from school.curriculum.template import Template
from school.curriculum.tree import Heading
from school.exercises.contract import Exercise


@dataclass(frozen=True)
class PublishedLesson:
    """A lesson in one of its revisions, with its HTML.

    `passages` are the templates of `lesson.parts` that are passages, by index; `exercises` those of
    each exercise's texts, by exercise id then key; `contents` the headings of the page. `moving`
    names what each exercise takes of the student's brand and of earlier answers, which may change
    while it is open; `fil` holds the brands of the year; `readings` says where a try keeps each
    value of `lesson.reads`.
    """

    lesson: Lesson
    revision_id: int
    module: Module
    passages: Mapping[int, Template]
    exercises: Mapping[str, Mapping[str, Template]]
    contents: tuple[Heading, ...]
    words: int
    moving: Mapping[str, frozenset[str]]
    fil: Fil = field(default_factory=Fil)
    readings: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PublishedExercise:
    """An exercise and the published lesson that holds it."""

    exercise: Exercise
    lesson: PublishedLesson


@dataclass(frozen=True)
class Catalogue:
    """Everything that is published at one time.

    `version` is the number of the newest publication, 0 before the first. `order` holds the ids of
    the lessons in the order of the year. `presentation` is the text of the programme,
    `presentations` those of the modules by id.
    """

    version: int
    programme: Programme
    lessons: Mapping[str, PublishedLesson]
    exercises: Mapping[str, PublishedExercise]
    order: tuple[str, ...]
    presentation: Template
    presentations: Mapping[str, Template]
    _positions: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        positions = {lesson_id: index for index, lesson_id in enumerate(self.order)}
        object.__setattr__(self, "_positions", positions)

    def previous(self, lesson_id: str) -> PublishedLesson | None:
        """The lesson before one in the year, if any. Raises KeyError when it is not published."""
        index = self._positions[lesson_id]
        return self.lessons[self.order[index - 1]] if index else None

    def next(self, lesson_id: str) -> PublishedLesson | None:
        """The lesson after one in the year, if any. Raises KeyError when it is not published."""
        index = self._positions[lesson_id] + 1
        return self.lessons[self.order[index]] if index < len(self.order) else None

    def module_of(self, lesson_id: str) -> Module:
        """The module that holds a lesson. Raises KeyError when it is not published."""
        return self.lessons[lesson_id].module
