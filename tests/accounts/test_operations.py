"""Accounts are opened, renewed and disabled; what may not be is refused by name."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts import operations, queries
from school.accounts.errors import AccountError, SignInRefused
from school.accounts.models import Person, Role, SignIn, SignInGuess
from school.accounts.sign_ins import Visitor
from school.accounts.throttle import guess
from tests.factories import NOW, PASSWORD, make_person

PERSON: dict[str, Any] = {
    "email": "Nour@Example.org",
    "first_name": "Nour",
    "last_name": "Exemple",
    "role": "student",
    "password": PASSWORD,
}


def visitor(email: str, address: str = "192.0.2.1") -> Visitor:
    return Visitor(guess("key", email, address), "Firefox, Linux", dt.timedelta(days=30))


def test_an_account_is_opened_with_the_address_as_given(session: Session) -> None:
    person = operations.create_person(session, **PERSON, now=NOW)
    assert (person.email, person.email_key) == ("Nour@Example.org", "nour@example.org")
    assert person.role is Role.STUDENT
    assert PASSWORD not in person.password_hash


@pytest.mark.parametrize(
    "twin", ["nour@example.org", "NOUR@EXAMPLE.ORG", " Nour@Example.org ", "nour@example.org\t"]
)
def test_nobody_takes_an_address_over_by_its_case_or_its_spaces(
    session: Session, twin: str
) -> None:
    operations.create_person(session, **PERSON, now=NOW)
    with pytest.raises(AccountError) as caught:
        operations.create_person(session, **{**PERSON, "email": twin}, now=NOW)
    assert caught.value.field == "email"
    assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nour"),
        ("first_name", "Nour\r\nroot"),
        ("last_name", ""),
        ("role", "director"),
        ("password", "court"),
        ("password", "nour.exemple"),
    ],
)
def test_the_value_at_fault_is_named(session: Session, field: str, value: str) -> None:
    with pytest.raises(AccountError) as caught:
        operations.create_person(session, **{**PERSON, field: value}, now=NOW)
    assert caught.value.field == field
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_renewed_password_ends_every_sign_in(session: Session) -> None:
    person = operations.create_person(session, **PERSON, now=NOW)
    for _ in range(2):
        operations.sign_in(session, person.email, PASSWORD, visitor(person.email), NOW)
    operations.set_password(session, person, "huit bateaux sur la dune", NOW)
    assert queries.open_sign_ins(session, person.id, NOW) == []
    with pytest.raises(SignInRefused):
        operations.sign_in(session, person.email, PASSWORD, visitor(person.email), NOW)


def test_only_a_digest_of_the_token_is_kept(session: Session) -> None:
    person = operations.create_person(session, **PERSON, now=NOW)
    opened = operations.sign_in(session, person.email, PASSWORD, visitor(person.email), NOW)
    assert len(opened.token) >= 43
    kept = session.scalars(select(SignIn)).one()
    assert opened.token.encode() not in kept.token_digest
    assert kept.expires_at == NOW + dt.timedelta(days=30)
    other = operations.sign_in(session, person.email, PASSWORD, visitor(person.email), NOW)
    assert other.token != opened.token


def test_a_refused_new_password_keeps_the_old_one(session: Session) -> None:
    person = operations.create_person(session, **PERSON, now=NOW)
    who = visitor(person.email)
    with pytest.raises(AccountError):
        operations.change_password(session, person.id, PASSWORD, "court", who, NOW)
    operations.sign_in(session, person.email, PASSWORD, who, NOW)


def test_no_account_no_password_and_no_right_take_the_same_time(session: Session) -> None:
    known = make_person(session)
    disabled = make_person(session)
    operations.set_active(session, session.get_one(Person, disabled.id), False, NOW)
    times: dict[str, list[float]] = {known.email: [], disabled.email: [], "x@example.org": []}
    for number in range(20):
        for email, spent in times.items():
            start = time.process_time()
            with pytest.raises(SignInRefused):
                operations.sign_in(
                    session, email, "pas le bon mot", visitor(f"{email}{number}", f"{number}"), NOW
                )
            spent.append(time.process_time() - start)
    medians = [statistics.median(spent) for spent in times.values()]
    assert max(medians) < 1.5 * min(medians)


def test_a_refusal_is_counted_and_names_nobody(session: Session) -> None:
    person = make_person(session)
    with pytest.raises(SignInRefused):
        operations.sign_in(session, person.email, "faux", visitor(person.email), NOW)
    subjects = session.scalars(select(SignInGuess.subject)).all()
    assert len(subjects) == 2
    assert not any(b"personne" in subject or b"192" in subject for subject in subjects)
