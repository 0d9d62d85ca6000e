"""A file as far as it could be read, whatever is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from school.curriculum.front_matter import FIELD
from school.curriculum.lesson import Lesson, Passage
from school.curriculum.module import Module
from school.curriculum.programme import Programme
from school.exercises.contract import Exercise, Fault, Head

What = TypeVar("What", Lesson, Module, Programme)


@dataclass
class Reading(Generic[What]):
    """What a file says, blank where it is at fault, and every fault.

    `fields` is its front matter as written, `heads` its exercises' fields in order. `passages` are
    its Markdown outside exercises, `proses` that of its exercises,
    `misworded` the exercises of which only the prose is at fault.
    """

    file: str
    what: What
    fields: Head
    faults: list[Fault]
    passages: list[Passage] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    proses: list[Passage] = field(default_factory=list)
    misworded: list[Exercise] = field(default_factory=list)

    def whole(self, field: str) -> bool:
        """Whether a field could be read to its end, so that what it lacks does not exist."""
        starts = {fault.field.partition(".")[0] for fault in self.faults}
        return starts.isdisjoint({field, "fields", FIELD})


AnyReading = Reading[Lesson] | Reading[Module] | Reading[Programme]
