"""The tables of people and of their sign-ins."""

from __future__ import annotations

import datetime as dt
import enum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model


class Role(enum.StrEnum):
    """What a person is here to do."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"
    ADMIN = "admin"


class Person(Model):
    """Someone with an account.

    `email` is the address as given; `email_key` the same folded (case, white space, Unicode form),
    by which sign-in finds it and which no two people share. `password_hash` is
    `passwords.NONE_YET` until the person has chosen a password.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("email_key = trim(email_key) AND email_key <> ''", name="email_key_folded"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    first_name: Mapped[str] = mapped_column(String(80))
    last_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Role] = mapped_column(
        Enum(
            Role,
            native_enum=False,
            length=16,
            values_callable=lambda e: [r.value for r in e],
            create_constraint=True,
            name="role",
        )
    )
    password_hash: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(2), default="fr")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)


class Purpose(enum.StrEnum):
    """What a link sent by mail is for."""

    INVITATION = "invitation"
    RESET = "reset"


class Link(Model):
    """A link sent to a person by mail, that one use ends. Only a digest of its token is kept."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose] = mapped_column(
        Enum(
            Purpose,
            native_enum=False,
            length=16,
            values_callable=lambda e: [p.value for p in e],
            create_constraint=True,
            name="purpose",
        )
    )
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[dt.datetime] = mapped_column(Instant)
    used_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class SignIn(Model):
    """One device's signed-in session. Only a digest of its token is kept.

    `seen_at` is when it last served, to the hour (`sessions.note_use`). `viewing_id` is the student
    whose pages it shows, when they are not its owner's own.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    seen_at: Mapped[dt.datetime] = mapped_column(Instant)
    expires_at: Mapped[dt.datetime] = mapped_column(Instant)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    viewing_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class SecondFactor(Model):
    """What the second factor of a person is made from; no row, no second factor.

    The secret that their app shares is not here: it is derived from `seed` with the server's key
    (`totp.secret`). `last_step` is the last period whose code was used: none is used twice.
    """

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    seed: Mapped[bytes] = mapped_column(LargeBinary(16))
    last_step: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)


class RecoveryCode(Model):
    """A code that takes the place of the second factor once, then is gone. A keyed digest of it."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class SignInGuess(Model):
    """A sign-in that failed, kept for as long as it counts against further guesses.

    `subject` is a keyed digest of the account or of the address tried: neither is kept in clear.
    """

    __tablename__ = "sign_in_guess"
    __table_args__ = (Index("ix_sign_in_guess_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[dt.datetime] = mapped_column(Instant)
