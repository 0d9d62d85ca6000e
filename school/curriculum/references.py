"""Where Markdown leads: links, pictures and callouts that cannot be right, with their lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from posixpath import dirname, join, normpath

from school.curriculum.lesson import Passage
from school.curriculum.tree import CALLOUTS, OUTSIDE, source_of
from school.exercises.authoring import instead, quoted
from school.exercises.contract import Fault
from school.exercises.prose import half_slots, in_code, slots
from school.exercises.slots import FIL, slot_problem

_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.*?)(?<!`)\1(?!`)", re.DOTALL)
_PARAGRAPH = re.compile(r"(\n[ \t]*\n)")
_LINK = re.compile(r"(?<!\\)\]\(\s*(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(\S+)", re.MULTILINE)
_PICTURE = re.compile(r"(?<!\\)!\[([^\[\]]*)\][(\[]")
_CALLOUT = re.compile(r"^ {0,3}> *\[!([^\]\n]*)\]", re.MULTILINE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_ADDRESSES = "write https://…, mailto:…, lesson:its-id or ../media/a-file"
_PICTURES = "put the picture in media/ and write ../media/its-name"


@dataclass(frozen=True)
class Surroundings:
    """What the links of a file may lead to; `media` is None when what exists is not known."""

    file: str
    lessons: Collection[str]
    media: Collection[str] | None


def faults_in(passage: Passage, around: Surroundings) -> Iterator[Fault]:
    """Every link that leads nowhere or where it may not, and every picture without words."""
    text = without_code(passage.text)
    pictures = {found.end(1): found for found in _PICTURE.finditer(text)}
    for found in pictures.values():
        if not found[1].strip():
            what, remedy = (
                "has no text for those who cannot see it",
                "write it: ![what it shows](…)",
            )
            yield Fault(_line(passage, found.start()), "image", what, remedy)
    for found in chain(_LINK.finditer(text), _DEFINITION.finditer(text)):
        target = unescape(found[1].strip("<>"))
        field = "image" if found.start() in pictures else "link"
        if problem := _wrong(target, around, picture=field == "image"):
            yield Fault(_line(passage, found.start(1)), field, *problem)


def faults_outside_exercises(passage: Passage) -> Iterator[Fault]:
    """Callouts that only an exercise can have."""
    text = without_code(passage.text)
    titles = {title.lower(): name.upper() for name, title in CALLOUTS.items()}
    for found in _CALLOUT.finditer(text):
        name = found[1].strip().lower()
        if name not in CALLOUTS:
            what = f"[!{found[1]}] is not a callout of ordinary text"
            remedy = instead(titles.get(name, name), map(str.upper, CALLOUTS))
            yield Fault(_line(passage, found.start(1)), "callout", what, remedy)


def faults_of_slots(passage: Passage, known: Collection[str] | None) -> Iterator[Fault]:
    """Figures that a page has not; `known` are the lesson's names, None where no page has any."""
    text = without_code(passage.text)
    lines = text.split("\n")
    for slot in half_slots(text):
        if slot.name in (known or ()) or (known is not None and slot.name.startswith(FIL)):
            what, remedy = f"{slot.format} is not a slot", f"write {{{slot.format}}}"
            yield Fault(passage.line + slot.line, "slot", what, remedy)
    for slot in slots(text):
        problem = slot_problem(slot, frozenset(known or ()))
        if known is None:
            problem = "only a lesson has figures", "write {{ … }} as code"
        elif lines[slot.line].startswith("#"):
            problem = "stands in a title", "say it in the text under it"
        if problem:
            yield Fault(passage.line + slot.line, "slot", *problem)


def anchors_in(passage: Passage) -> Iterator[tuple[str, int]]:
    """The headings of its own page that a passage links to, with the line of each link."""
    text = without_code(passage.text)
    for found in chain(_LINK.finditer(text), _DEFINITION.finditer(text)):
        if found[1].startswith("#"):
            yield found[1][1:], _line(passage, found.start(1))


def without_code(text: str) -> str:
    """The text with blanks in place of code, in which nothing leads anywhere; lines stay."""
    lines = text.split("\n")
    code = in_code(lines)
    kept = "\n".join(" " * len(line) if code[n] else line for n, line in enumerate(lines))
    return "".join(_CODE_SPAN.sub(_blank, piece) for piece in _PARAGRAPH.split(kept))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _line(passage: Passage, position: int) -> int:
    return passage.line + passage.text.count("\n", 0, position)


def _wrong(target: str, around: Surroundings, *, picture: bool) -> tuple[str, str] | None:
    """What is wrong with an address, and the remedy."""
    if "{{" in target:
        return "has a figure inside an address", "write the address itself"
    place = normpath(join(dirname(around.file), target))
    if source_of(target) and place.startswith("media/"):
        if around.media is None or place in around.media:
            return None
        return f"there is no file {quoted(place)}", instead(place, around.media, "add the file")
    if picture:
        return f"{quoted(target)} is not a picture of media/", _PICTURES
    if target.startswith("lesson:"):
        name = target.removeprefix("lesson:")
        if name in around.lessons:
            return None
        return f"there is no lesson {quoted(name)}", instead(name, around.lessons)
    if target.startswith("#") or OUTSIDE.match(target):
        return None
    if scheme := _SCHEME.match(target):
        return f"leads to {scheme[0]}, which is not allowed", _ADDRESSES
    return f"{quoted(target)} leads nowhere", _ADDRESSES
