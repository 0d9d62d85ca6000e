"""Markdown to safe HTML, by a fixed set of extensions. Run it in `rendering`'s bounded child:
Python-Markdown can take minutes on a hostile text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from markdown import Markdown

from school.curriculum.references import without_code
from school.curriculum.sanitising import sanitise
from school.curriculum.setting import (
    FIRST_SLOT,
    LAST_SLOT,
    PRIVATE,
    cut_passages,
    cut_slots,
    set_text,
)
from school.curriculum.template import SLOT, Slot, Template
from school.curriculum.tree import Heading, SchoolExtension
from school.exercises.authoring import AuthoringError

_SETTINGS: dict[str, dict[str, object]] = {
    # Inline styles, the other way to align, are refused by the pages' security policy.
    "markdown.extensions.tables": {"use_align_attribute": True},
    "markdown.extensions.sane_lists": {},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.superfences": {},
    "pymdownx.quotes": {"callouts": True},
}
_NOTES: dict[str, dict[str, object]] = {
    "markdown.extensions.footnotes": {"BACKLINK_TITLE": "Retour à l'appel de la note {}"},
}
_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A page's HTML around its exercises (one passage more than there are), headings and words."""

    passages: tuple[Template, ...]
    headings: tuple[Heading, ...]
    words: int


def render_page(text: str) -> Page:
    """The page of a lesson, a module or the programme.

    `setting.MARK`, alone in a paragraph, stands for each exercise; code keeps what looks like a
    slot. Headings start at h2. Raises AuthoringError for a slot in an address or in a heading.
    """
    marks: dict[Slot, str] = {}
    for found in reversed(list(SLOT.finditer(without_code(text)))):
        text = text[: found.start()] + _mark(found, marks) + text[found.end() :]
    engine, school = _engine(level=2, page=True)
    html, words = set_text(sanitise(engine.reset().convert(text)))
    _check_addresses(html)
    if any(PRIVATE.search(heading.text) for heading in school.headings):
        raise AuthoringError("has a figure in a title", "say it in the text under it")
    slots = {mark: slot for slot, mark in marks.items()}
    passages = tuple(cut_slots(passage, slots) for passage in cut_passages(html))
    return Page(passages, tuple(school.headings), words)


def render_text(text: str, *, label: bool = False) -> Template:
    """A text of an exercise, with its slots. A `label` of one paragraph loses its `<p>`.

    Headings start at h4. Raises AuthoringError for a slot in an address and for characters that
    stand for slots.
    """
    if PRIVATE.search(unescape(text)):
        raise AuthoringError("contains private-use characters", "delete them")
    marks: dict[Slot, str] = {}
    marked = SLOT.sub(lambda found: _mark(found, marks), text)
    engine, _ = _engine(level=4, page=False)
    html, _ = set_text(sanitise(engine.reset().convert(marked)))
    _check_addresses(html)
    if label and (paragraph := _PARAGRAPH.fullmatch(html.strip())):
        html = paragraph[1]
    return cut_slots(html.strip(), {mark: slot for slot, mark in marks.items()})


def _check_addresses(html: str) -> None:
    if re.search(f'(?:href|src)="[^"]*{PRIVATE.pattern}', html):
        raise AuthoringError("has a figure inside an address", "write the address itself")


def _mark(found: re.Match[str], marks: dict[Slot, str]) -> str:
    slot = Slot(found[1], found[2]) if found[2] else Slot(found[1])
    if slot not in marks:
        if FIRST_SLOT + len(marks) > LAST_SLOT:
            raise AuthoringError("has too many different figures", "split it")
        marks[slot] = chr(FIRST_SLOT + len(marks))
    return marks[slot]


@lru_cache(maxsize=2)
def _engine(level: int, page: bool) -> tuple[Markdown, SchoolExtension]:
    school = SchoolExtension(level=level, listed=page)
    settings = _SETTINGS | (_NOTES if page else {})
    engine = Markdown(
        output_format="html",
        extensions=[*settings, school],
        extension_configs=settings,
    )
    # Without these two, raw HTML is text like any other and comes out escaped.
    engine.preprocessors.deregister("html_block")
    engine.inlinePatterns.deregister("html")
    return engine, school
