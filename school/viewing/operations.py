"""Beginning to see a student's pages, and ending it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update
from sqlalchemy.orm import Session

from school.accounts.identity import Identity
from school.accounts.models import SignIn
from school.audit.operations import record


def begin(session: Session, viewer: Identity, student: Identity, now: dt.datetime) -> None:
    """Show a viewer, on the device they are using, the pages of a student whom they may see."""
    record(
        session,
        actor_id=viewer.id,
        action="person.viewed",
        subject=("person", student.id),
        now=now,
    )
    _show(session, viewer.sign_in_id, student.id)


def end(session: Session, sign_in_id: int) -> None:
    """Show a viewer their own pages again."""
    _show(session, sign_in_id, None)


def _show(session: Session, sign_in_id: int, student_id: int | None) -> None:
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(viewing_id=student_id))
