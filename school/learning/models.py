"""The tables of attempts, drafts, reading, progress, reviews, and of the lab's saved scenarios."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model


class Attempt(Model):
    """One marked answer. Append-only: kept for ever with the revision and numbers it was made on.

    `draw` numbers the student's draws of the exercise from 1, `number` the tries within a draw.
    `numbers` holds the words that it showed too. What is `handed_in` is for a person to mark: its
    score says nothing, and it has passed, so that nobody waits for a mark to go on.
    `client_key` is made by the page once a submission: replays give the same reply.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "client_key"),
        UniqueConstraint("person_id", "exercise_id", "draw", "number"),
        CheckConstraint("score >= 0 AND score <= 1", name="score_is_a_share"),
        CheckConstraint("draw >= 1 AND number >= 1", name="counted_from_one"),
        Index("ix_attempt_person_id_lesson_id", "person_id", "lesson_id"),
        Index("ix_attempt_exercise_id", "exercise_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lesson_id: Mapped[str] = mapped_column(String(100))
    exercise_id: Mapped[str] = mapped_column(String(100))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    draw: Mapped[int]
    number: Mapped[int]
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON)
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    read: Mapped[dict[str, Any]] = mapped_column(JSON)
    echo: Mapped[str] = mapped_column(String(200), default="")
    score: Mapped[float]
    passed: Mapped[bool]
    closed: Mapped[bool]
    mistake: Mapped[str | None] = mapped_column(String(100))
    feedback: Mapped[list[str]] = mapped_column(JSON)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    handed_in: Mapped[bool] = mapped_column(server_default=false())
    client_key: Mapped[uuid.UUID] = mapped_column(Uuid)
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Draft(Model):
    """What someone is typing for the try of this `number` in this `draw`, kept until it is sent.

    One an exercise: it is written over as they type, and no longer shown once its try is made.
    `writer` is the page that saved it, which counts its own saves in `turn`; `revision_id` and
    `basis` are those of the text and numbers that it showed (no revision: nobody knows).
    """

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("draw >= 1 AND number >= 1 AND turn >= 0", name="counted_from_one"),
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    exercise_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    draw: Mapped[int]
    number: Mapped[int]
    writer: Mapped[uuid.UUID] = mapped_column(Uuid)
    turn: Mapped[int]
    form: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision_id: Mapped[int | None]
    basis: Mapped[str] = mapped_column(String(16), server_default="")
    saved_at: Mapped[dt.datetime] = mapped_column(Instant)


class Upload(Model):
    """A file that a student attached to an answer; its bytes are on disk, named by their digest.

    The answers that hold it name its id. `digest` is SHA-256, in hexadecimal.
    """

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("person_id", "exercise_id", "digest", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    exercise_id: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(150))
    bytes: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Reading(Model):
    """The mark that a student read a lesson to its end. Append-only, one a lesson."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("person_id", "lesson_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lesson_id: Mapped[str] = mapped_column(String(100))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    at: Mapped[dt.datetime] = mapped_column(Instant)


class ExerciseProgress(Model):
    """The summary of a student's attempts at an exercise, written with each attempt.

    Recomputed from the log by `flask progress verify`, which must find no difference.
    """

    __tablename__ = "exercise_progress"
    __table_args__ = (Index("ix_exercise_progress_person_id_lesson_id", "person_id", "lesson_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    exercise_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(100))
    last_attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    attempts: Mapped[int]
    best_score: Mapped[float]
    passed: Mapped[bool]


class LessonProgress(Model):
    """The summary of a student's work on a lesson; also the row that is locked to count tries.

    `place` is the anchor of the last place read, `last_at` when the student last did something.
    """

    __tablename__ = "lesson_progress"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    read_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    done_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(String(120), default="")
    last_at: Mapped[dt.datetime] = mapped_column(Instant)


class Review(Model):
    """How well a student remembers a subject (`skill:roi`, `mistake:roas-pour-roi`), by FSRS.

    Written with each attempt that tells of it, and recomputed from the log as the summaries are.
    """

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("stability > 0", name="stability_is_positive"),
        CheckConstraint("difficulty >= 1 AND difficulty <= 10", name="difficulty_is_a_mark"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    due: Mapped[dt.datetime] = mapped_column(Instant)
    last_review: Mapped[dt.datetime] = mapped_column(Instant)


class Scenario(Model):
    """A campaign that someone saved in the lab: the lab's fields, read again when shown.

    What is `shared` may be opened by its owner's cohort and by staff.
    """

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    shared: Mapped[bool] = mapped_column(server_default=false())
    saved_at: Mapped[dt.datetime] = mapped_column(Instant)
