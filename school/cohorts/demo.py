"""The demo cohort: two students, an instructor and an admin, to try the platform with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Person, Role
from school.accounts.operations import create_person
from school.cohorts.models import Cohort, CohortInstructor, Enrolment

COHORT = "Promotion de démonstration"
PASSWORD = "demonstration-2026"  # noqa: S105  # public on purpose, and refused in production
PEOPLE = (
    ("etudiante@demo.ffollozz.example", "Étudiante", "Démo", Role.STUDENT),
    ("etudiant@demo.ffollozz.example", "Étudiant", "Démo", Role.STUDENT),
    ("enseignant@demo.ffollozz.example", "Enseignant", "Démo", Role.INSTRUCTOR),
    ("admin@demo.ffollozz.example", "Admin", "Démo", Role.ADMIN),
)


def create(session: Session, now: dt.datetime, today: dt.date) -> list[dict[str, Any]]:
    """Create what is missing of the demo cohort; gives each account with its password."""
    cohort = _cohort(session, today)
    for email, first_name, last_name, role in PEOPLE:
        if session.scalar(select(Person.id).where(Person.email == email)) is not None:
            continue
        person = create_person(
            session,
            email=email,
            first_name=first_name,
            last_name=last_name,
            role=role,
            password=PASSWORD,
            now=now,
        )
        if role is Role.STUDENT:
            session.add(Enrolment(person_id=person.id, cohort_id=cohort.id, joined_at=now))
        elif role is Role.INSTRUCTOR:
            session.add(CohortInstructor(person_id=person.id, cohort_id=cohort.id))
    session.flush()
    return [
        {"role": role.value, "email": email, "password": PASSWORD, "first_name": first_name}
        for email, first_name, _, role in PEOPLE
    ]


def _cohort(session: Session, today: dt.date) -> Cohort:
    found = session.scalar(select(Cohort).where(Cohort.name == COHORT))
    if found is not None:
        return found
    monday = today - dt.timedelta(days=today.weekday())
    cohort = Cohort(
        name=COHORT,
        starts_on=monday,
        ends_on=monday + dt.timedelta(weeks=36),
        opens_by_date=False,
    )
    session.add(cohort)
    session.flush()
    return cohort
