"""How figures, days and durations are written on a page."""

from __future__ import annotations

import datetime as dt

from babel import Locale
from flask import Flask
from flask_babel import format_date, format_time, gettext

from school.exercises.figures import format_value
from school.web.clock import day_of
from school.web.language import current


def init_app(app: Flask) -> None:
    """Give the formats to templates."""
    app.jinja_env.filters.update(
        figure=figure,
        day=day,
        short_day=short_day,
        time=time,
        moment=moment,
        minutes=minutes,
        country=country,
    )


def figure(value: float | None, fmt: str) -> str:
    """A figure in the page's language; a dash when there is none. `fmt` as in the lessons."""
    return "–" if value is None else format_value(value, fmt, current())


def day(value: dt.date | dt.datetime) -> str:
    """A day in words, in Paris: jeudi 26 novembre 2026."""
    return str(format_date(_date(value), "EEEE d MMMM y"))


def short_day(value: dt.date | dt.datetime) -> str:
    """A day for a table, in Paris: 26 nov. 2026."""
    return str(format_date(_date(value), "d MMM y"))


def _date(value: dt.date | dt.datetime) -> dt.date:
    return day_of(value) if isinstance(value, dt.datetime) else value


def time(value: dt.datetime) -> str:
    """A time of the day, in Paris: 14:02."""
    return str(format_time(value, "HH:mm"))


def moment(value: dt.datetime) -> str:
    """A day and a time, in Paris."""
    return str(gettext("%(day)s at %(time)s", day=day(value), time=time(value)))


def minutes(value: int) -> str:
    """A duration given in minutes: 45 min, 1 h 20."""
    hours, rest = divmod(value, 60)
    if not hours:
        return f"{rest}\u202fmin"
    return f"{hours}\u202fh\u202f{rest:02d}" if rest else f"{hours}\u202fh"


def country(code: str) -> str:
    """The name of a country (ISO 3166) in the page's language; of the rest of the world if none."""
    return Locale(current()).territories.get(code) or str(gettext("other countries"))
