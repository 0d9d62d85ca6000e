"""The year: what the programme announces, and the modules that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from school.curriculum.fil import Fil
from school.curriculum.lesson import Lesson
from school.curriculum.module import Module


@dataclass(frozen=True)
class Block:
    """A block of skills, as a professional title groups them."""

    id: str
    title: str


@dataclass(frozen=True)
class Skill:
    """A skill that exercises train; `block` is the id of its block."""

    id: str
    title: str
    block: str


@dataclass(frozen=True)
class Announced:
    """A module that the programme names, written or not yet.

    `weeks` are the first and last week of the year that it takes, from 1; `late` says whether
    answers that come after its last day are `accepted` or `refused`.
    """

    id: str
    title: str
    summary: str
    weeks: tuple[int, int]
    late: str = "accepted"


@dataclass(frozen=True)
class Programme:
    """The whole curriculum, read and linked.

    `announced` is the plan of the year in order; `modules` holds those that are written, by id.
    `mistakes` says in a sentence each mistake that has a name across the course, by id.
    `text` is the Markdown that presents the year, from line `text_line` of `file`.
    """

    title: str
    weeks: int
    blocks: tuple[Block, ...]
    skills: Mapping[str, Skill]
    announced: tuple[Announced, ...]
    modules: Mapping[str, Module]
    mistakes: Mapping[str, str] = field(default_factory=dict)
    fil: Fil = field(default_factory=Fil)
    file: str = "programme.md"
    text: str = ""
    text_line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def lessons(self) -> Iterator[Lesson]:
        """Every lesson that is written, in the order of the year."""
        for announced in self.announced:
            if module := self.modules.get(announced.id):
                yield from module.lessons
