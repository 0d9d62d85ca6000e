"""Adding lines to the audit log, in the transaction of what they tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from school.audit import chain
from school.audit.models import AuditHead, AuditLine


@dataclass(frozen=True)
class Told:
    """What was done to whom.

    `action` is a past participle with its field, such as `enrolment.moved`; `subject` a kind and an
    id, such as `("person", 12)`. `before` and `after` hold only what changed, as JSON can write it;
    never a password or a token.
    """

    action: str
    subject: tuple[str, int | str]
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def record(  # who did what to whom, and when
    session: Session,
    *,
    actor_id: int | None,
    action: str,
    subject: tuple[str, int | str],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    now: dt.datetime,
) -> None:
    """Say in the log that somebody did something; `Told` says what the words are.

    `actor_id` is None for the command line.
    """
    told = Told(action, subject, before, after)
    record_many(session, actor_id=actor_id, told=[told], now=now)


def record_many(
    session: Session, *, actor_id: int | None, told: Sequence[Told], now: dt.datetime
) -> None:
    """Say in the log, in this order, what somebody did at once: three statements, however many."""
    if not told:
        return
    session.flush()
    head = session.execute(
        select(AuditHead.number, AuditHead.digest).where(AuditHead.id == 1).with_for_update()
    ).one()
    digest, rows = head.digest, []
    for number, each in enumerate(told, head.number + 1):
        kind, subject_id = each.subject
        deed = chain.Deed(number, now, actor_id, each.action, kind, str(subject_id))
        details = chain.details_text(each.before, each.after)
        details_digest = chain.details_digest(details)
        digest = chain.line_digest(digest, deed, details_digest)
        kept = {"details": details, "details_digest": details_digest, "digest": digest}
        rows.append(vars(deed) | kept)
    session.execute(insert(AuditLine), rows)
    session.execute(update(AuditHead).values(number=head.number + len(rows), digest=digest))
