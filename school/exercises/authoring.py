"""What an author wrote that does not fit, and what to write instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

NEAR = 0.65
"""How alike two words must be for one to be meant by the other, from 0 to 1."""

TYPOS = 2
"""Letters added, dropped or changed that make a misspelt word of another."""


class AuthoringError(ValueError):
    """Something that an author wrote: `what` is wrong with it, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what
        self.remedy = remedy


def plain(word: str) -> str:
    """A word without accents."""
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()


def quoted(raw: object) -> str:
    """What was written, shortened, between quotes."""
    text = _as_written(raw)
    return f"“{text[:57]}…”" if len(text) > 60 else f"“{text}”"


def _as_written(raw: object) -> str:
    """A value as an author writes it, on one line."""
    match raw:
        case None:
            return ""
        case bool():
            return str(raw).lower()
        case Mapping():
            return f"{{{', '.join(f'{name}: {_as_written(raw[name])}' for name in raw)}}}"
        case list():
            return f"[{', '.join(map(_as_written, raw))}]"
    return str(raw)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that an unknown one is meant for, whatever its case and accents."""
    look = plain(word[:60]).lower()
    by_look = {plain(name).lower(): name for name in known}
    near = get_close_matches(look, by_look, n=1, cutoff=NEAR)
    longer = [name for name in by_look if len(name) > 2 and look.startswith(name)]
    return next((by_look[name] for name in near + longer), None)


def instead(word: str, known: Iterable[str], none: str = "remove it") -> str:
    """A remedy for an unknown word: the nearest known one, or all that are known.

    `none` is said when nothing is known.
    """
    words = sorted(filter(None, known))
    if not words:
        return none
    if near := nearest(word, words):
        return f"write {near}"
    return f"write one of: {', '.join(words)}"


def misspelt(word: str, known: Iterable[str]) -> str | None:
    """The known word that another is a typo or two away from; None for a known word itself."""
    words = list(known)
    if word in words:
        return None
    return next((name for name in words if _typos(word, name) <= TYPOS), None)


def _typos(word: str, other: str) -> int:
    """How many letters are added, dropped or changed between two words (Levenshtein)."""
    row = list(range(len(other) + 1))
    for count, letter in enumerate(word, 1):
        above, row = row, [count]
        for place, their in enumerate(other):
            row.append(min(above[place] + (letter != their), above[place + 1] + 1, row[place] + 1))
    return row[-1]
