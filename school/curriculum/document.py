"""What is rendered at once, for one file: a page and the texts of its exercises; plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from school.curriculum.lesson import Lesson, Passage
from school.curriculum.module import Module
from school.curriculum.programme import Programme
from school.curriculum.setting import MARK
from school.curriculum.template import Template
from school.curriculum.tree import Heading

Part = Programme | Module | Lesson
"""What has a page of its own."""


@dataclass(frozen=True)
class Document:
    """A text to render. `page` has `setting.MARK` where exercises go; `texts` is by exercise id."""

    file: str
    page: str
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Part) -> Document:
        """The document of a part of the curriculum."""
        if not isinstance(source, Lesson):
            return cls(source.file, source.text)
        stretches = (p.text if isinstance(p, Passage) else MARK for p in source.parts)
        texts = {exercise.id: dict(exercise.texts) for exercise in source.exercises}
        return cls(source.file, "\n\n".join(stretches), texts)


@dataclass(frozen=True)
class Rendered:
    """A document as HTML.

    `passages` go around the exercises, in order: one more than there are exercises. `texts` holds
    each exercise's templates by key; `contents` the page's headings; `words` counts the page's.
    """

    passages: tuple[Template, ...]
    texts: Mapping[str, Mapping[str, Template]]
    contents: tuple[Heading, ...]
    words: int

    def as_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        texts = {
            exercise: {key: template.as_json() for key, template in templates.items()}
            for exercise, templates in self.texts.items()
        }
        return {
            "passages": [passage.as_json() for passage in self.passages],
            "texts": texts,
            "contents": [asdict(heading) for heading in self.contents],
            "words": self.words,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rendered:
        """What `as_json` gave."""
        texts = {
            exercise: {key: Template.from_json(parts) for key, parts in templates.items()}
            for exercise, templates in data["texts"].items()
        }
        contents = tuple(Heading(**heading) for heading in data["contents"])
        passages = tuple(map(Template.from_json, data["passages"]))
        return cls(passages, texts, contents, data["words"])
