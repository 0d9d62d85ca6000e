"""A document made of words, and the passages of it that somebody points at.

Words are what spaces part, numbered from 0. A sign alone (`!`, `»`, `€`) belongs to the word beside
it, and so do the thousands of a number: a no-break space joins them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import combining

JOINT = "\N{NO-BREAK SPACE}"

_OPENING = re.compile(r"[«(\[“–—•-]+")
_THOUSANDS = re.compile(r"(?:^|\D)\d{1,3}$"), re.compile(r"\d{3}(?!\d)")


@dataclass(frozen=True)
class Span:
    """Words from a first one to a last one, both included."""

    first: int
    last: int

    def shared(self, other: Span) -> int:
        """How many words two spans have in common."""
        return max(0, min(self.last, other.last) - max(self.first, other.first) + 1)

    def overlap(self, other: Span) -> float:
        """Words in common ÷ words of either (Jaccard's index), from 0 to 1."""
        shared = self.shared(other)
        return shared / (len(self) + len(other) - shared)

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Document:
    """The words of each line; a line without words parts two paragraphs."""

    lines: tuple[tuple[str, ...], ...]

    @cached_property
    def words(self) -> Sequence[str]:
        """Every word, in order."""
        return [word for line in self.lines for word in line]

    @cached_property
    def _sounds(self) -> Sequence[tuple[str, int]]:
        """What is compared of each word, with the word's number."""
        return [(sound, at) for at, word in enumerate(self.words) for sound in _sounds(word)]

    def text(self, span: Span) -> str:
        """The words of a span."""
        return " ".join(self.words[span.first : span.last + 1])

    def quote(self, span: Span) -> str:
        """The words of a span, without the punctuation that follows them."""
        return self.text(span).rstrip(f" {JOINT},;:.!?…") or self.text(span)

    def paragraphs(self) -> list[list[range]]:
        """The numbers of the words, by paragraph and line."""
        found: list[list[range]] = [[]]
        at = 0
        for line in self.lines:
            if line:
                found[-1].append(range(at, at + len(line)))
            elif found[-1]:
                found.append([])
            at += len(line)
        return [paragraph for paragraph in found if paragraph]

    def find(self, typed: str) -> list[Span]:
        """The places where words stand, whatever their case, accents and punctuation."""
        wanted = _sounds(typed)
        if not wanted:  # signs alone: an emoji on a line of its own
            return [Span(at, at) for at, word in enumerate(self.words) if word == typed.strip()]
        sounds = [sound for sound, _ in self._sounds]
        spans = (
            Span(self._sounds[at][1], self._sounds[at + len(wanted) - 1][1])
            for at in range(len(sounds) - len(wanted) + 1)
            if sounds[at : at + len(wanted)] == wanted
        )
        return list(dict.fromkeys(spans))

    def begins(self, place: int, span: Span) -> bool:
        """Whether a span begins at a word, but for signs that cannot be compared."""
        return place <= span.first and not _sounds(" ".join(self.words[place : span.first]))


def words(line: str) -> list[tuple[str, int, int]]:
    """The words of a line, each with where it begins and ends in it."""
    found: list[tuple[str, int, int]] = []
    for word, start, end in _pieces(line):
        if found and _joins(found[-1][0], word):
            before, begun, _ = found.pop()
            found.append((f"{before}{JOINT}{word}", begun, end))
        else:
            found.append((word, start, end))
    return found


def typeset(line: str) -> str:
    """A line whose signs do not part from the words beside them."""
    return " ".join(word for word, _, _ in words(line))


def _pieces(line: str) -> Iterator[tuple[str, int, int]]:
    return ((match[0], match.start(), match.end()) for match in re.finditer(r"\S+", line))


def _joins(before: str, word: str) -> bool:
    last = before.rpartition(JOINT)[2]
    if _OPENING.fullmatch(last):
        return True
    number, thousands = _THOUSANDS
    if number.search(last) and thousands.match(word):
        return True
    return not any(map(str.isalnum, word)) and not _OPENING.fullmatch(word)


def _sounds(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(sign for sign in apart if not combining(sign)))
