"""The variant of an exercise that one student has, found again from seeds each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from school.curriculum.fil import Brand, Fil
from school.curriculum.template import Values
from school.exercises import draw
from school.exercises.contract import Numbers, Variant
from school.learning import seeds
from school.learning.standing import Tried
from school.publishing.catalogue import PublishedExercise, PublishedLesson


@dataclass(frozen=True)
class Student:
    """Whose numbers are drawn: a person, and the server's key that makes the draws theirs.

    `read` are the values that the lesson at hand finds in the student's earlier answers.
    """

    id: int
    key: str = field(repr=False)
    read: Numbers = field(default_factory=dict, compare=False)

    def variant(
        self, published: PublishedExercise, number: int, tried: Tried | None = None
    ) -> Variant:
        """The student's draw of this number of an exercise; draws are numbered from 1.

        `tried` is a try at these numbers, if there is one: what was given for it stays.
        """
        exercise = published.exercise
        seed = seeds.of_draw(self.key, self.id, exercise.id, number)
        values = self._scenario(published.lesson) | self.moving(published, tried)
        return exercise.draw(seed, numbers_of(values))

    def brand(self, fil: Fil) -> tuple[Brand | None, Values]:
        """The brand that the student keeps for the year, if there are any, and its values."""
        seed = seeds.of_fil(self.key, self.id)
        brand = fil.brand(seed)
        return brand, brand.values(seed) if brand else {}

    def given(self, lesson: PublishedLesson) -> Values:
        """All that a lesson's text may show: its scenario, the student's brand, what it reads."""
        return {**self._scenario(lesson), **self._present(lesson)}

    def moving(self, published: PublishedExercise, tried: Tried | None) -> dict[str, float | str]:
        """What an exercise uses of the brand and of earlier answers.

        It follows them as they change until the first try, which keeps them for its draw.
        """
        names = published.lesson.moving[published.exercise.id]
        if not names:
            return {}
        present = {**self._present(published.lesson), **(tried.numbers if tried else {})}
        return {name: present[name] for name in names if name in present}

    def basis(self, published: PublishedExercise, tried: Tried | None) -> str:
        """What tells a page made on other values than these; empty when none may move."""
        moving = self.moving(published, tried)
        return seeds.basis(self.key, self.id, published.exercise.id, moving) if moving else ""

    def _present(self, lesson: PublishedLesson) -> Values:
        _, fil = self.brand(lesson.fil)
        defaults = {name: read.default for name, read in lesson.lesson.reads.items()}
        return {**fil, **defaults, **self.read}

    def _scenario(self, lesson: PublishedLesson) -> dict[str, float | str]:
        """The numbers that a lesson's exercises share, if it has any."""
        params = lesson.lesson.scenario
        if not params:
            return {}
        seed = seeds.of_scenario(self.key, self.id, lesson.lesson.id)
        return {**draw.draw(params, seed)}


def numbers_of(values: Mapping[str, float | str]) -> Numbers:
    """The numbers among values."""
    return {name: value for name, value in values.items() if not isinstance(value, str)}


def words_of(values: Mapping[str, float | str]) -> Mapping[str, str]:
    """The words among values."""
    return {name: value for name, value in values.items() if isinstance(value, str)}
