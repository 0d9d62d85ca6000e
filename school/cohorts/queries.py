"""What pages read about cohorts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from school.accounts.models import Person, Role
from school.cohorts import places
from school.cohorts.models import Cohort, CohortInstructor, Enrolment
from school.cohorts.places import timetable_of
from school.cohorts.timetable import Timetable


@dataclass(frozen=True)
class Teacher:
    """An instructor who teaches a cohort, or could."""

    id: int
    name: str


@dataclass(frozen=True)
class CohortLine:
    """A cohort, how many students are in it, and who teaches it."""

    id: int
    name: str
    starts_on: dt.date
    ends_on: dt.date
    opens_by_date: bool
    archived: bool
    students: int
    instructors: tuple[Teacher, ...]


@dataclass(frozen=True)
class Member:
    """A student who is in a cohort."""

    id: int
    name: str
    email: str
    joined_at: dt.datetime


def cohorts(session: Session, cohort_id: int | None = None) -> list[CohortLine]:
    """Every cohort, the latest first; or the one that has an id, if any."""
    students = (
        select(func.count())
        .where(Enrolment.cohort_id == Cohort.id, Enrolment.left_at.is_(None))
        .scalar_subquery()
    )
    statement = select(
        Cohort.id,
        Cohort.name,
        Cohort.starts_on,
        Cohort.ends_on,
        Cohort.opens_by_date,
        Cohort.archived_at,
        students.label("students"),
    ).order_by(Cohort.starts_on.desc(), Cohort.name)
    if cohort_id is not None:
        statement = statement.where(Cohort.id == cohort_id)
    rows = session.execute(statement).all()
    teachers = _teachers(session, [row.id for row in rows])
    return [
        CohortLine(
            row.id,
            row.name,
            row.starts_on,
            row.ends_on,
            row.opens_by_date,
            row.archived_at is not None,
            row.students,
            teachers.get(row.id, ()),
        )
        for row in rows
    ]


def cohort(session: Session, cohort_id: int) -> CohortLine | None:
    """A cohort, if there is one of this id."""
    return next(iter(cohorts(session, cohort_id)), None)


def cohorts_of(instructor_id: int) -> Select[int]:
    """The ids of the cohorts that an instructor teaches, to be asked within another statement.

    Whatever an instructor may do stands on it, at each request: who no longer teaches a cohort
    has no right left on its students.
    """
    return select(CohortInstructor.cohort_id).where(CohortInstructor.person_id == instructor_id)


def members(session: Session, cohort_id: int) -> list[Member]:
    """The students who are in a cohort, by name."""
    rows = session.execute(
        select(Person.id, Person.first_name, Person.last_name, Person.email, Enrolment.joined_at)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.left_at.is_(None))
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [
        Member(row.id, _name(row.first_name, row.last_name), row.email, row.joined_at)
        for row in rows
    ]


def instructors(session: Session, cohort_id: int | None = None) -> list[Teacher]:
    """The instructors of the school, by name: those whose account is open, or of this cohort."""
    chosen = select(CohortInstructor.person_id).where(CohortInstructor.cohort_id == cohort_id)
    rows = session.execute(
        select(Person.id, Person.first_name, Person.last_name)
        .where(Person.role == Role.INSTRUCTOR, or_(Person.active, Person.id.in_(chosen)))
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [Teacher(row.id, _name(row.first_name, row.last_name)) for row in rows]


def _teachers(session: Session, cohort_ids: Sequence[int]) -> dict[int, tuple[Teacher, ...]]:
    rows = session.execute(
        select(CohortInstructor.cohort_id, Person.id, Person.first_name, Person.last_name)
        .join(Person, Person.id == CohortInstructor.person_id)
        .where(CohortInstructor.cohort_id.in_(cohort_ids))
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    found: dict[int, tuple[Teacher, ...]] = {}
    for row in rows:
        teacher = Teacher(row.id, _name(row.first_name, row.last_name))
        found[row.cohort_id] = (*found.get(row.cohort_id, ()), teacher)
    return found


def _name(first_name: str, last_name: str) -> str:
    return f"{first_name} {last_name}"


@dataclass(frozen=True)
class Pupil:
    """A student, the cohort that they are in, and what sets their dates there.

    `own_start` is their own first day, when they have one.
    """

    id: int
    name: str
    cohort_id: int
    own_start: dt.date | None
    timetable: Timetable


def timetable(session: Session, cohort_id: int) -> Timetable:
    """The timetable of a cohort. Raises LookupError."""
    return timetable_of(session.get_one(Cohort, cohort_id))


def pupil(session: Session, person_id: int) -> Pupil | None:
    """A student who is in a cohort."""
    row = session.execute(
        select(
            Person.first_name,
            Person.last_name,
            Enrolment.cohort_id,
            Enrolment.starts_on,
            *places.COLUMNS,
        )
        .select_from(places.joined(Person.__table__))
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        return None
    first_name, last_name, cohort_id, own_start, *place = row
    table = places.read(place)
    if table is None:
        return None
    return Pupil(person_id, _name(first_name, last_name), cohort_id, own_start, table)
