"""Days of teaching: holidays never count, later stays later, nobody loses a day to extra time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from school.cohorts.calendar import WEEK, Calendar, Holiday
from school.cohorts.timetable import ModuleDates, Span, Timetable, planned
from school.curriculum.programme import Announced

MONDAY = dt.date(2027, 9, 6)
AUTUMN = Holiday("Toussaint", dt.date(2027, 10, 23), dt.date(2027, 11, 7))

days = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
numbers = st.integers(0, 400)


@st.composite
def holidays(draw: st.DrawFn) -> tuple[Holiday, ...]:
    """Periods in order, which do not meet."""
    found, day = [], draw(days)
    for _ in range(draw(st.integers(0, 4))):
        first = day + dt.timedelta(draw(st.integers(1, 90)))
        day = first + dt.timedelta(draw(st.integers(0, 30)))
        found.append(Holiday("Vacances", first, day))
    return tuple(found)


calendars = st.builds(Calendar, days, holidays())


def counted(calendar: Calendar, until: dt.date) -> list[dt.date]:
    """The days of teaching before a day, looked at one by one."""
    every = (calendar.start + dt.timedelta(n) for n in range((until - calendar.start).days))
    return [day for day in every if is_taught(day, calendar.holidays)]


def is_taught(day: dt.date, periods: Sequence[Holiday]) -> bool:
    return day.weekday() < WEEK and not any(h.first_day <= day <= h.last_day for h in periods)


@given(calendars, numbers)
def test_as_many_days_of_teaching_come_before_a_day_as_its_number_says(
    calendar: Calendar, number: int
) -> None:
    day = calendar.day(number)
    assert is_taught(day, calendar.holidays)
    assert len(counted(calendar, day)) == number == calendar.taught_before(day)


@given(calendars, days)
def test_a_day_of_teaching_is_found_again_by_its_number(calendar: Calendar, day: dt.date) -> None:
    taught = day >= calendar.start and is_taught(day, calendar.holidays)
    assert calendar.is_taught(day) == taught
    if taught:
        assert calendar.day(calendar.taught_before(day)) == day


@given(calendars, numbers, st.integers(1, 30))
def test_later_stays_later_and_each_further_holiday_delays(
    calendar: Calendar, number: int, length: int
) -> None:
    assert calendar.day(number) < calendar.day(number + 1)
    fewer = Calendar(calendar.start, calendar.holidays[:-1])
    assert fewer.day(number) <= calendar.day(number)


@given(calendars, numbers, st.integers(1, 100), st.integers(0, 200), st.integers(0, 200))
def test_extra_time_never_shortens_and_more_gives_more(
    calendar: Calendar, opens: int, length: int, extra: int, more: int
) -> None:
    span = Span(opens, opens + length - 1)
    longer, longest = span.extended(extra), span.extended(extra + more)
    assert longer.opens == longest.opens == opens
    assert span.due <= longer.due <= longest.due
    assert (longer.due - opens + 1) * 100 >= length * (100 + extra)
    assert calendar.day(span.due) <= calendar.day(longer.due)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=12), calendars, st.integers(0, 200))
def test_modules_in_order_open_in_order(
    lengths: Sequence[int], calendar: Calendar, extra: int
) -> None:
    table = Timetable("A", dt.date.max, calendar, extra=extra)
    first, found = 1, []
    for length in lengths:
        found.append(table.dates(Announced("m", "", "", (first, first + length - 1))))
        first += length
    assert all(each.opens_on <= each.due_on for each in found)
    assert found == sorted(found, key=lambda each: (each.opens_on, each.due_on))


@given(calendars, days)
def test_a_day_is_in_its_week(calendar: Calendar, day: dt.date) -> None:
    number = calendar.week_of(day)
    assert (number == 0) == (day < calendar.start)
    if number and not calendar.holiday_on(day) and calendar.is_taught(day):
        first, last = calendar.days_of_week(number)
        assert first <= day <= last
        assert calendar.taught_before(last + dt.timedelta(1)) == number * WEEK


def test_what_opens_on_a_monday_still_does_after_holidays() -> None:
    table = Timetable("A", dt.date(2028, 6, 30), Calendar(MONDAY, (AUTUMN,)))
    before = table.dates(Announced("a", "", "", (5, 7)))
    after = table.dates(Announced("b", "", "", (8, 10)))
    assert before == ModuleDates(dt.date(2027, 10, 4), dt.date(2027, 10, 22))
    assert after == ModuleDates(dt.date(2027, 11, 8), dt.date(2027, 11, 26))


def test_an_own_start_and_extra_time_move_the_dates_of_one_student() -> None:
    late = Calendar(dt.date(2027, 9, 20), (AUTUMN,))
    table = Timetable("A", dt.date(2028, 6, 30), late, extra=33)
    assert table.dates(Announced("a", "", "", (1, 3))) == ModuleDates(
        dt.date(2027, 9, 20), dt.date(2027, 10, 15)
    )


def test_the_days_given_to_a_module_stand_before_those_of_the_programme() -> None:
    module = Announced("a", "", "", (4, 6), late="refused")
    table = Timetable("A", dt.date(2028, 6, 30), Calendar(MONDAY), moved={"a": Span(0, 4)})
    assert planned(module) == Span(15, 29)
    assert table.dates(module) == ModuleDates(MONDAY, dt.date(2027, 9, 10), takes_late=False)


def test_a_module_is_closed_then_open_then_late_or_over() -> None:
    dates = ModuleDates(MONDAY, dt.date(2027, 9, 10))
    told = [dates.state(MONDAY + dt.timedelta(n)) for n in (-1, 0, 4, 5)]
    assert told == ["closed", "open", "open", "late"]
    assert ModuleDates(MONDAY, MONDAY, takes_late=False).state(dt.date(2027, 9, 7)) == "over"
