"""The raw text of a file: what no text may be, and the text made fit to read all the same."""

from __future__ import annotations

from collections.abc import Iterator

from school.curriculum.characters import faults_of, visible
from school.exercises.contract import Fault

LARGEST = 64 * 1024
"""Bytes of a text: a lesson is far shorter, and rendering slows down as the square of it."""

_MARK = "\ufeff"


def faults_in(text: str) -> Iterator[Fault]:
    """What is wrong before reading: size, encoding mark, line ends, hidden characters."""
    if is_too_large(text):
        what = f"is over {LARGEST // 1024} KB"
        yield Fault(1, "text", what, "split it in two, or move what is long to media/")
    if text.startswith(_MARK):
        yield Fault(1, "text", "begins with a byte order mark", "save it as UTF-8 without a mark")
    if "\r\n" in text:
        line = text.count("\n", 0, text.index("\r\n")) + 1
        yield Fault(line, "text", "has line ends of Windows", "save it with Unix line ends (LF)")
    yield from faults_of(_plain(text))


def is_too_large(text: str) -> bool:
    """Whether a text is over the limit, in UTF-8."""
    return len(text) > LARGEST or len(text.encode(errors="replace")) > LARGEST


def readable(text: str) -> str:
    """The text without what `faults_in` reports, so that its other faults are found too."""
    return visible(_plain(text))


def _plain(text: str) -> str:
    return text.removeprefix(_MARK).replace("\r\n", "\n")
