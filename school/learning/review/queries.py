"""What is read of a student's reviews."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from school.learning.review.operations import REVIEW

_CARDS = select(REVIEW.c.subject, REVIEW.c.due).where(REVIEW.c.person_id == bindparam("person"))
_DUE = _CARDS.where(REVIEW.c.due < bindparam("until")).order_by(REVIEW.c.subject)


def cards(session: Session, person_id: int) -> list[tuple[str, dt.datetime]]:
    """Every subject that comes back to a student, and when."""
    return [(subject, due) for subject, due in session.execute(_CARDS, {"person": person_id})]


def due_before(
    session: Session, person_id: int, until: dt.datetime
) -> list[tuple[str, dt.datetime]]:
    """The same, of what is due before an instant."""
    rows = session.execute(_DUE, {"person": person_id, "until": until})
    return [(subject, due) for subject, due in rows]
