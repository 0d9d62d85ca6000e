"""On which days teaching takes place, counted from a first day. Pure: days in, days out.

Days of teaching go from Monday to Friday, outside holidays. A week of the programme is five of
them, so that what opens on a Monday still does after holidays, whatever weekends they include.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

WEEK = 5
"""Days of teaching in a week of the programme."""

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Holiday:
    """A period without teaching: its first and last days, and what it is called."""

    name: str
    first_day: dt.date
    last_day: dt.date

    @property
    def days(self) -> int:
        """How many days it takes, weekends included."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True)
class Calendar:
    """The days of teaching from a first day on, which is the first of them or before it."""

    start: dt.date
    holidays: tuple[Holiday, ...] = ()

    def day(self, number: int) -> dt.date:
        """The day that comes after `number` days of teaching: the first one for 0."""
        found = np.busday_offset(
            self.start, number, roll="forward", busdaycal=_counted(self.holidays)
        )
        return dt.date.fromisoformat(str(found))

    def taught_before(self, day: dt.date) -> int:
        """How many days of teaching there are before a day; less than 0 before the start."""
        return int(np.busday_count(self.start, day, busdaycal=_counted(self.holidays)))

    def is_taught(self, day: dt.date) -> bool:
        """Whether a day is one of teaching, on or after the start."""
        return day >= self.start and bool(np.is_busday(day, busdaycal=_counted(self.holidays)))

    def holiday_on(self, day: dt.date) -> Holiday | None:
        """The holiday that a day is in, if any."""
        return next((h for h in self.holidays if h.first_day <= day <= h.last_day), None)

    def week_of(self, day: dt.date) -> int:
        """The number, from 1, of the week that a day is in; a weekend belongs to the week before.

        0 before the start.
        """
        if day < self.start:
            return 0
        return max(1, -(-self.taught_before(day + ONE_DAY) // WEEK))

    def days_of_week(self, number: int) -> tuple[dt.date, dt.date]:
        """The first and last days of a week, with the weekend that follows when it is free."""
        first, last = self.day((number - 1) * WEEK), self.day(number * WEEK - 1)
        while not self.is_taught(last + ONE_DAY) and not self.holiday_on(last + ONE_DAY):
            last += ONE_DAY
        return first, last


@lru_cache(maxsize=256)
def _counted(holidays: tuple[Holiday, ...]) -> np.busdaycalendar:
    days = [h.first_day + n * ONE_DAY for h in holidays for n in range(h.days)]
    return np.busdaycalendar(holidays=np.array(days, dtype="datetime64[D]"))
