"""A sitting of reviews: some ten minutes of exercises, one after the other.

Nothing of it is stored: its address says it all, and works after a reload or on another device.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from school.exercises.contract import Exercise
from school.learning.review.rule import subjects
from school.learning.standing import UNTRIED, Standing

MOST = 6
"""Exercises of a sitting, of a minute or two each."""

_ITEM = r"[a-z0-9-]{1,60}\.[0-9]{1,9}"
_WRITTEN = re.compile(rf"([0-9]{{1,2}})/({_ITEM}(?:,{_ITEM})*)")


@dataclass(frozen=True)
class Item:
    """An exercise to do again, at a draw."""

    exercise_id: str
    draw: int


@dataclass(frozen=True)
class Sitting:
    """Exercises in order, and the place reached: from 1, one past the last at the end."""

    place: int
    items: tuple[Item, ...]

    @property
    def written(self) -> str:
        """As addresses and forms write it."""
        items = ",".join(f"{item.exercise_id}.{item.draw}" for item in self.items)
        return f"{self.place}/{items}"

    @property
    def address(self) -> str:
        """Its page."""
        return f"/revisions/{self.written}"

    @property
    def following(self) -> Sitting:
        """The same, one place further."""
        return replace(self, place=self.place + 1)

    @property
    def ended(self) -> bool:
        """Whether its exercises have all been passed by."""
        return self.place > len(self.items)

    @property
    def is_last(self) -> bool:
        """Whether its end comes next."""
        return self.place == len(self.items)

    @property
    def item(self) -> Item:
        """What is to do at its place. Raises IndexError when it has ended."""
        return self.items[self.place - 1]


def read(text: str) -> Sitting | None:
    """A sitting as written; None for anything else."""
    found = _WRITTEN.fullmatch(text)
    if not found:
        return None
    items = tuple(
        Item(exercise_id, int(draw))
        for exercise_id, _, draw in (each.partition(".") for each in found[2].split(","))
    )
    sitting = Sitting(int(found[1]), items)
    in_order = 1 <= sitting.place <= len(items) + 1
    return sitting if in_order and len(items) <= MOST else None


def plan(
    due: Sequence[str],
    candidates: Mapping[str, Sequence[Exercise]],
    standings: Mapping[str, Standing],
) -> Sitting | None:
    """A sitting for subjects in order; None when no exercise brings any of them back.

    One exercise may bring back several. Those done come first, the longest ago before the others;
    then those still to do in their lesson, and those of which the numbers are open there.
    """

    def freshness(exercise: Exercise) -> tuple[int, int]:
        last = standings.get(exercise.id, UNTRIED).last
        if last is None:
            return 1, 0
        return (0 if last.closed else 2), last.id

    items: dict[str, Item] = {}
    covered: set[str] = set()
    for subject in due:
        left = [each for each in candidates.get(subject, ()) if each.id not in items]
        if subject in covered or not left or len(items) == MOST:
            continue
        chosen = min(left, key=freshness)
        draw = standings.get(chosen.id, UNTRIED).open_draw
        items[chosen.id] = Item(chosen.id, draw)
        covered.update(subjects(chosen))
    return Sitting(1, tuple(items.values())) if items else None
