"""HTML as a browser would take it, to see what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from school.curriculum.markdown import render_page


@dataclass(frozen=True)
class Tag:
    """An opening tag."""

    name: str
    attributes: dict[str, str]


@dataclass
class Html(HTMLParser):
    """The tags of an HTML text, and its text."""

    source: str
    tags: list[Tag] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(Tag("!--", {}))


def page_html(text: str) -> str:
    """A page's passages, one after the other, its figures filled in."""
    passages = render_page(text).passages
    return "".join(passage.fill({"cout": 1200}, "fr") for passage in passages)
