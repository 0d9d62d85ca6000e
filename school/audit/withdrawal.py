"""Withdrawing the details of lines, when the person whom they tell of is erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from school.audit.models import AuditLine
from school.audit.operations import record
from school.audit.walk import WITHDRAWN

AT_ONCE = 500
"""Lines named in one statement."""


def withdraw_details(
    session: Session,
    numbers: Sequence[int],
    *,
    actor_id: int | None,
    subject: tuple[str, int | str],
    now: dt.datetime,
) -> Sequence[int]:
    """Remove the details of lines for good and say so in a new line; gives those that had any.

    The lines stay, and the chain holds. What says that details were withdrawn keeps its own.
    """
    withdrawn: list[int] = []
    for start in range(0, len(numbers), AT_ONCE):
        withdrawn += session.scalars(
            update(AuditLine)
            .where(
                AuditLine.number.in_(numbers[start : start + AT_ONCE]),
                AuditLine.details.is_not(None),
                AuditLine.action != WITHDRAWN,
            )
            .values(details=None)
            .returning(AuditLine.number)
            .execution_options(synchronize_session=False)
        )
    if withdrawn:
        record(
            session,
            actor_id=actor_id,
            action=WITHDRAWN,
            subject=subject,
            after={"lines": sorted(withdrawn)},
            now=now,
        )
    return sorted(withdrawn)
