"""What an author wrote that does not fit, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class AuthoringError(ValueError):
    """Something that an author wrote: `what` is wrong with it, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what
        self.remedy = remedy


def quoted(raw: object) -> str:
    """What was written, shortened, between quotes."""
    text = str(raw)
    return f"“{text[:57]}…”" if len(text) > 60 else f"“{text}”"


def instead(word: str, known: Iterable[str], none: str = "remove it") -> str:
    """A remedy for an unknown word: the nearest known one, or all that are known.

    `none` is said when nothing is known.
    """
    words = sorted(known)
    if not words:
        return none
    if near := get_close_matches(word[:60], words, n=1):
        return f"write {near[0]}"
    return f"write one of: {', '.join(words)}"
