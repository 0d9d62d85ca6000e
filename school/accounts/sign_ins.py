"""Sign-ins: checking a password, opening one, closing some."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from school.accounts import passwords, second_factor, throttle, tokens
from school.accounts.errors import CodeNeeded, SignInRefused
from school.accounts.identity import Identity
from school.accounts.models import Person, SignIn


@dataclass(frozen=True)
class Visitor:
    """Where a password is given from, and how long a sign-in may last there."""

    guess: throttle.Guess
    device: str
    lifetime: dt.timedelta


@dataclass(frozen=True)
class Opened:
    """A sign-in that has just been opened; nobody else knows its token."""

    identity: Identity
    token: str


def check_password(
    session: Session,
    who: ColumnElement[bool],
    password: str,
    visitor: Visitor,
    now: dt.datetime,
) -> Person:
    """The active person whom a condition finds and whose password this is, locked.

    An unknown person, a wrong password and a disabled account are refused alike, in the same
    time. Raises SignInRefused, whose count the caller must commit, or TooManyGuesses.
    """
    throttle.check(session, visitor.guess, now)
    person = session.scalar(select(Person).where(who).with_for_update(key_share=True))
    kept = (person and person.password_hash) or passwords.NOBODY
    right = passwords.verify(kept, password)
    if person is None or not right or not person.active:
        throttle.count(session, visitor.guess, now)
        raise SignInRefused
    throttle.forget(session, visitor.guess)
    return person


def open_for(
    session: Session,
    person: Person,
    visitor: Visitor,
    now: dt.datetime,
    *,
    code_given: bool = False,
) -> Opened:
    """Open a sign-in for a person who has proved who they are.

    Raises CodeNeeded when they have a second factor and `code_given` does not say that they gave
    it: no way in can forget to ask.
    """
    if not code_given and second_factor.is_set(session, person.id):
        raise CodeNeeded(person.id, mark(person))
    token = tokens.new()
    sign_in = SignIn(
        person_id=person.id,
        token_digest=tokens.digest(token),
        device=visitor.device,
        created_at=now,
        seen_at=now,
        expires_at=now + visitor.lifetime,
    )
    session.add(sign_in)
    session.flush()
    identity = Identity(
        id=person.id,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        role=person.role,
        locale=person.locale,
        sign_in_id=sign_in.id,
    )
    return Opened(identity, token)


def mark(person: Person) -> str:
    """What tells this password of a person's from their next."""
    return hashlib.sha256(person.password_hash.encode()).hexdigest()[:16]


def close(session: Session, sign_in_id: int, now: dt.datetime) -> None:
    """End one sign-in."""
    _end(session, SignIn.id == sign_in_id, now)


def close_others(session: Session, person_id: int, kept_id: int, now: dt.datetime) -> None:
    """End every sign-in of a person but one."""
    _end(session, (SignIn.person_id == person_id) & (SignIn.id != kept_id), now)


def close_all(session: Session, person_id: int, now: dt.datetime) -> None:
    """End every sign-in of a person."""
    _end(session, SignIn.person_id == person_id, now)


def _end(session: Session, which: ColumnElement[bool], now: dt.datetime) -> None:
    session.execute(update(SignIn).where(which, SignIn.ended_at.is_(None)).values(ended_at=now))
