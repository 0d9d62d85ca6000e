"""Asking to be erased, and thinking better of it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.audit.operations import record
from school.privacy.models import ErasureRequest


def ask(session: Session, person_id: int, now: dt.datetime) -> None:
    """Ask that a person be erased, by themselves. Asking again changes nothing."""
    try:
        with session.begin_nested():
            session.add(ErasureRequest(person_id=person_id, asked_at=now))
    except IntegrityError:
        return
    _record(session, "erasure.asked", person_id, now)


def withdraw(session: Session, person_id: int, now: dt.datetime) -> None:
    """Take a request back, unless it was carried out. Without a request, nothing changes."""
    waiting = session.scalar(
        update(ErasureRequest)
        .where(
            ErasureRequest.person_id == person_id,
            ErasureRequest.withdrawn_at.is_(None),
            ErasureRequest.done_at.is_(None),
        )
        .values(withdrawn_at=now)
        .returning(ErasureRequest.id)
    )
    if waiting is not None:
        _record(session, "erasure.withdrawn", person_id, now)


def waiting_since(session: Session, person_id: int) -> dt.datetime | None:
    """When a person asked to be erased, if that still stands."""
    return session.scalar(
        select(ErasureRequest.asked_at).where(
            ErasureRequest.person_id == person_id,
            ErasureRequest.withdrawn_at.is_(None),
            ErasureRequest.done_at.is_(None),
        )
    )


def _record(session: Session, action: str, person_id: int, now: dt.datetime) -> None:
    subject = ("person", person_id)
    record(session, actor_id=person_id, action=action, subject=subject, now=now)
