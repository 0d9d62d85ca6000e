"""The tables of cohorts and enrolments."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model


class Cohort(Model):
    """A year's group of students, from its first day to its last."""

    __tablename__ = "cohort"
    __table_args__ = (CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    archived_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class CohortInstructor(Model):
    """An instructor of a cohort: whoever teaches it sees its students, and no others."""

    __tablename__ = "cohort_instructor"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Enrolment(Model):
    """A student's place in a cohort. Leaving keeps the row; one open enrolment a student."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_open",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    joined_at: Mapped[dt.datetime] = mapped_column(Instant)
    left_at: Mapped[dt.datetime | None] = mapped_column(Instant)
