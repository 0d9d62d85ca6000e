"""What changes cohorts: creating one, its name, days and instructors, its archiving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.accounts.errors import AccountError
from school.accounts.models import Person, Role
from school.accounts.particulars import read_name
from school.audit.operations import record
from school.campaign.messages import N_
from school.cohorts.errors import CohortError
from school.cohorts.models import Cohort, CohortInstructor, Enrolment

FIRST_DAY = dt.date(2000, 1, 1)
LAST_DAY = dt.date(2099, 12, 31)


@dataclass(frozen=True)
class Particulars:
    """What a cohort is called, its first and last days, and the ids of its instructors.

    `opens_by_date` is False where every module is open at once.
    """

    name: str
    starts_on: dt.date
    ends_on: dt.date
    instructors: Collection[int] = ()
    opens_by_date: bool = True


def create(
    session: Session, particulars: Particulars, now: dt.datetime, *, by: int | None
) -> Cohort:
    """Open a cohort. Raises CohortError naming the first value that cannot be used."""
    read = _read(session, particulars)
    cohort = Cohort(
        name=read.name,
        starts_on=read.starts_on,
        ends_on=read.ends_on,
        opens_by_date=read.opens_by_date,
    )
    with _own_name(session):
        session.add(cohort)
    _give_instructors(session, cohort.id, read.instructors)
    _record(session, "cohort.created", cohort.id, None, _told(read), by, now)
    return cohort


def edit(
    session: Session, cohort_id: int, particulars: Particulars, now: dt.datetime, *, by: int | None
) -> Cohort:
    """Change what a cohort is. Raises LookupError, or CohortError as `create` does.

    When its first day moves, those that students have of their own move with it.
    """
    cohort = hold(session, cohort_id)
    read, before = _read(session, particulars), particulars_of(session, cohort)
    if read == before:
        return cohort
    with _own_name(session):
        cohort.name, cohort.starts_on, cohort.ends_on = read.name, read.starts_on, read.ends_on
        cohort.opens_by_date = read.opens_by_date
    _move_own_starts(session, cohort_id, read.starts_on - before.starts_on)
    _give_instructors(session, cohort_id, read.instructors)
    told, was = _told(read), _told(before)
    changed = [name for name in told if told[name] != was[name]]
    _record(
        session,
        "cohort.edited",
        cohort_id,
        {name: was[name] for name in changed},
        {name: told[name] for name in changed},
        by,
        now,
    )
    return cohort


def shift(session: Session, cohort_id: int, days: int, now: dt.datetime, *, by: int | None) -> None:
    """Move all the dates of a cohort by days, later or earlier; holidays stay where they are.

    Raises LookupError, or CohortError when a date would leave what a cohort may have.
    """
    present = particulars_of(session, hold(session, cohort_id))
    try:
        moved = replace(
            present,
            starts_on=present.starts_on + dt.timedelta(days),
            ends_on=present.ends_on + dt.timedelta(days),
        )
        edit(session, cohort_id, moved, now, by=by)
    except (OverflowError, CohortError):
        raise CohortError("days", N_("Choose a day between 2000 and 2099.")) from None


def archive(
    session: Session, cohort_id: int, archived: bool, now: dt.datetime, *, by: int | None
) -> None:
    """Put a cohort away with its record, or take it back. Raises LookupError."""
    cohort = hold(session, cohort_id)
    if archived == (cohort.archived_at is not None):
        return
    cohort.archived_at = now if archived else None
    action = "cohort.archived" if archived else "cohort.restored"
    _record(session, action, cohort_id, None, None, by, now)


def hold(session: Session, cohort_id: int) -> Cohort:
    """A cohort, held by this transaction: who changes it is alone. Raises LookupError."""
    cohort = session.scalar(select(Cohort).where(Cohort.id == cohort_id).with_for_update())
    if cohort is None:
        raise LookupError(f"there is no cohort {cohort_id}")
    return cohort


def particulars_of(session: Session, cohort: Cohort) -> Particulars:
    """What a cohort is now."""
    teachers = select(CohortInstructor.person_id).where(CohortInstructor.cohort_id == cohort.id)
    return Particulars(
        cohort.name,
        cohort.starts_on,
        cohort.ends_on,
        frozenset(session.scalars(teachers)),
        cohort.opens_by_date,
    )


def _read(session: Session, particulars: Particulars) -> Particulars:
    try:
        name = read_name("name", particulars.name)
    except AccountError as error:
        raise CohortError(error.field, str(error)) from None
    for field in ("starts_on", "ends_on"):
        if not FIRST_DAY <= getattr(particulars, field) <= LAST_DAY:
            raise CohortError(field, N_("Choose a day between 2000 and 2099."))
    if particulars.starts_on >= particulars.ends_on:
        raise CohortError("ends_on", N_("Choose a last day that comes after the first one."))
    instructors = frozenset(particulars.instructors)
    known = select(Person.id).where(Person.id.in_(instructors), Person.role == Role.INSTRUCTOR)
    if instructors and instructors != set(session.scalars(known)):
        raise CohortError("instructors", N_("Choose among the instructors of the school."))
    return replace(particulars, name=name, instructors=instructors)


@contextmanager
def _own_name(session: Session) -> Iterator[None]:
    try:
        with session.begin_nested():
            yield
    except IntegrityError:
        raise CohortError("name", N_("Another cohort has this name.")) from None


def _move_own_starts(session: Session, cohort_id: int, by: dt.timedelta) -> None:
    own = select(Enrolment).where(
        Enrolment.cohort_id == cohort_id,
        Enrolment.left_at.is_(None),
        Enrolment.starts_on.is_not(None),
    )
    for enrolment in session.scalars(own) if by else ():
        enrolment.starts_on = enrolment.starts_on + by if enrolment.starts_on else None


def _give_instructors(session: Session, cohort_id: int, instructors: Collection[int]) -> None:
    session.execute(delete(CohortInstructor).where(CohortInstructor.cohort_id == cohort_id))
    rows = [{"cohort_id": cohort_id, "person_id": each} for each in sorted(instructors)]
    if rows:
        session.execute(insert(CohortInstructor), rows)


def _told(particulars: Particulars) -> dict[str, Any]:
    return {
        "name": particulars.name,
        "starts_on": particulars.starts_on.isoformat(),
        "ends_on": particulars.ends_on.isoformat(),
        "instructors": sorted(particulars.instructors),
        "opens_by_date": particulars.opens_by_date,
    }


def _record(
    session: Session,
    action: str,
    cohort_id: int,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    by: int | None,
    now: dt.datetime,
) -> None:
    subject = ("cohort", cohort_id)
    record(
        session, actor_id=by, action=action, subject=subject, before=before, after=after, now=now
    )
