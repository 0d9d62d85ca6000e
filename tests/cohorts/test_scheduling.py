"""Dates are changed for a cohort or for one student; each change is told, each fault named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.audit.models import AuditLine
from school.cohorts import operations, queries, scheduling
from school.cohorts.calendar import Holiday
from school.cohorts.errors import CohortError
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.timetable import ModuleDates
from school.curriculum.programme import Announced
from tests.cohorts.test_operations import last_line
from tests.factories import NOW, Account, make_cohort, make_person

MONDAY = dt.date(2027, 9, 6)
FIRST = Announced("essentiel", "", "", (1, 3))
SECOND = Announced("paliers", "", "", (4, 6))
AUTUMN = Holiday("Toussaint", dt.date(2027, 9, 18), dt.date(2027, 10, 3))


@pytest.fixture
def student(session: Session) -> Account:
    return make_person(session)


@pytest.fixture
def cohort(session: Session, student: Account) -> Cohort:
    return make_cohort(session, student, starts_on=MONDAY)


def dates(session: Session, student: Account, module: Announced) -> ModuleDates:
    pupil = queries.pupil(session, student.id)
    assert pupil is not None
    return pupil.timetable.dates(module)


def test_a_holiday_moves_what_follows_and_its_removal_moves_it_back(
    session: Session, cohort: Cohort, student: Account
) -> None:
    before = dates(session, student, SECOND)
    for _ in range(2):  # sent twice
        scheduling.add_holiday(session, cohort.id, AUTUMN, NOW, by=None)
    fortnight = dt.timedelta(14)
    assert dates(session, student, SECOND) == ModuleDates(
        before.opens_on + fortnight, before.due_on + fortnight
    )
    assert dates(session, student, FIRST).opens_on == MONDAY
    assert last_line(session)[0] == "cohort.holiday_added"
    scheduling.remove_holiday(session, cohort.id, AUTUMN.first_day, NOW, by=None)
    assert dates(session, student, SECOND) == before
    told = session.scalars(select(AuditLine.action).order_by(AuditLine.number)).all()
    assert told[-2:] == ["cohort.holiday_added", "cohort.holiday_removed"]


@pytest.mark.parametrize(
    ("holiday", "field"),
    [
        (Holiday(" ", AUTUMN.first_day, AUTUMN.last_day), "name"),
        (Holiday("A", AUTUMN.last_day, AUTUMN.first_day), "last_day"),
        (Holiday("A", MONDAY, dt.date(2028, 9, 6)), "last_day"),
        (Holiday("A", dt.date(1980, 1, 1), dt.date(1980, 1, 2)), "first_day"),
        (Holiday("A", AUTUMN.last_day, dt.date(2027, 10, 10)), "first_day"),
    ],
)
def test_a_period_that_cannot_be_is_refused_by_name(
    session: Session, cohort: Cohort, holiday: Holiday, field: str
) -> None:
    scheduling.add_holiday(session, cohort.id, AUTUMN, NOW, by=None)
    with pytest.raises(CohortError) as caught:
        scheduling.add_holiday(session, cohort.id, holiday, NOW, by=None)
    assert caught.value.field == field


def test_a_modules_own_days_follow_holidays_and_the_start(
    session: Session, cohort: Cohort, student: Account
) -> None:
    own = dt.date(2027, 10, 4), dt.date(2027, 10, 8)
    scheduling.set_module_days(session, cohort.id, SECOND, own, NOW, by=None)
    assert dates(session, student, SECOND) == ModuleDates(*own)
    assert last_line(session)[2]["after"] == {
        "module": "paliers",
        "opens_on": "2027-10-04",
        "due_on": "2027-10-08",
    }
    operations.shift(session, cohort.id, 7, NOW, by=None)
    later = dt.timedelta(7)
    assert dates(session, student, SECOND) == ModuleDates(own[0] + later, own[1] + later)
    scheduling.set_module_days(session, cohort.id, SECOND, None, NOW, by=None)
    assert dates(session, student, SECOND).opens_on == dt.date(2027, 10, 4)
    assert session.get_one(Cohort, cohort.id).module_days == {}


@pytest.mark.parametrize(
    ("opens_on", "due_on", "field"),
    [
        (MONDAY - dt.timedelta(3), MONDAY, "opens_on"),
        (MONDAY + dt.timedelta(5), MONDAY + dt.timedelta(7), "opens_on"),
        (MONDAY, AUTUMN.first_day + dt.timedelta(3), "due_on"),
        (MONDAY + dt.timedelta(1), MONDAY, "due_on"),
        (MONDAY, dt.date(2100, 1, 4), "due_on"),
    ],
)
def test_days_that_a_module_cannot_have_are_refused_by_name(
    session: Session, cohort: Cohort, opens_on: dt.date, due_on: dt.date, field: str
) -> None:
    scheduling.add_holiday(session, cohort.id, AUTUMN, NOW, by=None)
    with pytest.raises(CohortError) as caught:
        scheduling.set_module_days(session, cohort.id, FIRST, (opens_on, due_on), NOW, by=None)
    assert caught.value.field == field


def test_all_dates_move_as_one_own_starts_included(
    session: Session, cohort: Cohort, student: Account
) -> None:
    late = MONDAY + dt.timedelta(14)
    scheduling.set_student_days(session, student.id, late, 0, NOW, by=None)
    ends_on = cohort.ends_on
    operations.shift(session, cohort.id, -7, NOW, by=None)
    week = dt.timedelta(7)
    assert (cohort.starts_on, cohort.ends_on) == (MONDAY - week, ends_on - week)
    assert dates(session, student, FIRST).opens_on == late - week
    for days in (-365 * 40, 10**9):
        with pytest.raises(CohortError) as caught:
            operations.shift(session, cohort.id, days, NOW, by=None)
        assert caught.value.field == "days"


def test_a_student_has_dates_of_their_own_and_peers_do_not(
    session: Session, cohort: Cohort, student: Account
) -> None:
    peer = make_person(session)
    make_cohort(session, peer, starts_on=MONDAY)
    before = dates(session, student, FIRST)
    scheduling.set_student_days(session, student.id, None, 33, NOW, by=None)
    assert dates(session, student, FIRST) == ModuleDates(before.opens_on, dt.date(2027, 10, 1))
    assert dates(session, peer, FIRST) == before
    assert last_line(session)[2]["after"] == {"starts_on": None, "extra": 33}
    for _ in range(2):
        scheduling.set_student_days(session, student.id, MONDAY, 0, NOW, by=None)
    assert dates(session, student, FIRST) == before
    told = session.scalars(select(AuditLine.action)).all()
    assert told.count("enrolment.dated") == 2


def test_extra_time_follows_who_moves_and_an_own_start_does_not(
    session: Session, cohort: Cohort, student: Account
) -> None:
    late = MONDAY + dt.timedelta(14)
    scheduling.set_student_days(session, student.id, late, 33, NOW, by=None)
    enrolment = session.scalars(select(Enrolment)).one()
    enrolment.left_at = NOW
    session.flush()
    make_cohort(session, student, starts_on=MONDAY)
    assert dates(session, student, FIRST) == ModuleDates(MONDAY, dt.date(2027, 10, 1))


@pytest.mark.parametrize(
    ("starts_on", "extra", "field"),
    [(MONDAY - dt.timedelta(1), 0, "starts_on"), (None, 201, "extra"), (None, -1, "extra")],
)
def test_dates_that_a_student_cannot_have_are_refused_by_name(
    session: Session, cohort: Cohort, student: Account, starts_on: Any, extra: int, field: str
) -> None:
    with pytest.raises(CohortError) as caught:
        scheduling.set_student_days(session, student.id, starts_on, extra, NOW, by=None)
    assert caught.value.field == field


def test_who_is_in_no_cohort_has_no_dates(session: Session) -> None:
    alone = make_person(session)
    assert queries.pupil(session, alone.id) is None
    with pytest.raises(LookupError):
        scheduling.set_student_days(session, alone.id, None, 0, NOW, by=None)
