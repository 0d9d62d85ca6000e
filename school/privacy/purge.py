"""What is deleted by itself once its time is over. Safe to do every day, and twice."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from school.accounts.models import Link, Person, Role, SignIn, SignInGuess
from school.accounts.throttle import WINDOW
from school.audit.operations import record
from school.cohorts.models import Cohort, Enrolment, Joining
from school.privacy.contract import Rows, Who
from school.privacy.erasure import clear, impose, registered
from school.privacy.models import ErasureRequest
from school.privacy.retention import DEVICE, LINK, proof_end


@dataclass(frozen=True)
class Purged:
    """How many people were erased because their time was over, and of how many the proof went."""

    erased: int
    proofs: int


def purge(session: Session, now: dt.datetime) -> Purged:
    """Delete all that is due."""
    over = or_(SignIn.ended_at < now - DEVICE, SignIn.expires_at < now - DEVICE)
    session.execute(update(SignIn).where(over, SignIn.device != "").values(device=""))
    session.execute(delete(Link).where(Link.expires_at < now - LINK))
    session.execute(delete(SignInGuess).where(SignInGuess.at <= now - WINDOW))
    session.execute(
        delete(Joining).where(Joining.joined_at.is_(None), Joining.expires_at < now - LINK)
    )
    due = _due(session, now.date())
    for person_id, until in due:
        impose(session, person_id, until, now)
    return Purged(len(due), _forget_proofs(session, now))


def _due(session: Session, today: dt.date) -> list[tuple[int, dt.date]]:
    """The students whose proof need not be kept any more, and are not erased yet."""
    erased = exists().where(
        ErasureRequest.person_id == Person.id, ErasureRequest.done_at.is_not(None)
    )
    ends: dict[int, list[dt.date]] = defaultdict(list)
    for person_id, ends_on, left_at in session.execute(
        select(Person.id, Cohort.ends_on, Enrolment.left_at)
        .join_from(Enrolment, Person)
        .join(Cohort)
        .where(Person.role == Role.STUDENT, ~erased)
    ):
        ends[person_id].append(left_at.date() if left_at else ends_on)
    last = {person_id: proof_end(max(days)) for person_id, days in ends.items()}
    return [(person_id, until) for person_id, until in sorted(last.items()) if until < today]


def _forget_proofs(session: Session, now: dt.datetime) -> int:
    """Delete what the law kept of erased people, once its last day is over."""
    over = session.scalars(
        select(ErasureRequest.person_id)
        .where(ErasureRequest.done_at.is_not(None), ErasureRequest.proof_until < now.date())
        .order_by(ErasureRequest.person_id)
    ).all()
    return sum(_forget_proof(session, person_id, now) for person_id in over)


def _forget_proof(session: Session, person_id: int, now: dt.datetime) -> bool:
    who = Who(person_id, "")
    rows = sum(
        clear(session, table, entry, who)
        for table, entry in registered()
        if entry.rows is Rows.PROOF
    )
    if rows:
        record(
            session,
            actor_id=None,
            action="person.proof_deleted",
            subject=("person", person_id),
            now=now,
        )
    return rows > 0
