"""The table of requests for erasure."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model

_OPEN = text("withdrawn_at IS NULL")


class ErasureRequest(Model):
    """A person asked to be erased; withdrawn, carried out, or waiting. One that stands a person.

    What the law keeps of them is deleted after `proof_until`, set when it is carried out.
    """

    __tablename__ = "erasure_request"
    __table_args__ = (
        Index(
            "uq_erasure_request_standing",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        CheckConstraint("withdrawn_at IS NULL OR done_at IS NULL", name="withdrawn_or_done"),
        CheckConstraint("(done_at IS NULL) = (proof_until IS NULL)", name="done_with_an_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    done_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    proof_until: Mapped[dt.date | None]
