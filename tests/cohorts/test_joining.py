"""People join a cohort by its link, once they confirm their address, while there are places."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Person, Role
from school.audit.models import AuditLine
from school.cohorts.models import Cohort, Enrolment
from tests.accounts.letterbox import link_in, receive
from tests.accounts.pages import is_signed_in, post, try_password
from tests.factories import Account, csrf, make_cohort, make_person

NEW = "trois canoës sous la lune"
CHOSEN = {"new_password": NEW, "repeated_password": NEW}
WHO = {"first_name": "Zoé", "last_name": "Exemple"}


@pytest.fixture
def cohort(session: Session) -> Cohort:
    return make_cohort(session)


@pytest.fixture
def admin(session: Session, signed_in: Callable[[Account], FlaskClient]) -> FlaskClient:
    return signed_in(make_person(session, Role.ADMIN))


@pytest.fixture
def link(admin: FlaskClient, cohort: Cohort) -> str:
    return open_link(admin, cohort)


def links_page(cohort: Cohort) -> str:
    return f"/administrer/cohortes/{cohort.id}/liens"


def open_link(admin: FlaskClient, cohort: Cohort, places: int = 2, last_day: str = "") -> str:
    """Open a link on the cohort's page, and copy its path from there."""
    day = last_day or (dt.datetime.now(dt.UTC) + dt.timedelta(days=3)).date().isoformat()
    page = links_page(cohort)
    reply = post(admin, page, page, places=str(places), last_day=day)
    assert reply.status_code == 303
    found = re.search(r'value="http[^"]*(/rejoindre/[^"]+)"', admin.get(page).text)
    assert found
    return found[1]


def ask(app: Flask, link: str, email: str) -> int:
    """Ask to join, from a browser of one's own."""
    client = app.test_client()
    return client.post(link, data={"csrf_token": csrf(client), "email": email, **WHO}).status_code


def letter_to(app: Flask, email: str) -> str:
    """The link of the latest letter to an address."""
    return [link_in(mail) for mail in receive(app) if mail["To"] == email][-1]


def find(session: Session, email: str) -> Person | None:
    """The account of an address."""
    found = session.scalar(select(Person).where(Person.email == email))
    session.expunge_all()
    session.rollback()
    return found


def places(session: Session, cohort: Cohort) -> list[int]:
    """Who is in a cohort."""
    found = session.scalars(
        select(Enrolment.person_id).where(
            Enrolment.cohort_id == cohort.id, Enrolment.left_at.is_(None)
        )
    ).all()
    session.rollback()
    return list(found)


def test_a_newcomer_is_in_once_the_address_is_confirmed(
    app: Flask, session: Session, client: FlaskClient, link: str, cohort: Cohort
) -> None:
    assert cohort.name in client.get(link).text
    assert ask(app, link, "zoe@example.org") == 303
    assert find(session, "zoe@example.org") is None
    confirmation = letter_to(app, "zoe@example.org")
    page = client.get(confirmation)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert places(session, cohort) == []
    assert (
        post(client, confirmation, new_password="court", repeated_password="court").status_code
        == 422
    )
    assert post(client, confirmation, **CHOSEN).status_code == 303
    assert is_signed_in(client)
    zoe = find(session, "zoe@example.org")
    assert zoe is not None
    assert (zoe.first_name, zoe.role, places(session, cohort)) == ("Zoé", Role.STUDENT, [zoe.id])
    assert client.get(confirmation).status_code == 410
    lines = session.execute(
        select(AuditLine.action, AuditLine.actor_id).where(AuditLine.subject_id == str(zoe.id))
    ).all()
    assert ("enrolment.joined", zoe.id) in lines
    assert ("person.created", zoe.id) in lines


def test_an_account_joins_and_keeps_its_password(
    app: Flask, session: Session, client: FlaskClient, link: str, cohort: Cohort
) -> None:
    account = make_person(session)
    ask(app, link, account.email.upper())
    confirmation = letter_to(app, account.email.upper())
    reply = post(client, confirmation)
    assert (reply.status_code, reply.location) == (303, "/connexion")
    assert not is_signed_in(client)
    assert places(session, cohort) == [account.id]
    assert try_password(client, account, account.password).status_code == 303


def test_who_is_elsewhere_or_teaches_is_refused_and_uses_nothing_up(
    app: Flask, session: Session, client: FlaskClient, link: str, cohort: Cohort
) -> None:
    student, teacher = make_person(session), make_person(session, Role.INSTRUCTOR)
    make_cohort(session, student)
    for account in (student, teacher):
        ask(app, link, account.email)
        confirmation = letter_to(app, account.email)
        assert post(client, confirmation).status_code == 409
        assert client.get(confirmation).status_code == 200
    assert places(session, cohort) == []


def test_whether_an_address_has_an_account_is_not_told(
    app: Flask, session: Session, client: FlaskClient, link: str
) -> None:
    account = make_person(session)
    replies = [
        post(client, link, link, email=email, **WHO) for email in (account.email, "zoe@example.org")
    ]
    assert len({(reply.status_code, reply.location, reply.data) for reply in replies}) == 1


def test_places_are_taken_by_those_who_confirm_and_never_twice(
    app: Flask, session: Session, link: str, cohort: Cohort
) -> None:
    """Four ask for two places, and confirm at once."""
    emails = [f"p{number}@example.org" for number in range(4)]
    assert [ask(app, link, email) for email in emails] == [303] * 4
    confirmations = [letter_to(app, email) for email in emails]
    clients = [app.test_client() for _ in emails]
    tokens = [csrf(client) for client in clients]

    def confirm(number: int) -> int:
        form = {"csrf_token": tokens[number], **CHOSEN}
        return clients[number].post(confirmations[number], data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(confirm, range(4))) == [303, 303, 409, 409]
    assert len(places(session, cohort)) == 2
    assert ask(app, link, "late@example.org") == 410


def test_an_ended_link_lets_nobody_in_not_even_who_asked(
    app: Flask, client: FlaskClient, admin: FlaskClient, link: str, cohort: Cohort
) -> None:
    ask(app, link, "zoe@example.org")
    confirmation = letter_to(app, "zoe@example.org")
    ask(app, link, "late@example.org")
    page = links_page(cohort)
    (ending,) = re.findall(r'action="([^"]+/fin)"', admin.get(page).text)
    assert post(admin, ending, page).status_code == 303
    assert [client.get(path).status_code for path in (link, confirmation)] == [410, 410]
    assert post(client, confirmation, **CHOSEN).status_code == 410
    assert ask(app, link, "ali@example.org") == 410
    assert len(receive(app)) == 1


def test_a_link_works_until_the_end_of_its_last_day(
    app: Flask, session: Session, signed_in: Callable[[Account], FlaskClient], cohort: Cohort
) -> None:
    """The end of a day in Paris; on 31 October 2027 the clocks have gone back that night."""
    with time_machine.travel(dt.datetime(2027, 10, 30, 9, tzinfo=dt.UTC), tick=False) as clock:
        admin = signed_in(make_person(session, Role.ADMIN))
        link = open_link(admin, cohort, last_day="2027-10-31")
        clock.move_to(dt.datetime(2027, 10, 31, 22, 59, tzinfo=dt.UTC))
        assert app.test_client().get(link).status_code == 200
        clock.move_to(dt.datetime(2027, 10, 31, 23, 0, tzinfo=dt.UTC))
        assert app.test_client().get(link).status_code == 410


def test_what_was_asked_again_takes_the_place_of_what_was_asked_before(
    app: Flask, session: Session, client: FlaskClient, link: str
) -> None:
    token = csrf(client)
    for name in ("Zoe", "Zoé"):
        form = {"csrf_token": token, "email": "zoe@example.org", **WHO, "first_name": name}
        assert client.post(link, data=form).status_code == 303
    (mail,) = receive(app)
    assert "Bonjour Zoé," in mail.as_string().replace("=C3=A9", "é")


@pytest.mark.parametrize(
    "wrong", [{"email": "zoe"}, {"last_name": " "}, {"first_name": "Z\tz\x00"}]
)
def test_what_cannot_be_used_is_told_and_nothing_typed_is_lost(
    client: FlaskClient, link: str, wrong: dict[str, str]
) -> None:
    page = post(client, link, link, **({"email": "zoe@example.org", **WHO} | wrong))
    assert page.status_code in (400, 422)
    assert "Exemple" in page.text or "last_name" in wrong


def test_letters_to_one_address_are_few(app: Flask, link: str) -> None:
    assert [ask(app, link, "zoe@example.org") for _ in range(4)] == [303, 303, 303, 429]


@pytest.mark.parametrize(
    ("places", "last_day"), [("0", "2099-01-01"), ("x", "2099-01-01"), ("5", "2020-01-01")]
)
def test_a_link_without_a_place_or_a_day_is_not_opened(
    admin: FlaskClient, cohort: Cohort, places: str, last_day: str
) -> None:
    page = links_page(cohort)
    assert post(admin, page, page, places=places, last_day=last_day).status_code == 422
