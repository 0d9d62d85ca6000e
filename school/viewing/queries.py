"""Who may see whose pages, asked anew at each request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.identity import Identity
from school.accounts.models import Person, Role
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.queries import cohorts_of


@dataclass(frozen=True)
class Student:
    """A student whom an instructor teaches."""

    id: int
    name: str


@dataclass(frozen=True)
class Class:
    """A cohort that an instructor teaches, and who is in it, by name."""

    name: str
    students: Sequence[Student]


def seen_by(session: Session, viewer: Identity, student_id: int) -> Identity | None:
    """A student as a viewer sees them: for an admin any, for an instructor those of their cohorts.

    None for anybody else. The identity is the student's, on the viewer's own sign-in.
    """
    found = select(Person.first_name, Person.last_name, Person.email, Person.locale).where(
        Person.id == student_id, Person.role == Role.STUDENT
    )
    if viewer.role == Role.INSTRUCTOR:
        taught = select(Enrolment.person_id).where(
            Enrolment.left_at.is_(None), Enrolment.cohort_id.in_(cohorts_of(viewer.id))
        )
        found = found.where(Person.id.in_(taught))
    elif viewer.role != Role.ADMIN:
        return None
    row = session.execute(found).one_or_none()
    if row is None:
        return None
    return replace(
        viewer,
        id=student_id,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        role=Role.STUDENT.value,
        locale=row.locale,
        viewer=viewer,
    )


def classes(session: Session, instructor_id: int) -> Sequence[Class]:
    """The cohorts that an instructor teaches, the latest first, with their students."""
    rows = session.execute(
        select(Cohort.name, Person.id, Person.first_name, Person.last_name)
        .select_from(Cohort)
        .outerjoin(Enrolment, (Enrolment.cohort_id == Cohort.id) & Enrolment.left_at.is_(None))
        .outerjoin(Person, Person.id == Enrolment.person_id)
        .where(Cohort.id.in_(cohorts_of(instructor_id)))
        .order_by(Cohort.starts_on.desc(), Cohort.id, Person.last_name, Person.first_name)
    )
    found: dict[str, list[Student]] = {}
    for cohort, person_id, first_name, last_name in rows:
        students = found.setdefault(cohort, [])
        if person_id is not None:
            students.append(Student(person_id, f"{first_name} {last_name}"))
    return [Class(name, students) for name, students in found.items()]
