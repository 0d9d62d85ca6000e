"""Is the audit log what was written?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.audit.chain import Deed
from school.audit.models import AuditHead, AuditLine
from school.audit.walk import Fault, Line, Point, Walk

AT_ONCE = 2000
"""Lines read in one transaction: between two of them, writers have their turn."""

_head = select(AuditHead.number, AuditHead.digest).with_for_update(read=True)


@dataclass(frozen=True)
class Verdict:
    """What is wrong with the log, and where it ends."""

    faults: Sequence[Fault]
    last: Point


def verify(session: Session, noted: Point | None = None) -> Verdict:
    """Read the whole log; `noted` is what stood at a place when somebody looked earlier.

    Only what was noted elsewhere shows a log rewritten to its end. Ends the session's transaction.
    """
    walk = Walk(noted)
    read: int | None = None
    while True:
        end = session.execute(_head).one_or_none()  # held: nobody adds a line meanwhile
        rows = session.execute(_after(read)).all()
        session.rollback()
        for row in rows:
            walk.take(_line(row), end.number if end else row.number)
            read = row.number
        if len(rows) < AT_ONCE:
            return Verdict(walk.finish(Point(*end) if end else None), walk.last)


def _after(number: int | None) -> Any:
    """The next lines, or the first ones, those with a number that no line may have included."""
    table = AuditLine.__table__
    lines = select(table).order_by(table.c.number).limit(AT_ONCE)
    return lines if number is None else lines.where(table.c.number > number)


def _line(row: Any) -> Line:
    deed = Deed(row.number, row.at, row.actor_id, row.action, row.subject_kind, row.subject_id)
    return Line(deed, row.details, row.details_digest, row.digest)
