"""Links sent by mail: made as the mail leaves, used once, by the person they were made for."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from school.accounts import tokens
from school.accounts.errors import LinkRefused
from school.accounts.models import Link, Person, Purpose

LIFETIMES = {
    Purpose.INVITATION: dt.timedelta(days=7),
    Purpose.RESET: dt.timedelta(minutes=30),
}


def make(session: Session, person_id: int, purpose: Purpose, now: dt.datetime) -> str:
    """The token of a new link, in the place of those that this person has for this purpose."""
    session.execute(
        delete(Link).where(
            Link.person_id == person_id, Link.purpose == purpose, Link.used_at.is_(None)
        )
    )
    token = tokens.new()
    expires_at, digest = now + LIFETIMES[purpose], tokens.digest(token)
    link = Link(person_id=person_id, purpose=purpose, token_digest=digest, expires_at=expires_at)
    session.add(link)
    session.flush()
    return token


def holder(session: Session, token: str, purpose: Purpose, now: dt.datetime) -> Person:
    """Whose link this is, without using it. Raises LinkRefused."""
    person = session.scalar(
        select(Person)
        .join(Link)
        .where(
            Link.token_digest == tokens.digest(token),
            Link.purpose == purpose,
            Link.used_at.is_(None),
            Link.expires_at > now,
            Person.active,
        )
    )
    if person is None:
        raise LinkRefused
    return person


def use(session: Session, token: str, purpose: Purpose, now: dt.datetime) -> Person:
    """Use a link up, and give whose it is, locked. Of several at once, one wins.

    Raises LinkRefused.
    """
    person_id = session.scalar(
        update(Link)
        .where(
            Link.token_digest == tokens.digest(token),
            Link.purpose == purpose,
            Link.used_at.is_(None),
            Link.expires_at > now,
        )
        .values(used_at=now)
        .returning(Link.person_id)
    )
    person = session.scalar(
        select(Person).where(Person.id == person_id, Person.active).with_for_update(key_share=True)
    )
    if person is None:
        raise LinkRefused
    return person


def end_all(session: Session, person_id: int) -> None:
    """End the links of a person that were not used."""
    session.execute(delete(Link).where(Link.person_id == person_id, Link.used_at.is_(None)))
