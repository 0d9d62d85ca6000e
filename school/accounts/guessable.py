"""Which passwords are guessed first.

The list of common ones beside this file is made from the 30,000 most frequent passwords of the
public leaks, as ordered by zxcvbn 4.5 (MIT licence, © 2016 Daniel Wolf and Dropbox): the words of
four letters or more, and whatever has twelve characters; then the French and the school's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

ENOUGH = 8
"""Characters that a password must have beside a known word for the word not to count."""
FEWEST_DIFFERENT = 5
SHORTEST_WORD = 4

_LIST = Path(__file__).parent / "common_passwords.txt"
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)
_NEIGHBOURS = frozenset(
    pair for row in _ROWS for a, b in pairwise(row) for pair in ((a, b), (b, a), (a, a), (b, b))
)


def is_regular(password: str) -> bool:
    """Whether it has few different characters, repeats a part, or runs along a keyboard."""
    text = re.sub(r"[\W_]", "", _fold(password)) or password
    jumps = sum(pair not in _NEIGHBOURS for pair in pairwise(text))
    repeats = re.fullmatch(r"(.+?)\1+.{0,3}", text, re.DOTALL) is not None
    return len(set(text)) < FEWEST_DIFFERENT or repeats or jumps < len(text) / 4


def is_common(password: str) -> bool:
    """Whether it is a frequent password, or a frequent word with a few characters around it."""
    text = _fold(password)
    word = "".join(re.findall("[a-z]+", text))
    return text in _common() or (word in _common() and len(text) - len(word) < ENOUGH)


def is_personal(password: str, known: Iterable[str]) -> bool:
    """Whether little is left of it once what others know of the person is taken out."""
    text = left = _fold(password)
    for word in sorted(_words(known), key=len, reverse=True):
        left = left.replace(word, "")
    return left != text and len(left) < ENOUGH


def _words(known: Iterable[str]) -> set[str]:
    parts = {part for text in known for part in (_fold(text), *re.split(r"[\W_]+", _fold(text)))}
    return {part for part in parts if len(part) >= SHORTEST_WORD}


def _fold(text: str) -> str:
    """Lower case without accents: guessers try the variants together."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_LIST.read_text(encoding="utf-8").split())
