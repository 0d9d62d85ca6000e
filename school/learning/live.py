"""The live view of a play in progress, as its template draws it: figures, ranges, chart, goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from school.campaign.uncertainty import Range
from school.exercises.figures import format_value
from school.exercises.report import MEASURE_FORMATS
from school.learning import measured, wording
from school.learning.card import Card
from school.learning.change import Change, change, remember
from school.learning.funnel import Step, steps
from school.learning.measured import Band, band, written
from school.learning.plot import Axis, axis
from school.learning.wording.speech import _

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
class Figure:
    """A measure as it is shown, its range when there is one, its change since the last move."""

    name: str
    value: str
    range: Band | None
    change: Change


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
            points=wording.points_of(goal["points"], card.locale),
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
        found = Range(**card.preview["ranges"][name])
        yield Figure(
            name=measured.name(name),
            value=written(name, value, card.locale),
            range=band(name, value, found, card.locale),
            change=change(name, card.was.get(name), value, card.locale),
        )


def remembered(card: Card) -> str:
    """The figures as the page keeps them until the next move."""
    return remember(card.preview["figures"])


def funnel(card: Card) -> Iterator[Step]:
    """From people reached to clicks to orders."""
    return steps(card.preview["figures"], card.locale)


def strip(card: Card) -> Iterator[Figure]:
    """The big figures under short names, for a phone."""
    names = FIGURES + ROI
    for measure, found in zip(names, figures(card, names), strict=True):
        yield replace(found, name=measured.short(measure))


def campaign_said(card: Card) -> str:
    """What a move brings, in one sentence to be said aloud."""
    shown = [f"{each.name} {each.value}" for each in figures(card, FIGURES + ROI)]
    return ", ".join([*shown, _goals_met(card)])


def simulator_said(card: Card) -> Markup:
    """What a move brings, in one sentence to be said aloud."""
    named = Markup('<span lang="fr">{}</span> {}')
    shown = [named.format(label, figure) for label, figure in outputs(card)]
    return Markup(", ").join([*shown, _goals_met(card)])


def _goals_met(card: Card) -> str:
    found = [goal["met"] for goal in card.preview["goals"]]
    return _("goals met: %(met)d of %(all)d", met=sum(found), all=len(found))


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
        result=measured.name(measure),
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
    return _(
        "Your plan costs %(cost)s. %(measure)s: %(value)s, nine times in ten "
        "between %(low)s and %(high)s.",
        cost=written("cost", cost, card.locale),
        measure=measured.name(measure),
        value=written(measure, value, card.locale),
        low=written(measure, found["p5"], card.locale),
        high=written(measure, found["p95"], card.locale),
    )


def _target(goals: list[dict[str, Any]], measure: str) -> float | None:
    """What a goal asks of a measure at least, if one does."""
    return next((g["at_least"] for g in goals if g["measure"] == measure and "at_least" in g), None)


def _formats(card: Card) -> Mapping[str, str]:
    """How each measure that a goal may name is shown."""
    known = [*card.widget.get("inputs", ()), *card.widget.get("outputs", ())]
    return {each["id"]: each["format"] for each in known} if known else MEASURE_FORMATS
