"""Links sent by mail open one account, for one purpose, once, in their time."""

from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from school.accounts import invitations, operations
from school.accounts.errors import AccountError
from school.accounts.models import Person, SignIn
from school.audit.models import AuditLine
from school.mail.models import Mail
from tests.accounts.letterbox import link_in, receive
from tests.accounts.pages import WRONG, is_signed_in, post, try_password
from tests.factories import PASSWORD, Account, csrf, make_person, sign_in

NEW = "trois canoës sous la lune"
FORGOTTEN = "/mot-de-passe-oublie"


@pytest.fixture
def account(session: Session) -> Account:
    return make_person(session, email="Camille@Example.org")


def invited(session: Session, locale: str = "fr") -> Person:
    """A person without a password, and an invitation on its way."""
    moment = dt.datetime.now(dt.UTC)
    person = operations.create_person(
        session,
        email="Nour@example.org",
        first_name="Nour",
        last_name="Exemple",
        role="student",
        password=None,
        now=moment,
    )
    person.locale = locale
    invitations.invite(session, person, None, moment)
    session.commit()
    return person


def choose(client: FlaskClient, path: str, password: str = NEW, again: str = "") -> int:
    """Send the form of a link."""
    fields = {"new_password": password, "repeated_password": again or password}
    return post(client, path, "/connexion", **fields).status_code


def ask(client: FlaskClient, email: str) -> int:
    return post(client, FORGOTTEN, FORGOTTEN, email=email).status_code


def test_an_invited_person_chooses_a_password_and_comes_in(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    person = invited(session)
    (mail,) = receive(app)
    assert (mail["To"], mail["Subject"]) == ("Nour@example.org", "Votre place chez ffollozz")
    path = link_in(mail)
    assert client.get(path).status_code == 200
    assert client.get(path).status_code == 200
    assert choose(client, path, "court") == 422
    assert choose(client, path, again=WRONG) == 422
    assert choose(client, path) == 303
    assert is_signed_in(client)
    assert choose(client, path) == 410
    assert is_signed_in(sign_in(app.test_client(), Account(person.id, person.email, "Nour", NEW)))
    lines = session.scalars(select(AuditLine.action).order_by(AuditLine.number)).all()
    assert lines == ["person.created", "person.invited", "person.password_changed"]


def test_an_account_without_a_password_is_refused_like_any_other(
    session: Session, client: FlaskClient
) -> None:
    person = invited(session)
    for password in (WRONG, " "):
        assert try_password(client, person.email, password).status_code == 401


def test_a_letter_speaks_its_readers_language(app: Flask, session: Session) -> None:
    invited(session, locale="en")
    assert receive(app)[0]["Subject"] == "Your place at ffollozz"


def test_who_has_a_password_is_not_invited(session: Session, account: Account) -> None:
    person = session.get_one(Person, account.id)
    with pytest.raises(AccountError, match="already"):
        invitations.invite(session, person, None, dt.datetime.now(dt.UTC))


def test_a_new_invitation_ends_the_one_before(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    person = invited(session)
    receive(app)
    invitations.invite(session, person, None, dt.datetime.now(dt.UTC))
    session.commit()
    first, second = map(link_in, receive(app))
    assert [client.get(path).status_code for path in (first, second)] == [410, 200]


def test_a_forgotten_password_is_chosen_again_and_every_device_signed_out(
    app: Flask, session: Session, client: FlaskClient, account: Account
) -> None:
    device = sign_in(app.test_client(), account)
    for _ in range(10):
        try_password(client, account)
    assert ask(client, account.email.upper()) == 303
    (mail,) = receive(app)
    assert mail["To"] == account.email
    assert choose(client, link_in(mail)) == 303
    assert not is_signed_in(device)
    assert not is_signed_in(client)
    assert try_password(client, account, PASSWORD).status_code == 401
    assert try_password(client, account, NEW).status_code == 303
    assert choose(client, link_in(mail)) == 410


@pytest.mark.parametrize(
    ("purpose", "days", "status"),
    [
        ("invitation", 6, 200), ("invitation", 8, 410),
        ("mot-de-passe", 1 / 72, 200), ("mot-de-passe", 1 / 40, 410),
    ],
)  # fmt: skip
def test_a_link_lasts_for_its_time(
    app: Flask, session: Session, account: Account, purpose: str, days: float, status: int
) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False) as clock:
        invited(session)
        ask(app.test_client(), account.email)
        (path,) = (p for p in map(link_in, receive(app)) if purpose in p)
        clock.shift(dt.timedelta(days=days))
        assert app.test_client().get(path).status_code == status
        assert choose(app.test_client(), path) == (303 if status == 200 else 410)


def test_a_link_serves_its_own_purpose_alone(
    app: Flask, session: Session, client: FlaskClient, account: Account
) -> None:
    invited(session)
    ask(client, account.email)
    for path in map(link_in, receive(app)):
        swapped = path.replace("invitation", "@").replace("mot-de-passe", "invitation")
        swapped = swapped.replace("@", "mot-de-passe")
        assert client.get(swapped).status_code == 410
        assert choose(client, swapped) == 410
        assert client.get(path).status_code == 200


def test_of_parallel_uses_one_wins(app: Flask, session: Session) -> None:
    invited(session)
    path = link_in(receive(app)[0])
    clients = [app.test_client() for _ in range(4)]
    tokens = [csrf(client) for client in clients]

    def use(number: int) -> int:
        password = f"{NEW} {number}"
        form = {"csrf_token": tokens[number], "new_password": password}
        reply = clients[number].post(path, data=form | {"repeated_password": password})
        return reply.status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(use, range(4)))
    assert statuses == [303, 410, 410, 410]
    assert session.scalar(select(func.count()).select_from(SignIn)) == 1


def test_disabling_a_person_or_changing_the_password_ends_their_links(
    app: Flask, session: Session, client: FlaskClient, account: Account
) -> None:
    person = session.get_one(Person, account.id)
    session.commit()
    now = dt.datetime.now(dt.UTC)
    ask(client, account.email)
    first = link_in(receive(app)[0])
    operations.set_password(session, person, NEW, now)
    session.commit()
    assert client.get(first).status_code == 410
    ask(client, account.email)
    second = link_in(receive(app)[1])
    operations.set_active(session, person, False, now)
    session.commit()
    assert client.get(second).status_code == 410
    ask(client, account.email)
    assert len(receive(app)) == 2


def test_nothing_tells_whether_an_address_has_an_account(
    app: Flask, session: Session, client: FlaskClient, account: Account
) -> None:
    """The same reply, and the same rows: who is meant is looked up when the mail leaves."""
    replies = [
        post(client, FORGOTTEN, FORGOTTEN, email=email)
        for email in (account.email, "personne@example.org")
    ]
    known, unknown = ((r.status_code, r.location, r.data, [*r.headers.keys()]) for r in replies)
    assert known == unknown
    rows = session.execute(select(Mail.kind, Mail.state, Mail.data, Mail.tries)).all()
    assert rows[0] == rows[1]
    session.rollback()
    assert [mail["To"] for mail in receive(app)] == [account.email]


def test_the_fourth_letter_to_an_address_waits_known_or_not(
    client: FlaskClient, account: Account
) -> None:
    for email in (account.email, "personne@example.org"):
        assert [ask(client, email) for _ in range(4)] == [303, 303, 303, 429]
    assert try_password(client, account, PASSWORD).status_code == 303


def test_a_forged_host_never_reaches_a_mail(
    app: Flask, client: FlaskClient, account: Account
) -> None:
    there = "http://pirate.example"
    page = client.get(FORGOTTEN, base_url=there).get_data(as_text=True)
    token = re.findall(r'name="csrf-token" content="([^"]+)"', page)[0]
    form = {"csrf_token": token, "email": account.email}
    headers = {"X-Forwarded-Host": "pirate.example"}
    assert client.post(FORGOTTEN, base_url=there, data=form, headers=headers).status_code == 303
    (mail,) = receive(app)
    assert "pirate" not in mail.as_string()


def test_the_language_is_changed_without_losing_the_link(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    invited(session)
    path = link_in(receive(app)[0])
    assert f'name="next" value="{path}"' in client.get(path).text
    assert post(client, "/langue", locale="en", next=path).location == path
    assert post(client, "/langue", locale="en", next="//pirate.example").location == "/"
    assert "Choose a password" in client.get(path).text


def test_no_token_is_kept_nor_told_to_other_pages(
    app: Flask, session: Session, client: FlaskClient, account: Account
) -> None:
    ask(client, account.email)
    path = link_in(receive(app)[0])
    token = path.rpartition("/")[2]
    assert len(token) >= 43  # 256 bits
    tables = ("mail", "link", "audit_line", "sign_in_guess")
    kept = [str(session.execute(text(f"SELECT * FROM {table}")).all()) for table in tables]
    session.rollback()
    assert kept[0]
    assert token not in "".join(kept)
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "strict-origin"
