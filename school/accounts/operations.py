"""What changes accounts: creating one, its password, its language, its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.accounts import links, passwords, second_factor, sign_ins
from school.accounts.errors import AccountError, CodeNeeded, SignInRefused
from school.accounts.models import Person, Role
from school.accounts.particulars import fold_email, read_email, read_name
from school.accounts.sign_ins import Opened, Visitor
from school.audit.operations import record
from school.campaign.messages import N_


def create_person(
    session: Session,
    *,
    email: str,
    first_name: str,
    last_name: str,
    role: str,
    password: str | None,
    now: dt.datetime,
    by: int | None = None,
) -> Person:
    """Open an account, by an administrator or (None) on the command line.

    Without a password, the person is to be invited to choose one (`accounts.invitations`).

    Raises AccountError naming the first value that cannot be used.
    """
    address = read_email(email)
    person = Person(
        email=address,
        email_key=fold_email(address),
        first_name=read_name("first_name", first_name),
        last_name=read_name("last_name", last_name),
        role=_read_role(role),
        password_hash=passwords.NONE_YET,
        created_at=now,
    )
    if password is not None:
        _give_password(person, password)
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        raise AccountError("email", N_("This address already has an account.")) from None
    particulars = {"email": person.email, "role": person.role.value}
    _record(session, "person.created", person, None, particulars, by, now)
    return person


def sign_in(
    session: Session, email: str, password: str, visitor: Visitor, now: dt.datetime
) -> Opened:
    """Open a sign-in with an e-mail address, however it is typed, and a password.

    Raises SignInRefused, whose count the caller must commit, TooManyGuesses, or CodeNeeded.
    """
    who = Person.email_key == fold_email(email)
    person = sign_ins.check_password(session, who, password, visitor, now)
    return sign_ins.open_for(session, person, visitor, now)


def sign_in_with_code(
    session: Session,
    key: str,
    needed: CodeNeeded,
    code: str,
    visitor: Visitor,
    now: dt.datetime,
) -> Opened:
    """Open a sign-in for a person who has given their password, and now gives a code.

    Raises SignInRefused when the password has changed since or the account is disabled;
    CodeRefused, whose count the caller must commit, or TooManyGuesses.
    """
    person = person_of(session, needed.person_id)
    if person is None or not person.active or sign_ins.mark(person) != needed.mark:
        raise SignInRefused
    second_factor.check(session, key, person, code, visitor.guess, now)
    return sign_ins.open_for(session, person, visitor, now, code_given=True)


def change_password(
    session: Session,
    person_id: int,
    current: str,
    new: str,
    visitor: Visitor,
    now: dt.datetime,
) -> Opened:
    """Change one's own password: every sign-in ends, and this device gets a new one.

    Raises SignInRefused, whose count the caller must commit, TooManyGuesses, or AccountError.
    """
    person = sign_ins.check_password(session, Person.id == person_id, current, visitor, now)
    set_password(session, person, new, now, by=person_id)
    return sign_ins.open_for(session, person, visitor, now, code_given=True)


def find_person(session: Session, email: str) -> Person:
    """The person who has an e-mail address, however it is typed. Raises AccountError."""
    person = session.scalar(
        select(Person).where(Person.email_key == fold_email(email)).with_for_update(key_share=True)
    )
    if person is None:
        raise AccountError("email", N_("No account has this address."))
    return person


def person_of(session: Session, person_id: int) -> Person | None:
    """The person who has an id, held until the transaction ends."""
    return session.scalar(
        select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    )


def set_password(
    session: Session, person: Person, password: str, now: dt.datetime, by: int | None = None
) -> None:
    """Replace a password; every sign-in and every link sent by mail ends.

    Raises AccountError when it may not be used.
    """
    _give_password(person, password)
    _record(session, "person.password_changed", person, None, None, by, now)
    links.end_all(session, person.id)
    sign_ins.close_all(session, person.id, now)


def set_role(
    session: Session, person: Person, role: str, now: dt.datetime, by: int | None = None
) -> None:
    """Give a person another role; their open pages have its rights from the next request on.

    Raises AccountError for an unknown role, or when nobody would be left to administer.
    """
    before, person.role = person.role, _read_role(role)
    if before == person.role:
        return
    roles = {"role": before.value}, {"role": person.role.value}
    _record(session, "person.role_changed", person, *roles, by, now)
    if before is Role.ADMIN:
        _keep_an_admin(session, "role")


def set_active(
    session: Session, person: Person, active: bool, now: dt.datetime, by: int | None = None
) -> None:
    """Let a person sign in, or refuse them from now on, whatever they have open.

    Raises AccountError when nobody would be left to administer.
    """
    before, person.active = person.active, active
    if before != active:
        action = "person.enabled" if active else "person.disabled"
        _record(session, action, person, {"active": before}, {"active": active}, by, now)
    if not active:
        if person.role is Role.ADMIN:
            _keep_an_admin(session, "active")
        links.end_all(session, person.id)
        sign_ins.close_all(session, person.id, now)


def sign_out_everywhere(
    session: Session, person: Person, now: dt.datetime, by: int | None = None
) -> None:
    """End every sign-in of a person."""
    _record(session, "person.signed_out", person, None, None, by, now)
    sign_ins.close_all(session, person.id, now)


def set_locale(session: Session, person_id: int, locale: str) -> None:
    """Keep the language that a person reads."""
    session.execute(update(Person).where(Person.id == person_id).values(locale=locale))


def _record(
    session: Session,
    action: str,
    person: Person,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    by: int | None,
    now: dt.datetime,
) -> None:
    session.flush()
    subject = ("person", person.id)
    record(
        session, actor_id=by, action=action, subject=subject, before=before, after=after, now=now
    )


def end_second_factor(
    session: Session, person: Person, now: dt.datetime, by: int | None = None
) -> None:
    """End the second factor of somebody who cannot give it any more, and their sign-ins."""
    second_factor.end(session, person, now, by)
    sign_ins.close_all(session, person.id, now)


def _keep_an_admin(session: Session, field: str) -> None:
    """Refuse to leave the school without an administrator who may sign in.

    To be called once the change is in the log: those who change two admins at once wait there for
    each other, and the second sees what the first did.
    """
    admins = select(Person.id).where(Person.role == Role.ADMIN, Person.active)
    if session.scalar(admins.limit(1)) is None:
        raise AccountError(field, N_("This is the last administrator: name another one first."))


def _give_password(person: Person, password: str) -> None:
    problem = passwords.problem(password, person.email, person.first_name, person.last_name)
    if problem is not None:
        raise AccountError("password", problem)
    person.password_hash = passwords.hash(password)


def _read_role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise AccountError("role", N_("Choose a role: student, instructor or admin.")) from None
