"""What a week of the year asks of a student."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from school.cohorts.calendar import WEEK
from school.cohorts.timetable import Span, Timetable
from school.curriculum.lesson import Lesson
from school.curriculum.module import Module
from school.curriculum.programme import Announced
from school.learning import progress
from school.learning.progress import Share
from school.learning.year import Shares
from school.publishing.catalogue import Catalogue


@dataclass(frozen=True)
class Week:
    """A week out of those of the year: its days, its module, its lessons and which are done."""

    number: int
    weeks: int
    first_day: dt.date
    last_day: dt.date
    module: Announced | None
    lessons: Sequence[tuple[Lesson, bool]]
    share: Share


def week(catalogue: Catalogue, timetable: Timetable, today: dt.date, shares: Shares) -> Week | None:
    """The week of the year that a day falls in; None in holidays, before the first and after."""
    calendar, programme = timetable.calendar, catalogue.programme
    number = calendar.week_of(today)
    if not 1 <= number <= programme.weeks or calendar.holiday_on(today):
        return None
    first_day, last_day = calendar.days_of_week(number)
    spans = {each.id: timetable.span(each) for each in programme.announced}
    begins, ends = (number - 1) * WEEK, number * WEEK
    under_way = [a for a in programme.announced if _meets(spans[a.id], begins, ends)]
    planned = [
        lesson
        for module in programme.modules.values()
        for lesson in _planned(module, spans[module.id], begins, ends)
    ]
    return Week(
        number=number,
        weeks=programme.weeks,
        first_day=first_day,
        last_day=last_day,
        module=under_way[0] if under_way else None,
        lessons=[(lesson, shares[lesson.id].complete) for lesson in planned],
        share=progress.minutes(planned, shares),
    )


def _meets(span: Span, begins: int, ends: int) -> bool:
    return span.opens < ends and begins <= span.due


def _planned(module: Module, span: Span, begins: int, ends: int) -> Iterator[Lesson]:
    """The lessons of a week: a module's lessons are spread evenly over its days of teaching."""
    days, count = span.due - span.opens + 1, len(module.lessons)
    for index, lesson in enumerate(module.lessons):
        if begins <= span.opens + index * days // count < ends:
            yield lesson
