"""The variant of an exercise that one student has, found again from seeds each time."""

from __future__ import annotations

from dataclasses import dataclass, field

from school.exercises import draw
from school.exercises.contract import Numbers, Variant
from school.learning import seeds
from school.publishing.catalogue import PublishedExercise, PublishedLesson


@dataclass(frozen=True)
class Student:
    """Whose numbers are drawn: a person, and the server's key that makes the draws theirs."""

    id: int
    key: str = field(repr=False)

    def variant(self, published: PublishedExercise, number: int) -> Variant:
        """The student's draw of this number of an exercise; draws are numbered from 1."""
        exercise = published.exercise
        seed = seeds.of_draw(self.key, self.id, exercise.id, number)
        return exercise.draw(seed, self._scenario(published.lesson))

    def _scenario(self, lesson: PublishedLesson) -> Numbers | None:
        """The numbers that a lesson's exercises share, if it has any."""
        params = lesson.lesson.scenario
        if not params:
            return None
        seed = seeds.of_scenario(self.key, self.id, lesson.lesson.id)
        return draw.draw(params, seed)
