"""A cookie opens nothing once its sign-in has ended, on this device or another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Person, Role, SignIn
from school.extensions import db
from school.web import access
from tests.accounts.pages import is_signed_in, post, try_password
from tests.factories import PASSWORD, Account, make_person
from tests.statements import Statements

COOKIE = "ffollozz"
NEW = "huit bateaux sur la dune"

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture
def account(session: Session) -> Account:
    return make_person(session)


def copy(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser that holds the same cookie."""
    thief = app.test_client()
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    thief.set_cookie(COOKIE, cookie.value)
    return thief


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(
    signed_in: SignedIn, account: Account
) -> None:
    cookie = signed_in(account).get_cookie(COOKIE)
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    assert cookie.expires is not None


def test_a_cookie_is_refused_after_signing_out(
    app: Flask, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    thief = copy(app, client)
    assert is_signed_in(thief)
    assert post(client, "/deconnexion", "/compte").status_code == 303
    assert not is_signed_in(client)
    assert not is_signed_in(thief)


def test_signing_out_leaves_other_devices(signed_in: SignedIn, account: Account) -> None:
    phone, desk = signed_in(account), signed_in(account)
    post(phone, "/deconnexion", "/compte")
    assert not is_signed_in(phone)
    assert is_signed_in(desk)


def test_a_changed_password_ends_every_other_cookie(
    app: Flask, signed_in: SignedIn, account: Account
) -> None:
    client, elsewhere = signed_in(account), signed_in(account)
    thief = copy(app, client)
    response = post(
        client,
        "/compte/mot-de-passe",
        "/compte",
        current_password=PASSWORD,
        new_password=NEW,
        repeated_password=NEW,
    )
    assert response.status_code == 303
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(thief)


def test_a_disabled_person_is_refused_at_once(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    session.execute(update(Person).values(active=False))
    session.commit()
    assert not is_signed_in(client)
    assert try_password(client, account, PASSWORD).status_code == 401
    operations.set_active(
        session, session.get_one(Person, account.id), True, dt.datetime.now(dt.UTC)
    )
    session.commit()
    assert is_signed_in(client)


def test_disabling_ends_the_sign_ins(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    for active in (False, True):
        person = session.get_one(Person, account.id)
        operations.set_active(session, person, active, dt.datetime.now(dt.UTC))
        session.commit()
    assert not is_signed_in(client)


def test_a_role_that_was_taken_away_opens_nothing(
    app: Flask, session: Session, signed_in: SignedIn
) -> None:
    app.add_url_rule("/staff", view_func=access.roles("admin")(lambda: "staff"))
    client = signed_in(make_person(session, Role.ADMIN))
    assert client.get("/staff").status_code == 200
    session.execute(update(Person).values(role="student"))
    session.commit()
    assert client.get("/staff").status_code == 403


def test_a_deleted_sign_in_is_refused(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    session.execute(delete(SignIn))
    session.commit()
    assert not is_signed_in(client)


def test_an_idle_sign_in_ends(signed_in: SignedIn, account: Account) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False) as clock:
        client = signed_in(account)
        for _ in range(3):
            clock.shift(dt.timedelta(hours=11))
            assert is_signed_in(client)
        clock.shift(dt.timedelta(hours=12, seconds=1))
        assert not is_signed_in(client)


def test_a_sign_in_ends_whatever_its_use(signed_in: SignedIn, account: Account) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False) as clock:
        client = signed_in(account)
        for _ in range(59):
            clock.shift(dt.timedelta(hours=12))
            assert is_signed_in(client)
        clock.shift(dt.timedelta(hours=12))
        assert not is_signed_in(client)


def test_a_session_prepared_by_another_is_not_signed_in(
    app: Flask, client: FlaskClient, account: Account
) -> None:
    client.get("/connexion")
    attacker = copy(app, client)
    token = _csrf_of(client)
    assert try_password(client, account, PASSWORD).status_code == 303
    assert is_signed_in(client)
    assert not is_signed_in(attacker)
    assert _csrf_of(client) != token


def test_signing_in_again_ends_the_former_sign_in(
    app: Flask, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    former = copy(app, client)
    response = post(client, "/connexion", "/compte", email=account.email, password=PASSWORD)
    assert response.status_code == 303
    assert is_signed_in(client)
    assert not is_signed_in(former)


def test_a_forged_cookie_is_refused(app: Flask, client: FlaskClient, account: Account) -> None:
    forger = Flask("forger")
    forger.secret_key = "another key that is long enough to be one"
    with forger.test_request_context() as context:
        interface = forger.session_interface
        serializer = interface.get_signing_serializer(forger)  # type: ignore[attr-defined]
        forged = serializer.dumps({"_user_id": "1", "person": account.id, "used": 9999999999})
        assert context is not None
    client.set_cookie(COOKIE, forged)
    assert not is_signed_in(client)


def test_reading_a_page_writes_nothing_and_asks_who_is_there_once(
    session: Session,
    signed_in: SignedIn,
    account: Account,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    client = signed_in(account)
    before = _everything(session)
    with count_sql() as statements:
        assert is_signed_in(client)
    assert sum("sign_in.token_digest" in statement for statement in statements) == 1
    assert all(statement == "BEGIN" or statement.startswith("SELECT") for statement in statements)
    assert _everything(session) == before


def _csrf_of(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie["csrf_token"])


def _everything(session: Session) -> list[object]:
    session.rollback()
    return [
        session.execute(text(f"SELECT * FROM {table.name}")).all()
        for table in db.metadata.sorted_tables
    ]
