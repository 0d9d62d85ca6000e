"""The dates of a student: when each module opens to them, and until when work is on time. Pure.

Dates are days in Paris: a module opens as its day begins, and is due until its day ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from school.cohorts.calendar import WEEK, Calendar
from school.curriculum.programme import Announced

WHOLE = 100
"""Per cent."""


@dataclass(frozen=True)
class Span:
    """The days of a module, as numbers of days of teaching after the start, from 0.

    `opens` is that on which it opens, `due` the last on which work is on time.
    """

    opens: int
    due: int

    def extended(self, extra: int) -> Span:
        """The same with a share of its days, in per cent, added at its end; a day begun counts."""
        days = self.due - self.opens + 1
        return Span(self.opens, self.opens - (-days * (WHOLE + extra) // WHOLE) - 1)


@dataclass(frozen=True)
class ModuleDates:
    """The days of a module for a student; `takes_late` when work is taken after the last."""

    opens_on: dt.date
    due_on: dt.date
    takes_late: bool = True

    def state(self, day: dt.date) -> str:
        """`closed`, then `open`; after the last day `late`, or `over` when nothing is taken."""
        if day < self.opens_on:
            return "closed"
        if day <= self.due_on:
            return "open"
        return "late" if self.takes_late else "over"


@dataclass(frozen=True)
class Timetable:
    """What sets the dates of a student in a cohort, or those of the cohort itself.

    `calendar` starts on the student's own first day, when they have one. `by_date` is False where
    every module is open at once. `moved` holds the spans that are not the programme's, by module;
    `extra` is the student's extra time, in per cent.
    """

    cohort: str
    ends_on: dt.date
    calendar: Calendar
    by_date: bool = True
    moved: Mapping[str, Span] = field(default_factory=dict, hash=False)
    extra: int = 0

    def span(self, announced: Announced) -> Span:
        """The days of a module, without extra time."""
        return self.moved.get(announced.id) or planned(announced)

    def dates(self, announced: Announced) -> ModuleDates:
        """The effective dates of a module."""
        span = self.span(announced).extended(self.extra)
        day = self.calendar.day
        return ModuleDates(day(span.opens), day(span.due), announced.late == "accepted")


def planned(announced: Announced) -> Span:
    """The days of a module by the weeks that the programme gives it."""
    first, last = announced.weeks
    return Span((first - 1) * WEEK, last * WEEK - 1)
