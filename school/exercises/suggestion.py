"""The nearest right word, to say in a remedy."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


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
