"""The variant of an exercise that one student has, found again from seeds each time."""

from __future__ import annotations

from school.exercises import draw
from school.exercises.contract import Numbers, Variant
from school.learning import seeds
from school.publishing.catalogue import PublishedExercise, PublishedLesson


def variant(key: str, person_id: int, published: PublishedExercise, number: int) -> Variant:
    """The numbers of a student's draw of an exercise; draws are numbered from 1."""
    exercise = published.exercise
    seed = seeds.of_draw(key, person_id, exercise.id, number)
    return exercise.draw(seed, scenario(key, person_id, published.lesson))


def scenario(key: str, person_id: int, lesson: PublishedLesson) -> Numbers | None:
    """The numbers that a student's exercises share in a lesson, if it has any."""
    params = lesson.lesson.scenario
    if not params:
        return None
    seed = seeds.of_scenario(key, person_id, lesson.lesson.id)
    return draw.draw({name: draw.parse_param(raw) for name, raw in params.items()}, seed)
