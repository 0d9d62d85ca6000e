"""The tables of the audit log."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model


class AuditLine(Model):
    """One thing that was done. Lines are added, never changed.

    `number` counts without a gap. `digest` is that of the line before it, of this line's other
    columns and of `details_digest`: a line altered, missing or moved breaks the chain. `details`
    (JSON: what was before and after) stands outside the digest, so that it can be withdrawn when a
    person is erased while the chain still holds. `actor_id` is null for the command line.
    """

    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_subject", "subject_kind", "subject_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(100))
    details: Mapped[str | None] = mapped_column(Text)
    details_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Model):
    """The end of the log, in one row that writers hold one after the other."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
