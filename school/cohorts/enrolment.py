"""Enrolling students, moving them between cohorts, ending their enrolment; nothing is deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from school.accounts.invitations import invite_all
from school.accounts.models import Role
from school.accounts.newcomers import Newcomer, create_students
from school.audit.operations import Told, record_many
from school.campaign.messages import N_
from school.cohorts.errors import CohortError
from school.cohorts.models import Cohort, Enrolment
from school.cohorts.operations import hold
from school.cohorts.planning import Move, Plan
from school.database import dialect_of

AT_ONCE = 250
"""People between two words on how far it has come."""
_LOCK = int.from_bytes(b"enrolled")


def lock(session: Session, cohort_id: int) -> Cohort:
    """Let nobody else enrol until this transaction ends, so that a plan made now still holds.

    Gives the cohort. Raises LookupError, or CohortError when it is archived.
    """
    if dialect_of(session) == "postgresql":  # SQLite's writers already wait for each other
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    cohort = hold(session, cohort_id)
    if cohort.archived_at is not None:
        raise CohortError("cohort", N_("This cohort is archived: take it back before enrolling."))
    return cohort


def apply(
    session: Session, plan: Plan, *, by: int | None, now: dt.datetime, invite: bool = False
) -> Iterator[int]:
    """Do what a plan made under `lock` says; gives, now and then, how many people are done.

    With `invite`, those whose account is opened are mailed an invitation to choose a password.
    All of it is in the caller's transaction: it is whole or nothing. Raises IntegrityError when
    somebody opened one of these accounts meanwhile.
    """
    if plan.problems:
        raise ValueError("a plan with problems is not applied")
    told: list[Told] = []
    opened: list[int] = []
    for some in _batches(plan.created):
        ids = _create(session, plan.cohort_id, some, now)
        told += _told_of_new(plan.cohort_id, ids, some)
        opened += ids
        yield len(opened)
    done = len(opened)
    for some in _batches([*plan.left, *plan.joined, *plan.moved]):
        told += _transfer(session, plan, some, now)
        done += len(some)
        yield done
    if invite and opened:
        invite_all(session, opened, now)
        told += (Told("person.invited", ("person", id)) for id in opened)
    record_many(session, actor_id=by, told=told, now=now)


def _batches(moves: Sequence[Move]) -> Iterator[Sequence[Move]]:
    for start in range(0, len(moves), AT_ONCE):
        yield moves[start : start + AT_ONCE]


def _create(
    session: Session, cohort_id: int, moves: Sequence[Move], now: dt.datetime
) -> Sequence[int]:
    newcomers = [Newcomer(move.email, move.first_name, move.last_name) for move in moves]
    ids = create_students(session, newcomers, now)
    _join(session, ids, cohort_id, now)
    return ids


def _told_of_new(cohort_id: int, ids: Sequence[int], moves: Sequence[Move]) -> Iterator[Told]:
    for id, move in zip(ids, moves, strict=True):
        person = {"email": move.email, "role": Role.STUDENT.value}
        yield Told("person.created", ("person", id), after=person)
        yield Told("enrolment.joined", ("person", id), after={"cohort": cohort_id})


def _transfer(
    session: Session, plan: Plan, moves: Sequence[Move], now: dt.datetime
) -> Iterator[Told]:
    """End the places of some people, and open those of whom they are to join."""
    left = set(plan.left)
    ended = [move.enrolment_id for move in moves if move.enrolment_id is not None]
    if ended:
        session.execute(update(Enrolment).where(Enrolment.id.in_(ended)).values(left_at=now))
    _join(session, [_id(move) for move in moves if move not in left], plan.cohort_id, now)
    return (_told(move, None if move in left else plan.cohort_id) for move in moves)


def _join(session: Session, ids: Sequence[int], cohort_id: int, now: dt.datetime) -> None:
    if ids:
        rows = [{"person_id": id, "cohort_id": cohort_id, "joined_at": now} for id in ids]
        session.execute(insert(Enrolment), rows)


def _told(move: Move, cohort_id: int | None) -> Told:
    subject = ("person", _id(move))
    before = None if move.cohort_id is None else {"cohort": move.cohort_id}
    if cohort_id is None:
        return Told("enrolment.left", subject, before=before)
    after = {"cohort": cohort_id}
    return Told("enrolment.moved" if before else "enrolment.joined", subject, before, after)


def _id(move: Move) -> int:
    if move.person_id is None:
        raise ValueError(f"{move.email} has no account")
    return move.person_id
