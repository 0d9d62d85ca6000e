"""The contents of a lesson's page: titles and exercises in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from school.exercises.contract import Exercise
from school.publishing.catalogue import PublishedLesson

TITLE_LEVEL = 2
"""The level of the titles that the contents list."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a title of the text, or an exercise by its number and title."""

    anchor: str
    text: str
    number: int = 0


def contents(lesson: PublishedLesson) -> Sequence[Entry]:
    """The titles and the exercises of a lesson, in the order of the page."""
    return list(_contents(lesson))


def _contents(lesson: PublishedLesson) -> Iterator[Entry]:
    titles = [heading for heading in lesson.contents if heading.level == TITLE_LEVEL]
    number = 0
    for index, part in enumerate(lesson.lesson.parts):
        if isinstance(part, Exercise):
            number += 1
            yield Entry(part.id, part.settings.title, number)
            continue
        html = "".join(part for part in lesson.passages[index].parts if isinstance(part, str))
        while titles and f'id="{titles[0].id}"' in html:
            title = titles.pop(0)
            yield Entry(title.id, title.text)
