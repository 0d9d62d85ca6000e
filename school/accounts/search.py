"""People found by what one remembers of their name or address, whatever its accents and case.

The database folds what it holds as Python folds what is looked for, by the same table of letters.
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func

from school.accounts.models import Person

LONGEST = 200

_ALONE = {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i", "’": "'"}
_DOUBLE = {"œ": "oe", "æ": "ae", "ß": "ss"}


def _bare(letter: str) -> str:
    """A letter in lower case without its marks."""
    parts = unicodedata.normalize("NFKD", letter).lower()
    return "".join(each for each in parts if not unicodedata.combining(each))


_LATIN = map(chr, [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)])
_FOLDED = {each: _bare(each) for each in _LATIN} | _ALONE
_SINGLE = {a: b for a, b in _FOLDED.items() if len(b) == 1 and a != b}
_LETTERS, _OTHERS = "".join(_SINGLE), "".join(_SINGLE.values())
_TABLE = str.maketrans(_LETTERS, _OTHERS)


def fold(text: str) -> str:
    """A text as it is compared: lower case, without accents."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_TABLE)
    for letter, pair in _DOUBLE.items():
        folded = folded.replace(letter, pair)
    return folded


def folded(column: SQLColumnExpression[str]) -> ColumnElement[str]:
    """The same, of what the database holds."""
    found: ColumnElement[str] = func.translate(func.lower(column), _LETTERS, _OTHERS)
    for letter, pair in _DOUBLE.items():
        found = func.replace(found, letter, pair)
    return found


def found_by(text: str) -> ColumnElement[bool]:
    """Whether a person's name and address hold every word of a text, in any order."""
    known = folded(Person.first_name + " " + Person.last_name + " " + Person.email)
    words = re.split(r"[\s-]+", fold(text[:LONGEST]).strip())
    return and_(*(known.contains(word, autoescape=True) for word in words))
