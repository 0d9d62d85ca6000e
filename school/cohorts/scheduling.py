"""What changes dates: the holidays of a cohort, the days of its modules, those of one student."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from school.accounts.errors import AccountError
from school.accounts.particulars import read_name
from school.audit.operations import record
from school.campaign.messages import N_
from school.cohorts.calendar import Calendar, Holiday
from school.cohorts.errors import CohortError
from school.cohorts.models import Cohort, Enrolment, ExtraTime
from school.cohorts.operations import FIRST_DAY, LAST_DAY, hold
from school.cohorts.places import timetable_of
from school.cohorts.timetable import Span, planned
from school.curriculum.programme import Announced

MOST_HOLIDAYS = 40
LONGEST_HOLIDAY = 120
"""Days of one period, weekends included."""

MOST_EXTRA = 200
"""Per cent."""


def add_holiday(
    session: Session, cohort_id: int, holiday: Holiday, now: dt.datetime, *, by: int | None
) -> None:
    """Give a cohort a period without teaching: what comes after it moves by as many days.

    Raises LookupError, or CohortError naming the first value that cannot be used.
    """
    cohort = hold(session, cohort_id)
    holidays = timetable_of(cohort).calendar.holidays
    added = _read_holiday(holiday, holidays)
    if added in holidays:
        return
    _write_holidays(cohort, [*holidays, added])
    _record(session, "cohort.holiday_added", cohort_id, None, _holiday(added), by, now)


def remove_holiday(
    session: Session, cohort_id: int, first_day: dt.date, now: dt.datetime, *, by: int | None
) -> None:
    """Take back the period that begins on a day, if there is one. Raises LookupError."""
    cohort = hold(session, cohort_id)
    holidays = timetable_of(cohort).calendar.holidays
    removed = next((each for each in holidays if each.first_day == first_day), None)
    if removed:
        _write_holidays(cohort, [each for each in holidays if each != removed])
        _record(session, "cohort.holiday_removed", cohort_id, _holiday(removed), None, by, now)


def set_module_days(
    session: Session,
    cohort_id: int,
    announced: Announced,
    days: tuple[dt.date, dt.date] | None,
    now: dt.datetime,
    *,
    by: int | None,
) -> None:
    """Give a module its first and last days in a cohort, or (None) those of the programme again.

    They are kept as days of teaching after the start, and so move with it and with holidays.
    Raises LookupError, or CohortError: `opens_on` or `due_on`.
    """
    cohort = hold(session, cohort_id)
    timetable = timetable_of(cohort)
    span = _read_span(timetable.calendar, *days) if days else planned(announced)
    before = timetable.span(announced)
    moved = {name: value for name, value in cohort.module_days.items() if name != announced.id}
    if span != planned(announced):
        moved[announced.id] = vars(span)
    if moved == cohort.module_days:
        return
    cohort.module_days = moved
    told = [_days(announced.id, timetable.calendar, each) for each in (before, span)]
    _record(session, "cohort.module_dated", cohort_id, told[0], told[1], by, now)


def set_student_days(
    session: Session,
    person_id: int,
    starts_on: dt.date | None,
    extra: int,
    now: dt.datetime,
    *,
    by: int | None,
) -> None:
    """Give a student a first day of their own (None: the cohort's) and extra time, in per cent.

    Raises LookupError for who is in no cohort, or CohortError: `starts_on` or `extra`.
    """
    enrolment = session.scalar(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.left_at.is_(None))
        .with_for_update()
    )
    if enrolment is None:
        raise LookupError(f"person {person_id} is in no cohort")
    cohort = session.get_one(Cohort, enrolment.cohort_id)
    if starts_on is not None and not cohort.starts_on <= starts_on <= cohort.ends_on:
        raise CohortError("starts_on", N_("Choose a day of the cohort’s year."))
    if not 0 <= extra <= MOST_EXTRA:
        raise CohortError("extra", N_("Write a whole number from 0 to 200."))
    own = None if starts_on == cohort.starts_on else starts_on
    present = select(ExtraTime.percent).where(ExtraTime.person_id == person_id)
    before = _student_days(enrolment.starts_on, session.scalar(present) or 0)
    after = _student_days(own, extra)
    if before == after:
        return
    enrolment.starts_on = own
    session.execute(delete(ExtraTime).where(ExtraTime.person_id == person_id))
    if extra:
        session.add(ExtraTime(person_id=person_id, percent=extra))
    subject = ("person", person_id)
    record(
        session,
        actor_id=by,
        action="enrolment.dated",
        subject=subject,
        before=before,
        after=after,
        now=now,
    )


def _read_holiday(holiday: Holiday, holidays: Sequence[Holiday]) -> Holiday:
    try:
        name = read_name("name", holiday.name)
    except AccountError as error:
        raise CohortError(error.field, str(error)) from None
    for field in ("first_day", "last_day"):
        if not FIRST_DAY <= getattr(holiday, field) <= LAST_DAY:
            raise CohortError(field, N_("Choose a day between 2000 and 2099."))
    if not 1 <= holiday.days <= LONGEST_HOLIDAY:
        raise CohortError(
            "last_day", N_("Choose a last day from the first one on, within 120 days.")
        )
    read = replace(holiday, name=name)
    others = [each for each in holidays if each != read]
    if any(h.first_day <= read.last_day and read.first_day <= h.last_day for h in others):
        raise CohortError(
            "first_day", N_("These days are in another period: remove that one first.")
        )
    if len(others) >= MOST_HOLIDAYS:
        raise CohortError("name", N_("A cohort has 40 periods at most: remove one."))
    return read


def _write_holidays(cohort: Cohort, holidays: Sequence[Holiday]) -> None:
    cohort.holidays = [_holiday(each) for each in sorted(holidays, key=lambda h: h.first_day)]


def _read_span(calendar: Calendar, opens_on: dt.date, due_on: dt.date) -> Span:
    for field, day in (("opens_on", opens_on), ("due_on", due_on)):
        if day < calendar.start:
            raise CohortError(field, N_("Choose a day from the cohort’s first one on."))
        if day > LAST_DAY:
            raise CohortError(field, N_("Choose a day between 2000 and 2099."))
        if not calendar.is_taught(day):
            raise CohortError(field, N_("Choose a day from Monday to Friday, outside holidays."))
    if due_on < opens_on:
        raise CohortError("due_on", N_("Choose a last day that is not before the opening."))
    return Span(calendar.taught_before(opens_on), calendar.taught_before(due_on))


def _holiday(holiday: Holiday) -> dict[str, str]:
    return {
        "name": holiday.name,
        "first_day": holiday.first_day.isoformat(),
        "last_day": holiday.last_day.isoformat(),
    }


def _days(module_id: str, calendar: Calendar, span: Span) -> dict[str, str]:
    opens_on, due_on = calendar.day(span.opens), calendar.day(span.due)
    return {"module": module_id, "opens_on": opens_on.isoformat(), "due_on": due_on.isoformat()}


def _student_days(starts_on: dt.date | None, extra: int) -> dict[str, Any]:
    return {"starts_on": starts_on.isoformat() if starts_on else None, "extra": extra}


def _record(
    session: Session,
    action: str,
    cohort_id: int,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    by: int | None,
    now: dt.datetime,
) -> None:
    subject = ("cohort", cohort_id)
    record(
        session, actor_id=by, action=action, subject=subject, before=before, after=after, now=now
    )
