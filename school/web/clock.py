"""The time, in one place: UTC inside, Paris on the page."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def day_of(moment: dt.datetime) -> dt.date:
    """The day of a moment, in Paris."""
    return moment.astimezone(PARIS).date()


def today() -> dt.date:
    """The present day in Paris."""
    return day_of(now())


def tomorrow() -> dt.datetime:
    """The moment when the present day ends in Paris."""
    return dt.datetime.combine(today() + dt.timedelta(days=1), dt.time(), PARIS)
