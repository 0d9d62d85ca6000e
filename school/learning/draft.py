"""What someone was typing and had not sent, as it is kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from school.learning.standing import Standing


@dataclass(frozen=True)
class KeptDraft:
    """The last form saved for a try; `writer` and `turn` tell which page saved it, and when.

    The page showed the exercise in a revision, with the values of a `basis` (see `Submission`).
    """

    exercise_id: str
    draw: int
    number: int
    writer: uuid.UUID
    turn: int
    form: Mapping[str, Sequence[str]]
    revision_id: int | None
    basis: str
    saved_at: dt.datetime

    @property
    def stamp(self) -> str:
        """What tells this save from every other; a page names the one that it shows."""
        return f"{self.writer}.{self.turn}"

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it."""
        return any(text for values in self.form.values() for text in values)

    def is_for(self, standing: Standing) -> bool:
        """Whether its try is the one that may be made now."""
        return (self.draw, self.number) == (standing.open_draw, standing.next_number())
