"""What the page of mails reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from school.mail.models import Mail, State

AT_ONCE = 50


@dataclass(frozen=True)
class MailLine:
    """A mail: what it is, to whom, and how far it has come."""

    id: int
    message_id: str
    kind: str
    recipient: str
    state: State
    tries: int
    created_at: dt.datetime
    next_at: dt.datetime
    sent_at: dt.datetime | None
    error: str | None

    @property
    def stuck(self) -> bool:
        """Whether only a person sends it again."""
        return self.state in (State.FAILED, State.HANDED)


_COLUMNS: tuple[Any, ...] = (
    Mail.id,
    Mail.message_id,
    Mail.kind,
    Mail.recipient,
    Mail.state,
    Mail.tries,
    Mail.created_at,
    Mail.next_at,
    Mail.sent_at,
    Mail.error,
)


def stuck(session: Session) -> Sequence[MailLine]:
    """The mails that only a person sends again, the latest first."""
    return _read(session, Mail.state.in_((State.FAILED, State.HANDED)))


def mails(session: Session, before: int | None) -> Sequence[MailLine]:
    """The latest mails, or those before one."""
    return _read(session, true() if before is None else Mail.id < before)


def mail(session: Session, mail_id: int) -> MailLine | None:
    """One mail, if there is one of this id."""
    return next(iter(_read(session, Mail.id == mail_id)), None)


def _read(session: Session, which: ColumnElement[bool]) -> Sequence[MailLine]:
    rows = session.execute(select(*_COLUMNS).where(which).order_by(Mail.id.desc()).limit(AT_ONCE))
    return [MailLine(*row) for row in rows]
