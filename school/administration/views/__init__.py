"""The administrator's pages, one module a subject."""

from __future__ import annotations

from school.administration.blueprint import bp
from school.administration.views import (
    calendar,
    cohorts,
    enrolment,
    home,
    joining,
    journal,
    mail,
    new_person,
    people,
    privacy,
    student_dates,
)

__all__ = [
    "bp",
    "calendar",
    "cohorts",
    "enrolment",
    "home",
    "joining",
    "journal",
    "mail",
    "new_person",
    "people",
    "privacy",
    "student_dates",
]
