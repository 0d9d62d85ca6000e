"""The last pass over sanitised HTML: typography, then the cut at slots and exercises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

from school.curriculum.template import Slot, Template
from school.curriculum.typography import french

MARK = "\ue000"
"""Stands alone in a paragraph where an exercise goes."""

FIRST_SLOT = 0xE001
"""The first of the private-use characters that stand for slots while Markdown is rendered."""

LAST_SLOT = 0xF8FF

PRIVATE = re.compile("[\ue000-\uf8ff]")

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_INLINE = frozenset({"a", "code", "em", "strong", "sup", "img", "br"})
_VERBATIM = frozenset({"code", "pre"})


class Setter(HTMLParser):
    """Writes the HTML again with its text set in French typography, and counts its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.words = 0
        self._verbatim = 0
        self._before = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write the tag as it is, its attributes quoted."""
        written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        self.pieces.append(f"<{tag}{written}>")
        self._verbatim += tag in _VERBATIM
        self._before = self._before if tag in _INLINE else ""

    def handle_endtag(self, tag: str) -> None:
        """Write the tag as it is."""
        self.pieces.append(f"</{tag}>")
        self._verbatim -= tag in _VERBATIM
        self._before = self._before if tag in _INLINE else ""

    def handle_data(self, data: str) -> None:
        """Set the text, code apart."""
        if not self._verbatim:
            data = french(data, self._before)
            self.words += len(_WORD.findall(data))
        self._before = data[-1:]
        self.pieces.append(escape(data, quote=False))


def set_text(html: str) -> tuple[str, int]:
    """Sanitised HTML in French typography, and its number of words."""
    setter = Setter()
    setter.feed(html)
    setter.close()
    return "".join(setter.pieces), setter.words


def cut_passages(html: str) -> tuple[str, ...]:
    """The HTML around the exercises' marks: one stretch more than there are marks."""
    return tuple(part.strip() for part in html.split(f"<p>{MARK}</p>"))


def cut_slots(html: str, slots: Mapping[str, Slot]) -> Template:
    """The HTML cut at its slots; `slots` maps the character that stands for each."""
    parts: list[str | Slot] = []
    position = 0
    for found in PRIVATE.finditer(html):
        parts += [html[position : found.start()], slots[found[0]]]
        position = found.end()
    parts.append(html[position:])
    return Template(tuple(part for part in parts if part))
