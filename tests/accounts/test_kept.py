"""What is being sent when a session ends is given back, to the same person alone."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.accounts.models import Person, SignIn
from tests.accounts.pages import post, try_password
from tests.factories import PASSWORD, Account, make_person

TYPED = "12,5 % & <b>gras</b> « œuvre »"
PAGE = "/compte?depuis=ici"

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture
def account(session: Session) -> Account:
    return make_person(session)


def end_all(session: Session) -> None:
    session.execute(update(SignIn).values(ended_at=dt.datetime.now(dt.UTC)))
    session.commit()


def send(client: FlaskClient, token: str, **fields: str) -> TestResponse:
    """Send a form of an account page, as the browser does from it."""
    return client.post(
        "/compte/langue",
        data={"csrf_token": token, "locale": "en", "answer": TYPED, **fields},
        headers={"Referer": f"http://localhost{PAGE}"},
    )


def token_of(client: FlaskClient) -> str:
    page = client.get("/compte").get_data(as_text=True)
    return str(re.findall(r'name="csrf-token" content="([^"]+)"', page)[0])


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    assert found, f"no field {name}"
    return html.unescape(found[1])


def interrupted(session: Session, client: FlaskClient) -> str:
    """The sign-in page that answers a form sent after the session ended."""
    token = token_of(client)
    end_all(session)
    response = send(client, token)
    assert response.status_code == 401
    assert response.headers["Cache-Control"] == "private, no-store"
    return response.get_data(as_text=True)


def sign_in_on(page: str, client: FlaskClient, account: Account) -> TestResponse:
    """Fill in the sign-in page that is shown."""
    return client.post(
        "/connexion",
        data={
            "csrf_token": hidden(page, "csrf_token"),
            "next": hidden(page, "next"),
            "kept": hidden(page, "kept"),
            "email": account.email,
            "password": PASSWORD,
        },
    )


def test_the_same_person_sends_what_was_kept(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    page = interrupted(session, client)
    response = sign_in_on(page, client, account)
    assert response.status_code == 200
    resume = response.get_data(as_text=True)
    assert "&lt;b&gt;gras&lt;/b&gt;" in resume
    assert "<b>gras</b>" not in resume
    assert f'href="{PAGE}"' in resume
    form = resume[resume.index('action="/compte/langue"') :]
    assert hidden(form, "answer") == TYPED
    again = send(client, hidden(form, "csrf_token"))
    assert again.status_code == 303
    session.rollback()
    assert session.get_one(Person, account.id).locale == "en"


def test_another_person_is_shown_nothing(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    page = interrupted(session, client)
    response = sign_in_on(page, client, make_person(session))
    assert (response.status_code, response.location) == (303, "/parcours")
    assert "12,5" not in client.get("/compte").get_data(as_text=True)


def test_a_mistyped_password_loses_nothing(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    page = interrupted(session, client)
    wrong = try_password(client, account, kept=hidden(page, "kept"), next=hidden(page, "next"))
    assert wrong.status_code == 401
    response = sign_in_on(wrong.get_data(as_text=True), client, account)
    assert hidden(response.get_data(as_text=True), "answer") == TYPED


def test_it_is_kept_when_the_sign_in_is_gone_altogether(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    token = token_of(client)
    session.execute(delete(SignIn))
    session.commit()
    page = send(client, token).get_data(as_text=True)
    assert sign_in_on(page, client, account).status_code == 200


def test_it_is_kept_after_a_night_away(signed_in: SignedIn, account: Account) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 18, tzinfo=dt.UTC), tick=False) as clock:
        client = signed_in(account)
        token = token_of(client)
        clock.shift(dt.timedelta(hours=15))
        response = send(client, token)
        assert response.status_code == 401
        assert sign_in_on(response.get_data(as_text=True), client, account).status_code == 200


def test_what_was_kept_cannot_be_forged(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    page = interrupted(session, client)
    kept = hidden(page, "kept")
    forged = kept[:10] + ("A" if kept[10] != "A" else "B") + kept[11:]
    response = try_password(client, account, PASSWORD, kept=forged)
    assert (response.status_code, response.location) == (303, "/parcours")


def test_it_is_not_kept_for_ever(session: Session, signed_in: SignedIn, account: Account) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 24, 18, tzinfo=dt.UTC), tick=False) as clock:
        client = signed_in(account)
        page = interrupted(session, client)
        clock.shift(dt.timedelta(days=8))
        assert sign_in_on(page, client, account).status_code == 303


def test_passwords_are_not_kept(session: Session, signed_in: SignedIn, account: Account) -> None:
    client = signed_in(account)
    token = token_of(client)
    end_all(session)
    response = client.post(
        "/compte/mot-de-passe",
        data={"csrf_token": token, "current_password": PASSWORD, "new_password": "canari bleu"},
    )
    page = response.get_data(as_text=True)
    assert response.status_code == 401
    assert hidden(page, "kept") == ""
    assert "canari" not in page


def test_what_is_too_long_to_keep_is_said_so(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    client.set_cookie("locale", "en")
    token = token_of(client)
    end_all(session)
    page = send(client, token, essay="mot " * 20_000).get_data(as_text=True)
    assert hidden(page, "kept") == ""
    assert "too long to be kept here" in page


def test_somebody_never_signed_in_copies_what_they_typed(client: FlaskClient) -> None:
    response = post(client, "/compte/langue", answer="à recopier")
    page = response.get_data(as_text=True)
    assert response.status_code == 401
    assert hidden(page, "kept") == ""
    assert "à recopier" in page


def test_htmx_shows_the_whole_page(session: Session, signed_in: SignedIn, account: Account) -> None:
    client = signed_in(account)
    token = token_of(client)
    end_all(session)
    response = client.post(
        "/compte/langue",
        data={"csrf_token": token, "locale": "en"},
        headers={"HX-Request": "true"},
    )
    assert response.headers["HX-Retarget"] == "body"
    response = client.get(
        "/compte?partie=1",
        headers={"HX-Request": "true", "Referer": f"http://localhost{PAGE}"},
    )
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/connexion?next=/compte?depuis%3Dici"
