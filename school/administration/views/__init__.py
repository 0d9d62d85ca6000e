"""The administrator's pages, one module a subject."""

from __future__ import annotations

from school.administration.blueprint import bp
from school.administration.views import cohorts, enrolment, home, journal, mail, people

__all__ = ["bp", "cohorts", "enrolment", "home", "journal", "mail", "people"]
