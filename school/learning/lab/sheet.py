"""A campaign as it was typed: what it reads as, and everything that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from school.campaign.plan import Deal, Plan
from school.exercises.contract import AnswerError, Form
from school.exercises.forms import among, only
from school.learning.lab import fields, named, typed
from school.learning.lab.fields import (
    BY,
    CHOICES,
    CONVERSION,
    FIGURES,
    FORMATS,
    LINES,
    MEASURE,
    NAMED,
    OTHER,
    PRESET,
)
from school.learning.lab.named import Row
from school.learning.lab.plan import plan_of

READING = "reading."
"""Buttons that pick a reading of an ambiguous field: `reading.basket=1234`."""

BOXES = "boxes"
"""Sent by the page's form, from which boxes that are not ticked are missing."""

_FORMATS = {line.formats_field: line for line in LINES}
_NAMES_OF_CREATORS = frozenset(row.name_field for row in named.ROWS)
_FEES = {row.fee.name: row.deal_field for row in named.ROWS}
_BY_TIER = frozenset(name for line in LINES for name in (line.count.name, *line.settings))


@dataclass(frozen=True)
class Sheet:
    """A form completed and read: the figures found in it, and its problems, by field.

    `plan` is None while there are problems.
    """

    form: Form
    figures: Mapping[str, float | None]
    problems: Mapping[str, AnswerError]
    plan: Plan | None

    def value(self, name: str) -> str:
        """What a field of one value holds, as it was typed."""
        return next(iter(self.form[name]), "")

    def values(self, name: str) -> Sequence[str]:
        """What a field of several values holds."""
        return self.form[name]

    def text(self, name: str, locale: str = typed.PLAIN) -> str:
        """A figure rewritten in a language; as it was typed when it cannot be read."""
        if name not in self.figures:
            return self.value(name)
        return typed.write(FIGURES[name], self.figures[name], locale)

    def faulty(self, names: Iterable[str]) -> bool:
        """Whether one of these fields cannot be read."""
        return any(name in self.problems for name in names)

    @property
    def named(self) -> bool:
        """Whether the creators are composed by name, and not by size of account."""
        return list(self.form[BY]) == [NAMED]

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of creators whom one knows by name, those that are composed or put aside."""
        return named.present(self.form)

    @property
    def decisions(self) -> Sequence[str]:
        """The fields that count for the plan, in the order of the page."""
        return [name for name in self.form if _counts(self.form, name)]

    @property
    def measure(self) -> str:
        """What the chart shows."""
        return CHOICES[MEASURE][0] if MEASURE in self.problems else self.value(MEASURE)

    @cached_property
    def plain(self) -> Form:
        """The fields in no language, for addresses and for keeping."""
        return {
            name: [self.text(name)] if name in self.figures else values
            for name, values in self.form.items()
        }

    @cached_property
    def query(self) -> str:
        """The query of this campaign's address."""
        return urlencode(self.plain, doseq=True)


def read(form: Form, locale: str) -> Sheet:
    """Read a form, a query or what was kept, whatever it holds.

    What it leaves out is as in the opening plan, but for the boxes of the page's own form. What
    does not count for the plan, such as the other way to compose it, is kept and never a problem.
    """
    completed = _completed(form)
    figures: dict[str, float | None] = {}
    problems: dict[str, AnswerError] = {}
    for name in completed:
        try:
            if name in FIGURES:
                _read_figure(completed, name, locale, figures)
            elif name in _FORMATS:
                _check_formats(completed, name, figures)
            elif name in _NAMES_OF_CREATORS:
                only(completed, name, named.LONGEST)
            elif only(completed, name) not in CHOICES[name]:
                raise AnswerError("not-an-option", name)
        except AnswerError as error:
            if _counts(completed, name):
                problems[name] = error
    plan = None if problems else plan_of(figures, completed)
    return Sheet(completed, figures, problems, plan)


@lru_cache
def opening() -> Form:
    """The fields of the plan that the page opens with, in no language."""
    figures = {
        name: [typed.write(field, field.start)]
        for name, field in FIGURES.items()
        if name not in named.NAMES
    }
    return {**figures, **fields.STARTS}


def _completed(form: Form) -> Form:
    completed: dict[str, Sequence[str]] = {}
    for name, values in opening().items():
        missing: Sequence[str] = [] if name in _FORMATS and BOXES in form else values
        completed[name] = form.get(READING + name) or form.get(name) or missing
    for row in named.present(form):
        starts = {each.name: typed.write(each, each.start) for each in row.figures}
        starts[row.deal_field] = str(row.deal)
        for name in row.names:
            completed[name] = form.get(READING + name) or form.get(name) or [starts.get(name, "")]
    return completed


def _counts(form: Form, name: str) -> bool:
    """Whether a field counts for the plan: a fee counts for those who are paid one."""
    if name in named.NAMES:
        paid = name not in _FEES or list(form[_FEES[name]]) == [Deal.PAID]
        return paid and list(form[BY]) == [NAMED]
    return name not in _BY_TIER or list(form[BY]) != [NAMED]


def _read_figure(form: Form, name: str, locale: str, figures: dict[str, float | None]) -> None:
    if name == CONVERSION.name and list(form[PRESET]) != [OTHER]:
        return
    figures[name] = typed.read(FIGURES[name], only(form, name), locale)


def _check_formats(form: Form, name: str, figures: Mapping[str, float | None]) -> None:
    ticked = among(form, name, list(FORMATS))
    if not ticked and figures.get(_FORMATS[name].count.name):
        raise AnswerError("empty", name)
