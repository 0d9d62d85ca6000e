"""How a figure moved since the last move, in the unit of what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from school.exercises.figures import format_value
from school.exercises.report import MEASURE_FORMATS
from school.learning import measured
from school.learning.wording.speech import _

REMEMBERED = ("reach_net", "orders.incremental", "cost", "roi_traced", "roi")
SEPARATOR = " "
LARGEST = 1e12


@dataclass(frozen=True)
class Change:
    """What moved, in words, and whether it went `up` or `down`; nothing when it did not."""

    text: str = ""
    trend: str = ""


def change(measure: str, before: float | None, after: float | None, locale: str) -> Change:
    """The change of a measure, when it shows."""
    if before is None or after is None:
        return Change()
    shown = [measured.written(measure, value, locale) for value in (before, after)]
    if shown[0] == shown[1]:
        return Change()
    moved = after - before
    sign, trend = ("+", "up") if moved > 0 else ("", "down")
    if MEASURE_FORMATS[measure] == "pct":
        points = format_value(round(100 * moved, 1), "number", locale)
        return Change(_("%(points)s points", points=sign + points), trend)
    return Change(sign + measured.written(measure, moved, locale, like=after), trend)


def remember(values: Mapping[str, float | None]) -> str:
    """The big figures as the page keeps them until the next move."""
    kept = (values[name] for name in REMEMBERED)
    return SEPARATOR.join("" if value is None else f"{value:.6g}" for value in kept)


def recall(text: str) -> Mapping[str, float]:
    """The figures that `remember` wrote. They come back from the browser: whatever is no figure
    is left out.
    """
    found = {}
    for name, part in zip(REMEMBERED, text[:200].split(SEPARATOR), strict=False):
        try:
            value = float(part)
        except ValueError:
            continue
        if abs(value) < LARGEST:
            found[name] = value
    return found
