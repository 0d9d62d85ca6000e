"""Erasing a person, as the register tells: what goes, what is replaced, what the law keeps."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from sqlalchemy import Table, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from school.accounts.operations import person_of, set_active
from school.audit.models import AuditLine
from school.audit.operations import Told, record_many
from school.audit.withdrawal import withdraw_details
from school.cohorts.models import Cohort, Enrolment
from school.database import Base
from school.exercises.files import listed
from school.learning.models import Attempt, Upload
from school.privacy.contract import Entry, Rows, Who
from school.privacy.models import ErasureRequest
from school.privacy.register import TABLES, told_of
from school.privacy.retention import proof_end


def carry_out(session: Session, person_id: int, now: dt.datetime, *, by: int | None) -> bool:
    """Erase a person who asked for it; False when no request waits: another did it, say.

    Raises AccountError when nobody would be left to administer.
    """
    asked = session.scalar(
        select(ErasureRequest)
        .where(
            ErasureRequest.person_id == person_id,
            ErasureRequest.withdrawn_at.is_(None),
            ErasureRequest.done_at.is_(None),
        )
        .with_for_update()
    )
    if asked is None:
        return False
    _finish(session, asked, proof_until(session, person_id, now.date()), now, by)
    return True


def impose(session: Session, person_id: int, until: dt.date, now: dt.datetime) -> None:
    """Erase a person without their asking now: their time is over, or they came back by a restore.

    Raises AccountError when nobody would be left to administer.
    """
    asked = session.scalar(
        select(ErasureRequest).where(
            ErasureRequest.person_id == person_id, ErasureRequest.withdrawn_at.is_(None)
        )
    )
    if asked is None:
        asked = ErasureRequest(person_id=person_id, asked_at=now)
        session.add(asked)
    _finish(session, asked, until, now, None)


def _finish(
    session: Session, asked: ErasureRequest, until: dt.date, now: dt.datetime, by: int | None
) -> None:
    asked.done_at, asked.proof_until = now, until
    _erase(session, asked.person_id, now, by)
    told = Told("person.erased", ("person", asked.person_id), after={"until": until})
    record_many(session, actor_id=by, told=[told], now=now)


def proof_until(session: Session, person_id: int, today: dt.date) -> dt.date:
    """The last day on which the proof of a person's training stays, were it to end today."""
    ends = session.execute(
        select(Cohort.ends_on, Enrolment.left_at)
        .join_from(Enrolment, Cohort)
        .where(Enrolment.person_id == person_id)
    )
    days = [min(left_at.date() if left_at else ends_on, today) for ends_on, left_at in ends]
    return proof_end(max(days, default=today))


def _erase(session: Session, person_id: int, now: dt.datetime, by: int | None) -> None:
    """Do to everything that is a person's what the register says."""
    person = person_of(session, person_id)
    if person is None:
        raise LookupError(person_id)
    who = Who(person.id, person.email)
    set_active(session, person, False, now, by=by)
    _leave(session, who, now, by)
    _withdraw_details(session, who, now, by)
    _forget_files(session, who)
    for table, entry in registered():
        if entry.rows is Rows.DELETED:
            clear(session, table, entry, who)
        else:
            _replace(session, table, entry, who)
    session.expire(person)


def registered() -> Iterator[tuple[Table, Entry]]:
    """The tables that hold rows of people, each before those that it refers to."""
    for table in reversed(Base.metadata.sorted_tables):
        entry = TABLES[table.name]
        if entry.of is not None:
            yield table, entry


def clear(session: Session, table: Table, entry: Entry, who: Who) -> int:
    """Delete the rows of a person; gives how many there were."""
    assert entry.of is not None  # noqa: S101  # `registered` gives no other
    key = table.primary_key.columns.values()[0]
    return len(session.execute(delete(table).where(entry.of(table, who)).returning(key)).all())


def _replace(session: Session, table: Table, entry: Entry, who: Who) -> None:
    """Put something else where the rows that stay would name the person."""
    assert entry.of is not None  # noqa: S101  # `registered` gives no other
    erased = {name: each.erased for name, each in entry.columns.items() if each.erased}
    if not erased:
        return
    ids = session.scalars(select(table.c.id).where(entry.of(table, who))).all()
    rows = [{"of": id, **{name: made(id) for name, made in erased.items()}} for id in ids]
    if rows:
        session.connection().execute(
            update(table)
            .where(table.c.id == bindparam("of"))
            .values({name: bindparam(name) for name in erased}),
            rows,
        )


def _leave(session: Session, who: Who, now: dt.datetime, by: int | None) -> None:
    """End the place that a student has in a cohort."""
    left = session.scalars(
        update(Enrolment)
        .where(Enrolment.person_id == who.id, Enrolment.left_at.is_(None))
        .values(left_at=now)
        .returning(Enrolment.cohort_id)
    ).all()
    told = [Told("enrolment.left", ("person", who.id), {"cohort": each}) for each in left]
    record_many(session, actor_id=by, told=told, now=now)


def _withdraw_details(session: Session, who: Who, now: dt.datetime, by: int | None) -> None:
    """Withdraw from the log what it tells of a person, whatever the line is about."""
    subject = ("person", who.id)
    numbers = session.scalars(
        select(AuditLine.number).where(
            or_(
                told_of(Base.metadata.tables["audit_line"], who),
                AuditLine.details.contains(json.dumps(who.email), autoescape=True),
            ),
            AuditLine.details.is_not(None),
        )
    ).all()
    withdraw_details(session, numbers, actor_id=by, subject=subject, now=now)


def _forget_files(session: Session, who: Who) -> None:
    """Delete the files that no answer hands in: they prove nothing."""
    typed = session.scalars(select(Attempt.typed).where(Attempt.person_id == who.id))
    handed_in = {file.id for form in typed for file in listed(form.get("file", ()))}
    session.execute(
        delete(Upload)
        .where(Upload.person_id == who.id, Upload.id.not_in(handed_in))
        .execution_options(synchronize_session=False)
    )
