"""Joining a cohort by a link that its administrator gives out.

Whoever has the link asks with a name and an address; a letter goes there, and nothing else is done.
The account, its password and the place in the cohort come when the letter's own link is used: only
then does a place of the link count as taken.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from school.accounts import sign_ins, throttle, tokens
from school.accounts.errors import LinkRefused
from school.accounts.models import Person, Role
from school.accounts.newcomers import Newcomer, create_students
from school.accounts.operations import set_password
from school.accounts.particulars import fold_email, read_email, read_name
from school.accounts.passwords import NONE_YET
from school.accounts.sign_ins import Opened, Visitor
from school.audit.operations import record
from school.campaign.messages import N_
from school.cohorts import enrolment
from school.cohorts.errors import CohortError
from school.cohorts.models import Cohort, Enrolment, Joining, JoinLink
from school.mail.operations import post

LETTER = "joining"
LIFETIME = dt.timedelta(days=7)
"""How long a letter's link may be used."""


@dataclass(frozen=True)
class Asked:
    """What somebody wrote to join a cohort, and the language they read."""

    email: str
    first_name: str
    last_name: str
    locale: str


@dataclass(frozen=True)
class Pending:
    """Who is about to join which cohort; whether they have a password already."""

    email: str
    first_name: str
    cohort: str
    has_password: bool


def open_link(
    session: Session,
    cohort_id: int,
    places: int,
    expires_at: dt.datetime,
    key: str,
    now: dt.datetime,
    *,
    by: int,
) -> JoinLink:
    """A new link to a cohort, for so many people. Raises LookupError, or CohortError."""
    enrolment.lock(session, cohort_id)
    seed = secrets.token_bytes(32)
    link = JoinLink(
        cohort_id=cohort_id,
        seed=seed,
        token_digest=tokens.digest(tokens.derived(key, LETTER, seed)),
        places=places,
        created_at=now,
        expires_at=expires_at,
    )
    session.add(link)
    session.flush()
    told = {"link": link.id, "places": places, "until": expires_at}
    _record(session, "cohort.link_opened", ("cohort", cohort_id), told, now, by)
    return link


def end_link(session: Session, cohort_id: int, link_id: int, now: dt.datetime, *, by: int) -> None:
    """Take a link back: nobody joins by it any more, not even who asked already."""
    ended = session.scalar(
        update(JoinLink)
        .where(JoinLink.id == link_id, JoinLink.cohort_id == cohort_id, JoinLink.ended_at.is_(None))
        .values(ended_at=now)
        .returning(JoinLink.id)
    )
    if ended is not None:
        _record(session, "cohort.link_ended", ("cohort", cohort_id), {"link": link_id}, now, by)


def cohort_of(session: Session, token: str, now: dt.datetime) -> tuple[JoinLink, str]:
    """A link that lets people in, and its cohort's name. Raises LinkRefused."""
    row = session.execute(
        select(JoinLink, Cohort.name)
        .join(Cohort)
        .where(
            JoinLink.token_digest == tokens.digest(token),
            JoinLink.ended_at.is_(None),
            JoinLink.expires_at > now,
            Cohort.archived_at.is_(None),
        )
    ).one_or_none()
    if row is None or _taken(session, row.JoinLink.id) >= row.JoinLink.places:
        raise LinkRefused
    return row.JoinLink, row.name


def ask(
    session: Session, token: str, asked: Asked, guess: throttle.Guess, now: dt.datetime
) -> None:
    """Have a letter sent to who asks to join; whether they have an account changes nothing here.

    Who asks again by the same link takes the place of what they wrote before. Raises LinkRefused,
    AccountError or TooManyGuesses.
    """
    link, _ = cohort_of(session, token, now)
    email = read_email(asked.email)
    first, last = read_name("first_name", asked.first_name), read_name("last_name", asked.last_name)
    throttle.check(session, guess, now)
    throttle.count(session, guess, now)
    _forget(session, link.id, fold_email(email), now)
    session.add(
        Joining(
            link_id=link.id,
            email=email,
            email_key=fold_email(email),
            first_name=first,
            last_name=last,
            locale=asked.locale,
            expires_at=now + LIFETIME,
        )
    )
    post(session, LETTER, email, {"link": link.id}, now)


def pending(session: Session, token: str, now: dt.datetime) -> Pending:
    """What a letter's link is about, without using it. Raises LinkRefused."""
    row = session.execute(
        select(Joining.email, Joining.first_name, Cohort.name, _HAS_PASSWORD)
        .join(JoinLink, JoinLink.id == Joining.link_id)
        .join(Cohort, Cohort.id == JoinLink.cohort_id)
        .where(
            Joining.token_digest == tokens.digest(token),
            Joining.joined_at.is_(None),
            Joining.expires_at > now,
            JoinLink.ended_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise LinkRefused
    return Pending(*row)


def join(
    session: Session, token: str, password: str, visitor: Visitor, now: dt.datetime
) -> Opened | None:
    """Join a cohort by a letter's link, which one use ends.

    Who had no password gets this one and is signed in; who had one signs in with it: None. Raises
    LinkRefused, AccountError when the password may not be used, or CohortError.
    """
    joining = session.scalar(
        update(Joining)
        .where(
            Joining.token_digest == tokens.digest(token),
            Joining.joined_at.is_(None),
            Joining.expires_at > now,
        )
        .values(joined_at=now)
        .returning(Joining)
    )
    if joining is None:
        raise LinkRefused
    link = session.get_one(JoinLink, joining.link_id)
    enrolment.lock(session, link.cohort_id)
    session.refresh(link)
    if link.ended_at is not None:
        raise LinkRefused
    if _taken(session, link.id) > link.places:
        raise CohortError("places", N_("Every place of this link is taken: ask your school."))
    person, chose = _person(session, joining, password, now)
    _enrol(session, person, link, now)
    return sign_ins.open_for(session, person, visitor, now) if chose else None


_HAS_PASSWORD = (
    select(Person.id)
    .where(Person.email_key == Joining.email_key, Person.password_hash != NONE_YET)
    .exists()
)


def _taken(session: Session, link_id: int) -> int:
    """How many people have joined by a link."""
    return (
        session.scalar(
            select(func.count(Joining.email_key.distinct())).where(
                Joining.link_id == link_id, Joining.joined_at.is_not(None)
            )
        )
        or 0
    )


def _forget(session: Session, link_id: int, email_key: str, now: dt.datetime) -> None:
    """Forget what this address asked of this link before, and all that is too old to be used."""
    again = (Joining.link_id == link_id) & (Joining.email_key == email_key)
    session.execute(
        delete(Joining).where(Joining.joined_at.is_(None), again | (Joining.expires_at <= now))
    )


def _person(
    session: Session, joining: Joining, password: str, now: dt.datetime
) -> tuple[Person, bool]:
    """The account of who joins, opened if there is none; whether the password was given to it."""
    person = session.scalar(
        select(Person).where(Person.email_key == joining.email_key).with_for_update(key_share=True)
    )
    if person is None:
        return _newcomer(session, joining, password, now), True
    if not person.active:
        raise LinkRefused
    if person.role is not Role.STUDENT:
        raise CohortError("role", N_("Your account is not a student's: ask your school."))
    if person.password_hash:
        return person, False
    set_password(session, person, password, now, by=person.id)
    return person, True


def _newcomer(session: Session, joining: Joining, password: str, now: dt.datetime) -> Person:
    """A new account, which the log says was opened by its own person."""
    newcomer = Newcomer(joining.email, joining.first_name, joining.last_name)
    (person_id,) = create_students(session, [newcomer], now)
    person = session.get_one(Person, person_id)
    person.locale = joining.locale
    told = {"email": joining.email, "role": "student"}
    _record(session, "person.created", ("person", person_id), told, now, person_id)
    set_password(session, person, password, now, by=person_id)
    return person


def _enrol(session: Session, person: Person, link: JoinLink, now: dt.datetime) -> None:
    place = session.scalar(
        select(Enrolment.cohort_id).where(
            Enrolment.person_id == person.id, Enrolment.left_at.is_(None)
        )
    )
    if place == link.cohort_id:
        return
    if place is not None:
        raise CohortError("cohort", N_("You are in another cohort: ask your school to move you."))
    session.add(Enrolment(person_id=person.id, cohort_id=link.cohort_id, joined_at=now))
    told = {"cohort": link.cohort_id, "link": link.id}
    _record(session, "enrolment.joined", ("person", person.id), told, now, person.id)


def _record(
    session: Session,
    action: str,
    subject: tuple[str, int],
    told: Mapping[str, object],
    now: dt.datetime,
    by: int,
) -> None:
    record(session, actor_id=by, action=action, subject=subject, after=told, now=now)
