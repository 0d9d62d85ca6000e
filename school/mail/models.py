"""The table of mails."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

from sqlalchemy import JSON, Enum, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model


class State(enum.StrEnum):
    """How far a mail has come.

    `handed`: its end was about to be given to the mail server, whose answer is not known. It may
    have left, so nothing sends it again by itself.
    """

    WAITING = "waiting"
    HANDED = "handed"
    SENT = "sent"
    FAILED = "failed"


class Mail(Model):
    """A letter to send. Its text is written when it leaves, so that no link is kept here.

    `kind` names who writes it, from `data`. `message_id` is the same at each try. `tries` counts
    those that began; the next one begins at `next_at`, set before a try and not after it.
    """

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_state_next_at", "state", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[State] = mapped_column(
        Enum(
            State,
            native_enum=False,
            length=16,
            values_callable=lambda e: [s.value for s in e],
            create_constraint=True,
            name="state",
        )
    )
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    next_at: Mapped[dt.datetime] = mapped_column(Instant)
    sent_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    error: Mapped[str | None] = mapped_column(String(500))
