"""A campaign as a table for a spreadsheet: its decisions, then what it brings, with ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from school.campaign.messages import N_
from school.exercises.figures import FORMATS, rounded
from school.exercises.report import MEASURE_FORMATS
from school.learning import measured
from school.learning.lab import computing, parameters, wording
from school.learning.lab.fields import ASSUMPTIONS, BRIEF, BY, CONVERSION, FIGURES, MEASURE, PRESET
from school.learning.lab.results import GAINS, Results
from school.learning.lab.sheet import Sheet
from school.learning.lab.tables import GROUPS
from school.learning.wording.speech import _
from school.web.spreadsheet import Cell

COLUMNS = (
    N_("Part"),
    N_("Line"),
    N_("Unit"),
    N_("Value"),
    N_("Low (P5)"),
    N_("Middle (P50)"),
    N_("High (P95)"),
    N_("What it rests on"),
)
Row = Sequence[Cell]


def rows(sheet: Sheet, found: Results, name: str) -> Iterator[Row]:
    """The table, its titles first. `name` is what the campaign is called, if it has a name."""
    yield [_(each) for each in COLUMNS]
    yield _row(_("Campaign"), _("Name"), name)
    yield from _decisions(sheet, found.plan.brief.conversion_level)
    for breach in found.breaches:
        yield _row(_("Law"), _("Breach"), _(breach.sentence), basis=breach.law)
    yield from _measures(found)


def _row(part: str, line: str, value: Cell, unit: str = "", basis: str = "") -> Row:
    """A row that has no range."""
    return [part, line, unit, value, None, None, None, basis]


def _decisions(sheet: Sheet, level: float) -> Iterator[Row]:
    """What was decided, in the order of the page; not what the chart shows."""
    for name in sheet.decisions:
        if name in (MEASURE, PRESET, CONVERSION.name):
            continue
        if name in sheet.figures:
            yield _figure(sheet, name)
        else:
            yield _row(_part(name), wording.field(name), wording.held(sheet, name))
    yield _row(_("The brief"), _(CONVERSION.label), _exact(level), basis=_basis(CONVERSION.name))


def _figure(sheet: Sheet, name: str) -> Row:
    value, unit = sheet.figures[name], FIGURES[name].unit
    shown = None if value is None else _exact(value) * (100 if unit == "%" else 1)
    return _row(_part(name), wording.field(name), shown, unit, _basis(name))


def _part(name: str) -> str:
    if "." in name or name == BY:
        return _("The creators")
    if name in {field.name for field in ASSUMPTIONS}:
        return _("Assumptions")
    return _("The brief") if name in _OF_BRIEF else _("Law")


_OF_BRIEF = {field.name for field in BRIEF} | {"repeat_factor"}


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))


def _basis(name: str) -> str:
    """How far to trust a parameter, and its usual range."""
    row = parameters.of_field(FIGURES[name])
    if row is None:
        return ""
    low, typical, high = row.cells
    trust = ", ".join(words for words, _assumed in row.basis.trust)
    marks = _(
        "low %(low)s, typical %(typical)s, high %(high)s", low=low, typical=typical, high=high
    )
    return f"{trust} · {marks}"


def _measures(found: Results) -> Iterator[Row]:
    """Every measure: as expected, then low, middle and high of the draws."""
    drawn = computing.ranges(found.plan).by_measure
    withheld = GAINS if found.breaches else frozenset()
    for title, names in GROUPS:
        for name in names:
            marks = drawn[name]
            figures = (found.values[name], marks.p5, marks.p50, marks.p95)
            shown = [None if name in withheld else _shown(name, each) for each in figures]
            unit = FORMATS[MEASURE_FORMATS[name]].unit
            yield [_(title), measured.name(name), unit, *shown, ""]
    yield _row(_("Return"), _("Odds of a gain"), _shown("roi", found.odds), "%")


def _shown(name: str, value: float | None) -> Decimal | None:
    """A figure of a measure, as precise as it may be shown."""
    if value is None:
        return None
    fmt = MEASURE_FORMATS[name]
    return rounded(value, fmt) * FORMATS[fmt].scale
