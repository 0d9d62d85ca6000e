"""The tables behind the figures: every measure with its range, and what each line brings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from school.campaign import metrics
from school.campaign.messages import N_
from school.campaign.outcome import LineOutcome
from school.campaign.sales import order_value, usual_buyers
from school.learning import measured
from school.learning.lab import computing
from school.learning.lab.results import GAINS, Results
from school.learning.wording.speech import _

GROUPS: Sequence[tuple[str, Sequence[str]]] = (
    (N_("Audience"), ("reach_gross", "reach_net", "frequency", "grp", "views", "engagements")),
    (
        N_("Orders"),
        (
            "clicks",
            "orders.click",
            "orders.total",
            "orders.incremental",
            "orders.utm",
            "orders.code",
        ),
    ),
    (N_("Cost"), ("cost", "cpm", "cpe", "cpc", "cpa.code", "cpa.incremental")),
    (
        N_("Return"),
        (
            "roas.utm",
            "roas.code",
            "roas.total",
            "roas.incremental",
            "break_even.roas",
            "break_even.orders",
            "margin",
            "profit",
            "roi_traced",
            "roi",
        ),
    ),
)


@dataclass(frozen=True)
class Row:
    """A line of a table: its name, and its cells."""

    name: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Group:
    """Rows under a common title."""

    title: str
    rows: Sequence[Row]


def measures(found: Results, locale: str) -> Iterator[Group]:
    """Every measure: as expected, then low, middle and high of the draws."""
    drawn = computing.ranges(found.plan).by_measure
    withheld = GAINS if found.breaches else frozenset()

    def row(name: str) -> Row:
        marks = drawn[name]
        figures = (found.values[name], marks.p5, marks.p50, marks.p95)
        shown = [None] * 4 if name in withheld else figures
        return Row(measured.name(name), [measured.written(name, each, locale) for each in shown])

    for title, names in GROUPS:
        yield Group(_(title), [row(name) for name in names])


LineFigure = Callable[[LineOutcome, float], float]
_OF_LINES: Mapping[str, LineFigure] = {
    "reach_gross": lambda line, _worth: line.reach_gross,
    "reach_net": lambda line, _worth: line.reach_alone,
    "frequency": lambda line, _worth: metrics.frequency(line.reach_gross, line.reach_alone),
    "views": lambda line, _worth: line.views,
    "engagements": lambda line, _worth: line.engagements,
    "clicks": lambda line, _worth: line.clicks,
    "orders.total": lambda line, _worth: line.orders.total,
    "orders.incremental": lambda line, _worth: line.orders.incremental,
    "orders.utm": lambda line, _worth: line.orders.utm,
    "orders.code": lambda line, _worth: line.orders.code,
    "cost": lambda line, _worth: line.costs.total,
    "cpm": lambda line, _worth: metrics.cpm(line.costs.total, line.views),
    "cpe": lambda line, _worth: metrics.cpe(line.costs.total, line.engagements),
    "cpc": lambda line, _worth: metrics.cpc(line.costs.total, line.clicks),
    "cpa.incremental": lambda line, _worth: metrics.cpa(line.costs.total, line.orders.incremental),
    "roas.total": lambda line, worth: metrics.roas(line.orders.total * worth, line.costs.total),
    "margin": lambda line, _worth: line.margin,
    "roi": lambda line, _worth: metrics.roi(line.margin, line.costs.total),
}
"""What is known of one line; `worth` is the net revenue (€) of one order. A line's net reach is
the one it would have alone."""


@dataclass(frozen=True)
class Lines:
    """The table of the lines that hold somebody: a column each, in the order of the page."""

    titles: Sequence[str]
    rows: Sequence[Row]


def lines(found: Results, titles: Sequence[str], locale: str) -> Lines:
    """What each line brings, beside the whole. `titles`: what each line of the plan is called."""
    result = computing.outcome(found.plan)
    present = [line for line in result.lines if line.creator.count]
    worth = order_value(found.plan.brief, usual_buyers(found.plan.brief))
    withheld = GAINS if found.breaches else frozenset()
    rows = []
    for name, figure in _OF_LINES.items():
        each = [None if name in withheld else _known(figure, line, worth) for line in present]
        cells = [measured.written(name, value, locale) for value in (*each, found.values[name])]
        rows.append(Row(measured.name(name), cells))
    called = zip(titles, result.lines, strict=True)
    return Lines([title for title, line in called if line.creator.count], rows)


def _known(figure: LineFigure, line: LineOutcome, worth: float) -> float | None:
    try:
        return figure(line, worth)
    except metrics.MetricError:
        return None
