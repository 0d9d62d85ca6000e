"""What an answer tells of the skills and mistakes of its exercise (decision 016).

A skill has a card once an exercise of it is passed, a mistake once it is made. The first try with
new numbers grades the cards there are; later tries, helped by what the first one showed, only open
those that are not there yet. Knows no database.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from school.exercises.contract import Exercise
from school.learning.progress import DUST
from school.learning.review.memory import Grade

SKILL = "skill:"
MISTAKE = "mistake:"


class Try(Protocol):
    """What is asked of a marked try."""

    @property
    def number(self) -> int:
        """Its number with these numbers, from 1."""

    @property
    def score(self) -> float:
        """Its score, 0–1."""

    @property
    def passed(self) -> bool:
        """Whether it passed."""

    @property
    def mistake(self) -> str | None:
        """The mistake that it hit, if any."""


@dataclass(frozen=True)
class Effect:
    """The grade that a try gives to a subject with a card, and to one without; None for none."""

    known: Grade | None
    new: Grade | None


def subjects(exercise: Exercise) -> Collection[str]:
    """The skills and mistakes that an exercise can bring back: none when it does not come back."""
    if not exercise.settings.graded or not exercise.comes_back():
        return ()
    skills = (SKILL + skill for skill in exercise.settings.skills)
    return (*skills, *(MISTAKE + mistake for mistake in exercise.mistakes()))


def effects(exercise: Exercise, tried: Try) -> Mapping[str, Effect]:
    """What a try does to each subject of its exercise; those to which it does nothing are absent.

    A wrong answer that is not a mistake says nothing of that mistake.
    """
    first, hit = tried.number == 1, MISTAKE + (tried.mistake or "")
    grade = _grade(tried.score)
    found = {}
    for subject in subjects(exercise):
        if subject.startswith(SKILL):
            new = (grade if first else Grade.HARD) if tried.passed else None
            effect = Effect(grade if first else None, new)
        elif subject == hit:
            effect = Effect(Grade.AGAIN if first else None, Grade.AGAIN)
        else:
            effect = Effect(grade if first and grade is Grade.GOOD else None, None)
        if effect != Effect(None, None):
            found[subject] = effect
    return found


def _grade(score: float) -> Grade:
    if score >= 1 - DUST:
        return Grade.GOOD
    return Grade.HARD if score > 0 else Grade.AGAIN
