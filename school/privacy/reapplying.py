"""Erasing again those whom the restore of an older back-up brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Person
from school.privacy.erased import Erased, digest
from school.privacy.erasure import impose
from school.privacy.models import ErasureRequest


@dataclass(frozen=True)
class Reapplied:
    """How many were erased again, were erased already, and are not in this database."""

    again: int
    already: int
    absent: int


def reapply(session: Session, listed: Iterable[Erased], now: dt.datetime) -> Reapplied:
    """Erase those on the list who are back. An account opened at another time is somebody else's.

    Raises AccountError when nobody would be left to administer.
    """
    done = set(
        session.scalars(select(ErasureRequest.person_id).where(ErasureRequest.done_at.is_not(None)))
    )
    again = already = absent = 0
    for each in listed:
        person = session.get(Person, each.id)
        if person is None or digest(person.id, person.created_at) != each.digest:
            absent += 1
        elif each.id in done:
            already += 1
        else:
            impose(session, each.id, each.proof_until, now)
            done.add(each.id)
            again += 1
    return Reapplied(again, already, absent)
