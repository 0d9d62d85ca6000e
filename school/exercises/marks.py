"""The marks that an author writes in a document: `[[words|fault]]` or `[[words|fault|why]]`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from school.exercises.authoring import instead, quoted
from school.exercises.passages import Document, Span, typeset, words
from school.exercises.prose import Prose, slots

MAX_WORDS = 600
MAX_MARKED = 10
"""Marked passages of a document: fewer than the rows of an answer."""

_MARK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]|]*))?(?:\|([^\[\]|]*))?\]\]")
_STRAY = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True)
class Marked:
    """Words at fault: where they stand, the id of their fault, and what the author says of it."""

    span: Span
    fault: str
    why: str


@dataclass(frozen=True)
class Proof:
    """A document without its marks, and what they marked."""

    document: Document
    marked: tuple[Marked, ...]


def take_document(prose: Prose, key: str, known: Collection[str]) -> Proof:
    """Move a document out of the texts of a prose, and note its faults.

    `known` are the ids of the faults that it may hold.
    """
    text, first = prose.texts.pop(key), prose.lines.pop(key)
    lines: list[tuple[str, ...]] = []
    marked: list[Marked] = []
    for number, line in enumerate(text.split("\n")):
        before = sum(map(len, lines))
        taken, found = _take_line(prose, key, first + number, line, before, known)
        lines.append(taken)
        marked += found
    document = Document(tuple(lines))
    if len(document.words) > MAX_WORDS:
        what = f"has {len(document.words)} words"
        prose.fault(key, first, what, f"write {MAX_WORDS} at most")
    if len(marked) > MAX_MARKED:
        prose.fault(key, first, f"has {len(marked)} marks", f"keep {MAX_MARKED} at most")
    return Proof(document, tuple(marked))


def note_strays(prose: Prose) -> None:
    """Note the marks that stand outside a document: they would show what is to be found."""
    for key, text in prose.texts.items():
        for number, line in enumerate(text.split("\n")):
            if _MARK.search(line):
                remedy = "move it into a > [!DOCUMENT id], or write it without [[ ]]"
                what = "a mark stands outside the documents"
                prose.fault(key, prose.lines[key] + number, what, remedy)


def _take_line(
    prose: Prose, key: str, number: int, line: str, before: int, known: Collection[str]
) -> tuple[tuple[str, ...], list[Marked]]:
    """The words of a line, and what is marked among them; `before` words stand above it."""
    clean, places = _unmarked(line.replace("'", "’"))
    if _STRAY.search(clean):
        remedy = "write [[words|fault]], on one line"
        prose.fault(key, number, "a mark is not complete", remedy)
    if slots(clean):
        remedy = "write the figure itself"
        prose.fault(key, number, "a document shows no figures of a draw", remedy)
    pieces, found = words(clean), list[Marked]()
    for start, stop, match in places:
        fault, why = ((part or "").strip() for part in match.group(2, 3))
        inside = [at for at, (_, begin, end) in enumerate(pieces) if begin < stop and end > start]
        if not inside:
            prose.fault(key, number, "a mark holds no words", "write [[words|fault]]")
        elif fault not in known:
            what = f"{quoted(fault)} is not a fault of this document"
            prose.fault(key, number, what, instead(fault, known))
        else:
            found.append(Marked(Span(before + inside[0], before + inside[-1]), fault, typeset(why)))
    if any(one.span.shared(other.span) for one, other in pairwise(found)):
        remedy = "part them by a space, or mark them as one"
        prose.fault(key, number, "two marks share a word", remedy)
    return tuple(word for word, _, _ in pieces), found


def _unmarked(line: str) -> tuple[str, list[tuple[int, int, re.Match[str]]]]:
    """A line without its marks, and where the words of each stand in it."""
    clean, end, places = "", 0, []
    for match in _MARK.finditer(line):
        clean += line[end : match.start()]
        places.append((len(clean), len(clean) + len(match[1]), match))
        clean += match[1]
        end = match.end()
    return clean + line[end:], places
