"""Characters that no text of the curriculum may hold: readers cannot see them, or they reorder."""

from __future__ import annotations

import re
from html import unescape

from school.exercises.contract import Fault

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]|(?<=\\w)\u200d|\u200d(?=\\w)"
)
"""Controls, direction marks, zero-width and private-use characters. The joiner of emoji is let be
between emoji; private-use characters stand for slots while a text is rendered."""


def invisible_in(text: str) -> str | None:
    """The first forbidden character of a text, as `U+202E`; written as an HTML entity counts."""
    found = INVISIBLE.search(text) or INVISIBLE.search(unescape(text))
    return f"U+{ord(found[0]):04X}" if found else None


def faults_of(text: str) -> list[Fault]:
    """One fault for each line that holds a forbidden character."""
    return [
        Fault(number, "text", f"contains the invisible character {code}", "delete this character")
        for number, line in enumerate(text.split("\n"), start=1)
        if (code := invisible_in(line))
    ]


def visible(text: str) -> str:
    """The text with a mark in place of what is forbidden, so that reading can go on."""
    return INVISIBLE.sub("\ufffd", text)
