"""Which cards a try grades, and which it opens."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from school.curriculum.reader import read_lesson
from school.exercises.contract import Exercise
from school.learning.review.memory import Grade
from school.learning.review.rule import Effect, effects, subjects
from tests.learning.curriculum import FILES

A, H, G = Grade.AGAIN, Grade.HARD, Grade.GOOD
ROI, SUM, HIDDEN = "skill:roi", "mistake:somme", "mistake:cachee"
LESSON = "01-essentiel/01-calculs.md"


@dataclass(frozen=True)
class Tried:
    """A marked try, as far as the rule asks."""

    number: int
    score: float
    passed: bool
    mistake: str | None = None


def exercise(name: str, old: str = "", new: str = "") -> Exercise:
    lesson = read_lesson(LESSON, FILES[LESSON].replace(old, new, 1) if old else FILES[LESSON])
    return next(each for each in lesson.exercises if each.id == name)


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        (
            Tried(1, 1.0, True),
            {ROI: Effect(G, G), SUM: Effect(G, None), HIDDEN: Effect(G, None)},
        ),
        (Tried(1, 0.7, True), {ROI: Effect(H, H)}),
        (Tried(1, 0.5, False), {ROI: Effect(H, None)}),
        (Tried(1, 0.0, False), {ROI: Effect(A, None)}),
        (Tried(1, 0.0, False, "somme"), {ROI: Effect(A, None), SUM: Effect(A, A)}),
        (Tried(2, 0.0, False), {}),
        (Tried(2, 1.0, True), {ROI: Effect(None, H)}),
        (Tried(3, 0.0, False, "cachee"), {HIDDEN: Effect(None, A)}),
    ],
)
def test_a_first_try_grades_and_later_ones_only_open(
    tried: Tried, expected: dict[str, Effect]
) -> None:
    assert effects(exercise("ca"), tried) == expected


@pytest.mark.parametrize(
    "still",
    [
        exercise("campagne"),
        exercise("ca", "points: 2", "graded: false"),
        exercise("choix", "tries: 2", "shuffle: false"),
    ],
)
def test_what_does_not_come_back_tells_nothing(still: Exercise) -> None:
    assert subjects(still) == ()
    assert effects(still, Tried(1, 1.0, True)) == {}


def test_what_has_no_skill_and_no_mistake_tells_nothing() -> None:
    assert subjects(exercise("reglage")) == ()
