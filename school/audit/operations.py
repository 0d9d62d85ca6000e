"""Adding a line to the audit log, in the transaction of what it tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from school.audit import chain
from school.audit.models import AuditHead, AuditLine


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
    """Say in the log that somebody did something.

    `actor_id` is None for the command line. `action` is a past participle with its field, such as
    `enrolment.moved`; `subject` a kind and an id, such as `("person", 12)`. `before` and `after`
    hold only what changed, as JSON can write it; never a password or a token.
    """
    session.flush()
    head = session.execute(
        select(AuditHead.number, AuditHead.digest).where(AuditHead.id == 1).with_for_update()
    ).one()
    kind, subject_id = subject
    deed = chain.Deed(head.number + 1, now, actor_id, action, kind, str(subject_id))
    details = chain.details_text(before, after)
    details_digest = chain.details_digest(details)
    digest = chain.line_digest(head.digest, deed, details_digest)
    row = vars(deed) | {"details": details, "details_digest": details_digest, "digest": digest}
    session.execute(insert(AuditLine).values(row))
    session.execute(update(AuditHead).values(number=deed.number, digest=digest))
