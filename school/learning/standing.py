"""Where a student stands on an exercise: the last try, and which draw and try may come next."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from school.exercises.contract import Answer
from school.learning.progress import Summary

NO_TRIES = Summary()


@dataclass(frozen=True)
class Tried:
    """A marked try as it was stored: its numbers, its answer, its mark.

    `numbers` holds all that was drawn or given, the words of the student's brand too. What is
    `handed_in` waits for a person's mark.
    """

    id: int
    exercise_id: str
    revision_id: int
    draw: int
    number: int
    numbers: Mapping[str, Any]
    typed: Mapping[str, Any]
    read: Mapping[str, Any]
    echo: str
    score: float
    passed: bool
    closed: bool
    mistake: str | None
    feedback: Sequence[str]
    details: Mapping[str, Any]
    handed_in: bool
    client_key: uuid.UUID
    at: dt.datetime


@dataclass(frozen=True)
class Standing:
    """A student's tries at an exercise: the last one, if any, and what they all amount to."""

    last: Tried | None = None
    summary: Summary = NO_TRIES

    def after(self, tried: Tried) -> Standing:
        """Where the student stands once another try is in."""
        return Standing(tried, self.summary.after(tried.score, tried.passed))

    @property
    def open_draw(self) -> int:
        """The draw that may be answered: the last one while it is open, the next one after."""
        if self.last is None:
            return 1
        return self.last.draw + 1 if self.last.closed else self.last.draw

    @property
    def shown_draw(self) -> int:
        """The draw that the page shows until new numbers are asked for."""
        return self.last.draw if self.last else 1

    def tried_at(self, draw: int) -> Tried | None:
        """The last try, if it was made at this draw."""
        return self.last if self.last and self.last.draw == draw else None

    def repeated_by(self, answer: Answer) -> bool:
        """Whether an answer to the open draw reads as the last one did."""
        return self.last is not None and not self.last.closed and self.last.read == answer.read

    def next_number(self) -> int:
        """The number of the next try, within its draw."""
        if self.last is None or self.last.closed:
            return 1
        return self.last.number + 1


UNTRIED = Standing()
