"""What sets the decisions of two scenarios apart, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from school.learning.lab import wording
from school.learning.lab.fields import CONVERSION, MEASURE, PRESET
from school.learning.lab.sheet import Sheet


@dataclass(frozen=True)
class Difference:
    """A field that two scenarios fill differently."""

    name: str
    first: str
    second: str


def differences(first: Sheet, second: Sheet) -> Iterator[Difference]:
    """The decisions that differ, in the order of the page; not what the chart shows."""
    for name, values in first.plain.items():
        if list(values) != list(second.plain[name]) and name not in _APART:
            yield _difference(name, first, second)
    levels = [wording.conversion(each) for each in (first, second)]
    if levels[0] != levels[1]:
        yield Difference(wording.field(CONVERSION.name), *levels)


_APART = (MEASURE, PRESET, CONVERSION.name)
"""The chart's measure decides nothing; a preset and a typed level are one decision."""


def _difference(name: str, first: Sheet, second: Sheet) -> Difference:
    return Difference(wording.field(name), wording.held(first, name), wording.held(second, name))
