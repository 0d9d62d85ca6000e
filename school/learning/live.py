"""The live view of a play in progress, as its template draws it: figures, ranges, chart, goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from school.exercises.figures import format_value
from school.exercises.report import MEASURE_FORMATS
from school.learning.card import Card
from school.learning.measures import NAMES
from school.learning.plot import Axis, axis

FIGURES = ("reach_net", "orders.incremental", "cost")
"""The big figures of a campaign, above the two ROI that always stand side by side."""

ROI = ("roi_traced", "roi")


@dataclass(frozen=True)
class Goal:
    """A line of the checklist: the goal, whether it is met, where the play stands, its points."""

    text: Markup
    met: bool
    value: str
    points: str


@dataclass(frozen=True)
class Band:
    """A range on its own scale, in per cent from the left; `zero` where 0 stands, if inside."""

    text: str
    low: float
    high: float
    point: float
    zero: float | None


@dataclass(frozen=True)
class Figure:
    """A measure as it is shown, and its range when there is one."""

    name: str
    value: str
    range: Band | None = None


@dataclass(frozen=True)
class Chart:
    """A plan on cost (across) and result (up), in per cent of each axis, with its landmarks."""

    across: Axis
    up: Axis
    result: str
    cost: float
    value: float
    low: float
    high: float
    budget: float | None
    target: float | None
    summary: str


def goals(card: Card) -> Iterator[Goal]:
    """The checklist, in the author's order."""
    formats = _formats(card)
    for goal, found in zip(card.widget["goals"], card.preview.get("goals", ()), strict=False):
        yield Goal(
            text=card.text(f"goal.{goal['id']}"),
            met=found["met"],
            value=format_value(found["value"], formats[goal["measure"]], card.locale),
            points=format_value(goal["points"], "number", card.locale),
        )


def outputs(card: Card) -> Iterator[tuple[Markup, str]]:
    """The results of a simulator: their label and figure."""
    found = card.preview.get("outputs", {})
    for output in card.widget["outputs"]:
        value = format_value(found.get(output["id"]), output["format"], card.locale)
        yield card.text(f"output.{output['id']}"), value


def figures(card: Card, names: tuple[str, ...]) -> Iterator[Figure]:
    """Measures of the campaign composed so far."""
    for name in names:
        value = card.preview["figures"][name]
        yield Figure(_name(name), _written(name, value, card.locale), _band(card, name, value))


def chart(card: Card) -> Chart | None:
    """The plan against its budget and its target; nothing before it holds a creator."""
    measure = card.widget["frontier"] or "orders.incremental"
    cost, value = card.preview["cost"], card.preview["figures"][measure]
    if not cost or value is None:
        return None
    found = card.preview["ranges"][measure]
    low, high = found["p5"], found["p95"]
    budget = card.widget["brief"].get("budget")
    target = _target(card.widget["goals"], measure)
    return Chart(
        across=axis(0, max(cost, budget or 0)),
        up=axis(min(0, low), max(high, value, target or 0)),
        result=_name(measure),
        cost=cost,
        value=value,
        low=low,
        high=high,
        budget=budget,
        target=target,
        summary=_summary(card, measure, cost, value),
    )


def _summary(card: Card, measure: str, cost: float, value: float) -> str:
    found = card.preview["ranges"][measure]
    return str(
        gettext(
            "Your plan costs %(cost)s. %(measure)s: %(value)s, nine times in ten "
            "between %(low)s and %(high)s.",
            cost=_written("cost", cost, card.locale),
            measure=_name(measure),
            value=_written(measure, value, card.locale),
            low=_written(measure, found["p5"], card.locale),
            high=_written(measure, found["p95"], card.locale),
        )
    )


def _target(goals: list[dict[str, Any]], measure: str) -> float | None:
    """What a goal asks of a measure at least, if one does."""
    return next((g["at_least"] for g in goals if g["measure"] == measure and "at_least" in g), None)


def _band(card: Card, name: str, value: float | None) -> Band | None:
    """The range of a measure; nothing for the cost, which is known, or when there is none."""
    found = card.preview["ranges"].get(name) or {}
    low, high = found.get("p5"), found.get("p95")
    if name == "cost" or value is None or low is None or high is None or low == high:
        return None
    scale = axis(min(low, value, 0.0), max(high, value, 0.0))
    ends = (_written(name, end, card.locale) for end in (low, high))
    text = gettext("between %(low)s and %(high)s", low=next(ends), high=next(ends))
    zero = scale.at(0.0) if scale.low < 0 < scale.high else None
    return Band(text, scale.at(low), scale.at(high), scale.at(value), zero)


def _formats(card: Card) -> Mapping[str, str]:
    """How each measure that a goal may name is shown."""
    known = [*card.widget.get("inputs", ()), *card.widget.get("outputs", ())]
    return {each["id"]: each["format"] for each in known} if known else MEASURE_FORMATS


def _name(measure: str) -> str:
    return str(gettext(NAMES[measure]))


def _written(measure: str, value: float | None, locale: str) -> str:
    fmt = MEASURE_FORMATS[measure]
    return format_value(value, "eur0" if fmt == "eur" and abs(value or 0) >= 100 else fmt, locale)
