"""Reading words as people mean them: case, accents, hyphens and articles do not count."""

from __future__ import annotations

import re
import unicodedata

LEAST_NEAR = 5
"""A word under so many letters is never near another: CPC is not CPM misspelt."""

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ı": "i"})
_SEPARATORS = re.compile(r"[\s'’‘ʼ‛´`\-\u2010-\u2015−_]+")
_AROUND = ' .,;:!?…«»“”„"()[]'
_ARTICLE = re.compile(r"^(?:le|la|les|l|un|une|the) (?=.)")


def fold(text: str) -> str:
    """What is left of words once all that does not count is gone; words are a space apart.

    A leading article goes too (le, la, les, l', un, une, the) unless it stands alone.
    """
    letters = _decomposed(_decomposed(text).casefold().translate(_LETTERS))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    spaced = _SEPARATORS.sub(" ", bare).strip(_AROUND)
    return _ARTICLE.sub("", spaced, count=1).strip(_AROUND)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def is_printable(text: str) -> bool:
    """Whether a text holds no control character and no half of a character."""
    return all(unicodedata.category(each) not in {"Cc", "Cs"} for each in text)


def is_near(typed: str, right: str) -> bool:
    """Whether one edit makes two folded texts the same.

    An edit is a letter added, left out, changed, or swapped with the next one.
    """
    if len(right) < LEAST_NEAR:
        return False
    pairs = enumerate(zip(typed, right, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), None)
    if same is None:
        return abs(len(typed) - len(right)) <= 1
    one, other = typed[same:], right[same:]
    swapped = one[1::-1] + one[2:]
    return other == swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]
