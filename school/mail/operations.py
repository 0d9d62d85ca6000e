"""Posting letters, and trying again those that could not leave."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from school.audit.operations import record
from school.mail.models import Mail, State


def post(
    session: Session, kind: str, recipient: str, data: Mapping[str, Any], now: dt.datetime
) -> None:
    """Have a letter sent once the caller's transaction is committed. See `post_all`."""
    post_all(session, kind, [(recipient, data)], now)


def post_all(
    session: Session,
    kind: str,
    letters: Iterable[tuple[str, Mapping[str, Any]]],
    now: dt.datetime,
) -> None:
    """Have letters of one kind sent, each given by its recipient's address and what it tells.

    Who still waits for this very letter gets no second one.
    """
    found = session.execute(
        select(Mail.recipient, Mail.data).where(Mail.kind == kind, Mail.state == State.WAITING)
    )
    waiting = {row.recipient: row.data for row in found}
    rows = [
        {
            "message_id": uuid.uuid4().hex,
            "kind": kind,
            "recipient": recipient,
            "data": dict(data),
            "state": State.WAITING,
            "created_at": now,
            "next_at": now,
        }
        for recipient, data in letters
        if waiting.get(recipient) != data
    ]
    if rows:
        session.execute(insert(Mail), rows)


def try_again(session: Session, mail_id: int, by: int, now: dt.datetime) -> bool:
    """Send a mail that failed, or that perhaps left; False when it is neither."""
    found = session.execute(
        update(Mail)
        .where(Mail.id == mail_id, Mail.state.in_((State.FAILED, State.HANDED)))
        .values(state=State.WAITING, next_at=now, error=None)
        .returning(Mail.id)
    ).one_or_none()
    if found is not None:
        record(session, actor_id=by, action="mail.tried_again", subject=("mail", mail_id), now=now)
    return found is not None
