"""What sets the decisions of two scenarios apart, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from school.learning.lab import wording
from school.learning.lab.fields import CONVERSION, MEASURE, PRESET
from school.learning.lab.sheet import Sheet
from school.learning.wording.speech import _


@dataclass(frozen=True)
class Difference:
    """A field that two scenarios fill differently."""

    name: str
    first: str
    second: str


def differences(first: Sheet, second: Sheet) -> Iterator[Difference]:
    """The decisions that differ, in the order of the page; not what the chart shows.

    Two ways to compose the creators are told apart by that alone, not field by field.
    """
    sheets = (first, second)
    counting = [set(each.decisions) for each in sheets]
    for name in dict.fromkeys((*first.form, *second.form)):
        here = [name in names for names in counting]
        comparable = all(here) or (any(here) and first.named == second.named)
        if name in _APART or not comparable:
            continue
        if not all(here) or list(first.plain[name]) != list(second.plain[name]):
            held = [
                wording.held(sheet, name) if there else _("none")
                for sheet, there in zip(sheets, here, strict=True)
            ]
            yield Difference(wording.field(name), *held)
    levels = [wording.conversion(each) for each in (first, second)]
    if levels[0] != levels[1]:
        yield Difference(wording.field(CONVERSION.name), *levels)


_APART = (MEASURE, PRESET, CONVERSION.name)
"""The chart's measure decides nothing; a preset and a typed level are one decision."""
