"""Inviting people whose account has no password yet, and their coming in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import links, sign_ins
from school.accounts.errors import AccountError
from school.accounts.models import Person, Purpose
from school.accounts.operations import set_password
from school.accounts.passwords import NONE_YET
from school.accounts.sign_ins import Opened, Visitor
from school.audit.operations import record
from school.campaign.messages import N_
from school.mail.operations import post, post_all

LETTER = "invitation"


def invite(session: Session, person: Person, by: int | None, now: dt.datetime) -> None:
    """Invite a person by mail to choose a password; the link of an earlier mail ends.

    Raises AccountError when the account has a password, or may not sign in.
    """
    if person.password_hash:
        raise AccountError("password", N_("This person has chosen a password already."))
    if not person.active:
        raise AccountError("active", N_("This account is disabled: enable it first."))
    session.flush()
    post(session, LETTER, person.email, {"person": person.id}, now)
    record(session, actor_id=by, action="person.invited", subject=("person", person.id), now=now)


def invite_all(session: Session, person_ids: Collection[int], now: dt.datetime) -> None:
    """Invite many people at once; it is for the caller to tell it in the audit log.

    Those who have a password, or may not sign in, are passed over.
    """
    invited = session.execute(
        select(Person.id, Person.email).where(
            Person.id.in_(person_ids), Person.password_hash == NONE_YET, Person.active
        )
    )
    post_all(session, LETTER, [(row.email, {"person": row.id}) for row in invited], now)


def accept(
    session: Session, token: str, password: str, visitor: Visitor, now: dt.datetime
) -> Opened:
    """Choose a password by an invitation, and be signed in. Raises LinkRefused or AccountError."""
    person = links.use(session, token, Purpose.INVITATION, now)
    set_password(session, person, password, now, by=person.id)
    return sign_ins.open_for(session, person, visitor, now)
