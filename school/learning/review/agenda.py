"""What comes back to a student, and when: their cards, with what the school says of each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from school.curriculum.programme import Programme
from school.exercises.contract import Exercise
from school.learning.review.rule import MISTAKE, SKILL, subjects
from school.publishing.catalogue import Catalogue

Candidates = Mapping[str, Sequence[Exercise]]
"""The exercises that may bring back each subject."""


@dataclass(frozen=True)
class Entry:
    """A skill or a mistake that comes back, in the school's words."""

    subject: str
    title: str
    due: dt.datetime

    @property
    def is_mistake(self) -> bool:
        """Whether it is a mistake, and not a skill."""
        return self.subject.startswith(MISTAKE)


def candidates(
    catalogue: Catalogue,
    opened: Collection[str],
    tried: Collection[str],
    barred: Collection[str] = (),
) -> Candidates:
    """Published exercises that the student met: of a lesson opened, or tried.

    `barred` are the ids of the modules that take no answer now: theirs are left out.
    """
    found: defaultdict[str, list[Exercise]] = defaultdict(list)
    for exercise_id, published in catalogue.exercises.items():
        if published.lesson.module.id in barred:
            continue
        if published.lesson.lesson.id in opened or exercise_id in tried:
            for subject in subjects(published.exercise):
                found[subject].append(published.exercise)
    return found


def entries(
    programme: Programme, cards: Iterable[tuple[str, dt.datetime]], met: Candidates
) -> list[Entry]:
    """What comes back: mistakes first, and what is due the longest first.

    A mistake that the programme does not name is left out, and what no exercise can bring back.
    """
    titles = {MISTAKE + name: sentence for name, sentence in programme.mistakes.items()}
    titles |= {SKILL + name: skill.title for name, skill in programme.skills.items()}
    found = [
        Entry(subject, titles[subject], due)
        for subject, due in cards
        if subject in titles and subject in met
    ]
    return sorted(found, key=lambda each: (not each.is_mistake, each.due, each.subject))
