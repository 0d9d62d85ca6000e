"""What pages and the command line read about accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Person, SignIn


@dataclass(frozen=True)
class OpenSignIn:
    """A device on which a person is signed in."""

    id: int
    device: str
    created_at: dt.datetime
    seen_at: dt.datetime


@dataclass(frozen=True)
class Account:
    """A line of the list of accounts."""

    email: str
    first_name: str
    last_name: str
    role: str
    active: bool


def open_sign_ins(session: Session, person_id: int, now: dt.datetime) -> Sequence[OpenSignIn]:
    """Where a person is signed in, the latest first."""
    rows = session.execute(
        select(SignIn.id, SignIn.device, SignIn.created_at, SignIn.seen_at)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )
    return [OpenSignIn(*row) for row in rows]


def accounts(session: Session) -> Sequence[Account]:
    """Every account, by e-mail address."""
    rows = session.execute(
        select(
            Person.email, Person.first_name, Person.last_name, Person.role, Person.active
        ).order_by(Person.email_key)
    )
    return [Account(*row) for row in rows]
