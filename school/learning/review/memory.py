"""How well something is remembered, and when to ask it again: FSRS, of the `fsrs` library.

Nothing comes back twice a day: the steps of minutes that the library has for new cards are left
out, and every interval is of whole days. Chance has no part in it, so that the log tells all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Scheduler


class Grade(IntEnum):
    """How an answer went, with the library's numbers. Nobody says that it was easy."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


@dataclass(frozen=True)
class Memory:
    """What is kept of a thing to remember.

    `stability`: days after which it is recalled nine times in ten; `difficulty`: from 1 to 10;
    `due`: when to ask it again.
    """

    stability: float
    difficulty: float
    due: dt.datetime
    last_review: dt.datetime


def reviewed(before: Memory | None, grade: Grade, at: dt.datetime) -> Memory:
    """The memory after an answer, at an instant in UTC; `before` is None at the first.

    A clock that went back counts as no time passed.
    """
    from fsrs import Card, Rating, State  # imported where it is used: few requests do

    if before is None:
        card = Card(card_id=0, due=at)
    else:
        at = max(at, before.last_review)
        card = Card(
            card_id=0,
            state=State.Review,
            stability=before.stability,
            difficulty=before.difficulty,
            due=before.due,
            last_review=before.last_review,
        )
    after, _ = _scheduler().review_card(card, Rating(grade.value), at)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("a card that was reviewed has a stability and a difficulty")
    return Memory(after.stability, after.difficulty, after.due, at)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
