"""The place of a student in a cohort, and the timetable that follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Join, and_

from school.accounts.models import Person
from school.cohorts.calendar import Calendar, Holiday
from school.cohorts.models import Cohort, Enrolment, ExtraTime
from school.cohorts.timetable import Span, Timetable
from school.database import Base

# Columns of tables, not of classes: they cost a quarter, and are asked for at every page.
_PERSON = Base.metadata.tables[Person.__tablename__]
_COHORT = Base.metadata.tables[Cohort.__tablename__]
_ENROLMENT = Base.metadata.tables[Enrolment.__tablename__]
_EXTRA = Base.metadata.tables[ExtraTime.__tablename__]

COLUMNS: tuple[ColumnElement[Any], ...] = (
    _COHORT.c.name,
    _COHORT.c.starts_on,
    _COHORT.c.ends_on,
    _COHORT.c.opens_by_date,
    _COHORT.c.holidays,
    _COHORT.c.module_days,
    _ENROLMENT.c.starts_on,
    _EXTRA.c.percent,
)
"""What a timetable is read from, in the order of `read`."""


def joined(people: FromClause) -> Join:
    """The table of people, or what holds it, with the place of each where they have one."""
    present = and_(_ENROLMENT.c.person_id == _PERSON.c.id, _ENROLMENT.c.left_at.is_(None))
    return (
        people.outerjoin(_ENROLMENT, present)
        .outerjoin(_COHORT, _COHORT.c.id == _ENROLMENT.c.cohort_id)
        .outerjoin(_EXTRA, _EXTRA.c.person_id == _PERSON.c.id)
    )


def read(columns: Sequence[Any]) -> Timetable | None:
    """The timetable that the columns of a row tell; None for who is in no cohort."""
    return None if columns[0] is None else _timetable(*columns)


def timetable_of(cohort: Cohort) -> Timetable:
    """The timetable of a cohort: its students', but for those who have dates of their own."""
    return _timetable(
        cohort.name,
        cohort.starts_on,
        cohort.ends_on,
        cohort.opens_by_date,
        cohort.holidays,
        cohort.module_days,
    )


def _timetable(
    name: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by_date: bool,
    holidays: Sequence[Mapping[str, str]],
    module_days: Mapping[str, Mapping[str, int]],
    own_start: dt.date | None = None,
    percent: int | None = None,
) -> Timetable:
    day = dt.date.fromisoformat
    return Timetable(
        cohort=name,
        ends_on=ends_on,
        calendar=Calendar(
            own_start or starts_on,
            tuple(
                Holiday(each["name"], day(each["first_day"]), day(each["last_day"]))
                for each in holidays
            ),
        ),
        by_date=by_date,
        moved={module_id: Span(**days) for module_id, days in module_days.items()},
        extra=percent or 0,
    )
