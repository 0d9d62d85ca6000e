"""The tables of cohorts and enrolments."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model


class Cohort(Model):
    """A year's group of students, from its first day to its last.

    `opens_by_date` is False where every module is open at once. `holidays` lists the periods
    without teaching (`{"name", "first_day", "last_day"}`), `module_days` the modules whose days
    are not the programme's, as numbers of days of teaching (`{id: {"opens", "due"}}`): they are
    read whole, with the student's place, in a statement that each page sends anyway.
    """

    __tablename__ = "cohort"
    __table_args__ = (CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    opens_by_date: Mapped[bool] = mapped_column(default=True)
    holidays: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    module_days: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON, default=dict)
    archived_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class CohortInstructor(Model):
    """An instructor of a cohort: whoever teaches it sees its students, and no others."""

    __tablename__ = "cohort_instructor"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Enrolment(Model):
    """A student's place in a cohort. Leaving keeps the row; one open enrolment a student.

    `starts_on` is the student's own first day, when it is not the cohort's.
    """

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
    starts_on: Mapped[dt.date | None]


class ExtraTime(Model):
    """The extra time that a student has, in per cent, in whatever cohort: known to staff alone."""

    __tablename__ = "extra_time"
    __table_args__ = (CheckConstraint("percent BETWEEN 1 AND 200", name="percent_in_range"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    percent: Mapped[int]


class JoinLink(Model):
    """A link by which so many people join a cohort, until a moment or until it is ended.

    Its token is derived from `seed` and the server's key, so that it can be shown again; a digest
    finds it.
    """

    __tablename__ = "join_link"
    __table_args__ = (CheckConstraint("places >= 1", name="has_places"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    places: Mapped[int]
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    expires_at: Mapped[dt.datetime] = mapped_column(Instant)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Joining(Model):
    """Somebody who asked to join by such a link. `token_digest` is that of the letter they got,
    once it has left; `joined_at` is set when they use it, and counts as a place taken.
    """

    __tablename__ = "joining"
    __table_args__ = (Index("ix_joining_link_id_email_key", "link_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("join_link.id"))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = mapped_column(String(2))
    token_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[dt.datetime] = mapped_column(Instant)
    joined_at: Mapped[dt.datetime | None] = mapped_column(Instant)
