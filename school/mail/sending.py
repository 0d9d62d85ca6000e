"""The job that sends what is due: each mail at most once, again and again until it leaves.

A try is counted, and the next one put off, before it begins; and the mail is marked as handed
before its end is given to the server. So whatever stops the job, what perhaps left is not sent
again, and what surely did not is (docs/decisions/019-mail.md).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from school.mail.letters import Order, Writers
from school.mail.message import compose
from school.mail.models import Mail, State
from school.mail.transport import InDoubt, Refused, Transport

WAITS = tuple(dt.timedelta(minutes=m) for m in (2, 5, 15, 60, 180, 360, 720, 1440))
"""How long after the start of each try the next one begins; after the last, a person decides."""
KEPT = dt.timedelta(days=30)
"""How long it is known that a mail was sent."""
LONGEST_ERROR = 500

logger = logging.getLogger(__name__)


class Overtaken(Exception):  # noqa: N818  # no fault: another sender has the mail
    """Another sender began a try of this mail since."""


@dataclass(frozen=True)
class Office:
    """What sending takes: where mails are kept, who writes them, how they leave and from whom."""

    engine: Engine
    writers: Writers
    transport: Transport
    sender: str
    public_url: str
    clock: Callable[[], dt.datetime]


@dataclass(frozen=True)
class Try:
    """A try of a mail: its row and its number, which no other try has."""

    mail_id: int
    message_id: str
    number: int


def send_due(office: Office) -> int:
    """Send what is due. Gives how many mails left."""
    sent = 0
    try:
        while (begun := _begin(office)) is not None:
            sent += _send(office, *begun)
    finally:
        office.transport.close()
    if sent:
        with Session(office.engine) as session, session.begin():
            session.execute(delete(Mail).where(Mail.sent_at < office.clock() - KEPT))
    return sent


def _begin(office: Office) -> tuple[Try, EmailMessage | None] | None:
    """Count a try of the first mail that is due, and write it; None when none is due."""
    now = office.clock()
    with Session(office.engine) as session, session.begin():
        mail = session.scalar(
            select(Mail)
            .where(Mail.state == State.WAITING, Mail.next_at <= now)
            .order_by(Mail.next_at, Mail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if mail is None:
            return None
        mail.tries += 1
        mail.next_at = now + WAITS[min(mail.tries, len(WAITS)) - 1]
        return Try(mail.id, mail.message_id, mail.tries), _write(session, office, mail, now)


def _write(session: Session, office: Office, mail: Mail, now: dt.datetime) -> EmailMessage | None:
    """The message of a mail. None when there is no more reason to send it, or it cannot be
    written; the second is a fault of ours and must not hold up the others.
    """
    order = Order(mail.recipient, mail.data, now, office.public_url)
    try:
        with session.begin_nested():
            letter = office.writers[mail.kind](session, order)
            message = compose(letter, mail.message_id, office.sender, now) if letter else None
    except Exception as fault:
        logger.exception("the mail %d of the kind %s cannot be written", mail.id, mail.kind)
        mail.state, mail.error = State.FAILED, f"{type(fault).__name__} while writing it"
        return None
    if letter is None:
        session.delete(mail)
    else:
        mail.recipient = letter.to
    return message


def _send(office: Office, this: Try, message: EmailMessage | None) -> bool:
    """Send a message and keep what came of it. Whether it left."""
    if message is None:
        return False
    try:
        office.transport.deliver(message, lambda: _hand(office, this))
    except Overtaken:
        return False
    except InDoubt as doubt:
        _keep(office, this, error=_short(doubt))
        return False
    except Refused as refusal:
        over = refusal.final or this.number >= len(WAITS)
        _keep(office, this, state=State.FAILED if over else State.WAITING, error=_short(refusal))
        return False
    _keep(office, this, state=State.SENT, sent_at=office.clock(), error=None)
    return True


def _hand(office: Office, this: Try) -> None:
    """Mark a mail as handed to the server, in case its answer is never heard."""
    if not _keep(office, this, state=State.HANDED):
        raise Overtaken


def _keep(office: Office, this: Try, **values: Any) -> bool:
    """Keep what became of a try; False when it is no longer the mail's last one."""
    with Session(office.engine) as session, session.begin():
        kept = session.execute(
            update(Mail)
            .where(
                Mail.id == this.mail_id,
                Mail.tries == this.number,
                Mail.state.in_((State.WAITING, State.HANDED)),
            )
            .values(**values)
            .returning(Mail.id)
        )
        return kept.one_or_none() is not None


def _short(error: Exception) -> str:
    return str(error)[:LONGEST_ERROR]
