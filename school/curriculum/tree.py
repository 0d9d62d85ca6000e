"""What the school adds to the tree that Markdown gives: headings, addresses, tables, callouts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from school.curriculum.typography import french

CALLOUTS = {
    "note": "Note",
    "tip": "Conseil",
    "important": "Important",
    "warning": "Attention",
    "caution": "Prudence",
}
"""The callouts of ordinary text (`> [!NOTE]`) and the title that each shows."""

LESSON = re.compile(r"lesson:([^\s?#]+)")
MEDIA = re.compile(r"(?:\.\./)*media/([\w.-]+(?:/[\w.-]+)*)")
OUTSIDE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)

_HEADING = re.compile(r"h[1-6]")


@dataclass(frozen=True)
class Heading:
    """An entry of the contents list: the anchor, the plain text and the level (2–6)."""

    id: str
    text: str
    level: int


def address_of(target: str) -> str | None:
    """Where a link of a lesson leads on the site; None when it may not lead there."""
    if lesson := LESSON.fullmatch(target):
        return f"/lecons/{lesson[1]}"
    if source := source_of(target):
        return source
    return target if target.startswith("#") or OUTSIDE.match(target) else None


def source_of(target: str) -> str | None:
    """The address of a picture written `../media/…`; None for anything else."""
    found = MEDIA.fullmatch(target)
    return f"/media/{found[1]}" if found and ".." not in found[1].split("/") else None


class SchoolExtension(Extension):
    """Makes Markdown's tree the school's: headings start at `level`, and are listed if `listed`."""

    def __init__(self, level: int, listed: bool) -> None:
        super().__init__()
        self.level = level
        self.listed = listed
        self.headings: list[Heading] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register after every inline pattern has been applied and unescaped."""
        md.registerExtension(self)
        md.treeprocessors.register(_SchoolTree(md, self), "school", -10)

    def reset(self) -> None:
        """Forget the previous text."""
        self.headings = []


class _SchoolTree(Treeprocessor):
    def __init__(self, md: Markdown, school: SchoolExtension) -> None:
        super().__init__(md)
        self.school = school

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                _lead(element)
            elif element.tag == "img":
                _show(element)
            elif _HEADING.fullmatch(element.tag):
                self._raise_heading(element)
            elif "admonition-title" in element.get("class", ""):
                _name_callout(element)
            elif element.tag in ("th", "td"):
                _align(element)
        for parent in list(root.iter()):
            _wrap_tables(parent)

    def _raise_heading(self, element: Element) -> None:
        level = min(int(element.tag[1]) + self.school.level - 1, 6)
        element.tag = f"h{level}"
        if self.school.listed:
            text = french(unescape("".join(element.itertext())).strip())
            heading = Heading(self._free_id(text), text, level)
            self.school.headings.append(heading)
            element.set("id", heading.id)

    def _free_id(self, text: str) -> str:
        # The prefix keeps headings apart from the page's own ids and the exercises'.
        plain = unicodedata.normalize("NFKD", text.lower().replace("’", " "))
        words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
        slug = "partie-" + ("-".join(words)[:60] or "sans-titre")
        taken = {heading.id for heading in self.school.headings}
        number = 2
        free = slug
        while free in taken:
            free, number = f"{slug}-{number}", number + 1
        return free


def _lead(link: Element) -> None:
    address = address_of(unescape(link.get("href", "")))
    if address is None:
        link.attrib.pop("href", None)
        return
    link.set("href", address)
    if OUTSIDE.match(address):
        link.set("rel", "noopener")


def _show(picture: Element) -> None:
    source = source_of(unescape(picture.get("src", "")))
    if source is None:
        picture.attrib.pop("src", None)
        return
    picture.set("src", source)
    picture.set("loading", "lazy")


def _name_callout(title: Element) -> None:
    written = (title.text or "").strip().lower()
    title.text = CALLOUTS.get(written, title.text)


def _align(cell: Element) -> None:
    if side := cell.attrib.pop("align", None):
        cell.set("class", f"align-{side}")
    if cell.tag == "th":
        cell.set("scope", "col")


def _wrap_tables(parent: Element) -> None:
    # A wide table scrolls in its own box on a narrow screen, and by keyboard.
    for index, child in enumerate(parent):
        if child.tag == "table" and parent.get("class") != "table-scroll":
            box = Element("div", {"class": "table-scroll", "tabindex": "0"})
            box.tail, child.tail = child.tail, None
            box.append(child)
            parent[index] = box
