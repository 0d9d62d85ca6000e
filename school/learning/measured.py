"""A campaign's measures as a page shows them: named, written for a glance, ranges on a scale."""

from __future__ import annotations

from dataclasses import dataclass

from school.campaign.uncertainty import Range
from school.exercises.figures import format_value
from school.exercises.report import MEASURE_FORMATS
from school.learning.measures import NAMES, SHORT
from school.learning.plot import axis
from school.learning.wording.speech import _

CERTAIN = "cost"
"""The one measure that is known before the campaign."""


@dataclass(frozen=True)
class Band:
    """A range on its own scale, in per cent from the left; `zero` where 0 stands, if inside."""

    text: str
    low: float
    high: float
    point: float
    zero: float | None


def name(measure: str) -> str:
    """The name of a measure, in the page's language."""
    return _(NAMES[measure])


def short(measure: str) -> str:
    """The shortest name of a big figure, in the page's language."""
    return _(SHORT[measure])


def written(measure: str, value: float | None, locale: str, like: float | None = None) -> str:
    """A measure as a glance needs it: whole euros, tenths of a per cent.

    `like` is the figure whose precision to take, when it is not the value's own.
    """
    fmt = MEASURE_FORMATS[measure]
    if fmt == "eur" and abs(like or value or 0) >= 100:
        fmt = "eur0"
    if fmt == "pct" and value is not None:
        value = round(value, 3)
    return format_value(value, fmt, locale)


def band(measure: str, value: float | None, found: Range, locale: str) -> Band | None:
    """The range of a measure around its value; nothing when it has none."""
    low, high = found.p5, found.p95
    if measure == CERTAIN or value is None or low is None or high is None or low == high:
        return None
    scale = axis(min(low, value, 0.0), max(high, value, 0.0))
    text = _(
        "between %(low)s and %(high)s",
        low=written(measure, low, locale),
        high=written(measure, high, locale),
    )
    zero = scale.at(0.0) if scale.low < 0 < scale.high else None
    return Band(text, scale.at(low), scale.at(high), scale.at(value), zero)
