"""Signing in by the page, whoever knocks, and looking after one's account."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import Person, Role, SignIn, SignInGuess
from school.accounts.throttle import PER_ACCOUNT, PER_ADDRESS
from tests.accounts.pages import WRONG, is_signed_in, post, try_password
from tests.factories import PASSWORD, Account, csrf, make_person

NEW = "huit bateaux sur la dune"
TOKEN = r"[\w-]+\.[\w-]+\.[\w-]+"

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture
def account(session: Session) -> Account:
    return make_person(session, first_name="Camille", email="camille@example.org")


@pytest.mark.parametrize("role", list(Role))
def test_one_signs_in_and_lands_on_the_year(
    session: Session, client: FlaskClient, role: Role
) -> None:
    response = try_password(client, make_person(session, role), PASSWORD)
    assert (response.status_code, response.location) == (303, "/parcours")
    assert client.get("/").location == "/parcours"


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(
    client: FlaskClient, account: Account
) -> None:
    assert client.get("/").location == "/connexion"
    response = client.get("/compte?a=1&b=%C3%A9")
    assert response.status_code == 303
    page = client.get(response.location).get_data(as_text=True)
    target = re.search(r'name="next"[^>]* value="([^"]+)"', page)
    assert target is not None
    assert target[1] == "/compte?a=1&amp;b=%C3%A9"
    response = try_password(client, account, PASSWORD, next="/compte?a=1&b=%C3%A9")
    assert response.location == "/compte?a=1&b=%C3%A9"


@pytest.mark.parametrize("typed", [" Camille@Example.org ", "CAMILLE@EXAMPLE.ORG\t"])
def test_an_address_is_found_however_it_is_typed(
    client: FlaskClient, account: Account, typed: str
) -> None:
    assert try_password(client, typed, PASSWORD).status_code == 303


OTHER_SITES = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example\n",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https://evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "x@evil.example",
    "@evil.example",
    "evil.example",
    "\\\\evil.example",
    "/\x00/evil.example",
    "http:///evil.example",
    "//[",
]


@pytest.mark.parametrize("target", OTHER_SITES)
def test_signing_in_never_leads_off_the_site(
    client: FlaskClient, account: Account, target: str
) -> None:
    page = client.get("/connexion", query_string={"next": target}).get_data(as_text=True)
    assert "evil" not in page
    response = try_password(client, account, PASSWORD, next=target)
    if "\0" in target:
        assert response.status_code == 400
    else:
        assert (response.status_code, response.location) == (303, "/parcours")


@pytest.mark.parametrize("target", OTHER_SITES)
def test_a_signed_in_visitor_is_not_led_off_the_site(
    signed_in: SignedIn, account: Account, target: str
) -> None:
    response = signed_in(account).get("/connexion", query_string={"next": target})
    assert (response.status_code, response.location) == (303, "/parcours")


def test_known_and_unknown_accounts_get_the_same_answer(
    client: FlaskClient, session: Session, account: Account
) -> None:
    disabled = make_person(session, email="partie@example.org")
    session.get_one(Person, disabled.id).active = False
    session.commit()
    answers = []
    for email, password in (
        (account.email, WRONG),
        (disabled.email, PASSWORD),
        ("nobody@example.org", WRONG),
    ):
        response = try_password(client, email, password)
        body = response.get_data(as_text=True).replace(email, "…")
        answers.append((response.status_code, re.sub(rf'(content|value)="{TOKEN}"', "", body)))
    assert answers[0][0] == 401
    assert answers[0] == answers[1] == answers[2]


def test_a_refused_guess_keeps_the_address_but_not_the_password(
    client: FlaskClient, account: Account
) -> None:
    page = try_password(client, account).get_data(as_text=True)
    assert account.email in page
    assert WRONG not in page


@pytest.mark.parametrize("fields", [{"email": "", "password": ""}, {}, {"email": "a" * 300}])
def test_an_incomplete_form_names_each_field(client: FlaskClient, fields: dict[str, str]) -> None:
    response = post(client, "/connexion", **fields)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    for field in ("email", "password"):
        assert f'id="{field}-error"' in page
        assert re.search(rf'<input[^>]* aria-describedby="{field}-error"', page)
        assert f'href="#{field}"' in page
    assert "autofocus" in page


def test_password_managers_recognise_the_forms(signed_in: SignedIn, account: Account) -> None:
    client = signed_in(account)
    page = client.get("/compte/mot-de-passe").get_data(as_text=True)
    assert re.findall(r'autocomplete="([a-z-]+)"', page) == [
        "username",
        "current-password",
        "new-password",
        "new-password",
    ]
    post(client, "/deconnexion", "/compte")
    page = client.get("/connexion").get_data(as_text=True)
    assert re.findall(r'autocomplete="([a-z-]+)"', page) == ["username", "current-password"]


def test_the_eleventh_guess_waits_even_with_the_right_password(
    client: FlaskClient, account: Account
) -> None:
    for _ in range(PER_ACCOUNT):
        assert try_password(client, account).status_code == 401
    for password in (WRONG, PASSWORD):
        response = try_password(client, account, password)
        assert response.status_code == 429
        assert 0 < int(response.headers["Retry-After"]) <= 15 * 60
    assert not is_signed_in(client)


def test_an_unknown_account_waits_just_the_same(client: FlaskClient) -> None:
    for _ in range(PER_ACCOUNT):
        assert try_password(client, "nobody@example.org").status_code == 401
    assert try_password(client, "nobody@example.org").status_code == 429


def test_a_header_that_anyone_can_write_is_no_way_round(
    client: FlaskClient, account: Account
) -> None:
    statuses = []
    for number in range(PER_ADDRESS + 1):
        response = client.post(
            "/connexion",
            data={
                "email": f"{number}@example.org",
                "password": WRONG,
                "csrf_token": csrf(client),
            },
            headers={
                "X-Forwarded-For": f"198.51.100.{number}",
                "X-Real-IP": f"198.51.100.{number}",
                "Forwarded": f"for=198.51.100.{number}",
            },
        )
        statuses.append(response.status_code)
    assert statuses == [401] * PER_ADDRESS + [429]


def test_parallel_guesses_do_not_slip_through(
    app: Flask, session: Session, account: Account
) -> None:
    clients = [app.test_client() for _ in range(16)]
    tokens = [csrf(client) for client in clients]
    statuses: list[int] = []

    def guess(client: FlaskClient, token: str) -> None:
        data = {"email": account.email, "password": WRONG, "csrf_token": token}
        statuses.append(client.post("/connexion", data=data).status_code)

    threads = [
        threading.Thread(target=guess, args=pair) for pair in zip(clients, tokens, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [401] * PER_ACCOUNT + [429] * 6
    assert session.scalar(select(func.count()).select_from(SignInGuess)) == 2 * PER_ACCOUNT


def test_the_right_password_starts_the_count_again(client: FlaskClient, account: Account) -> None:
    for _ in range(PER_ACCOUNT - 1):
        try_password(client, account)
    assert try_password(client, account, PASSWORD).status_code == 303
    post(client, "/deconnexion", "/compte")
    for _ in range(PER_ACCOUNT):
        assert try_password(client, account).status_code == 401


def test_signing_out_without_being_signed_in_is_no_error(client: FlaskClient) -> None:
    response = post(client, "/deconnexion")
    assert (response.status_code, response.location) == (303, "/connexion")


def test_the_account_page_says_who_one_is_and_where(
    session: Session, app: Flask, account: Account
) -> None:
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
    here, there = app.test_client(), app.test_client()
    there.environ_base["HTTP_USER_AGENT"] = firefox
    for client in (here, there):
        assert try_password(client, account, PASSWORD).status_code == 303
    page = here.get("/compte").get_data(as_text=True)
    assert account.email in page
    assert "Firefox, Linux" in page
    assert post(here, "/compte/deconnexions", "/compte").status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert "Firefox, Linux" not in here.get("/compte").get_data(as_text=True)


def test_signing_out_elsewhere_leaves_other_people_alone(
    session: Session, signed_in: SignedIn, account: Account
) -> None:
    neighbour = signed_in(make_person(session))
    client = signed_in(account)
    post(client, "/compte/deconnexions", "/compte")
    assert is_signed_in(neighbour)


def test_the_language_of_an_account_follows_it(
    app: Flask, signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    client.set_cookie("locale", "fr")
    assert '<html lang="fr"' in client.get("/compte").get_data(as_text=True)
    assert post(client, "/compte/langue", "/compte", locale="en").status_code == 303
    assert '<html lang="en"' in client.get("/compte").get_data(as_text=True)
    assert '<html lang="en"' in signed_in(account).get("/compte").get_data(as_text=True)
    assert post(client, "/compte/langue", "/compte", locale="xx").status_code == 400


def change(client: FlaskClient, current: str, new: str, again: str | None = None) -> int:
    response = post(
        client,
        "/compte/mot-de-passe",
        "/compte",
        current_password=current,
        new_password=new,
        repeated_password=new if again is None else again,
    )
    return response.status_code


def test_a_password_is_changed(app: Flask, signed_in: SignedIn, account: Account) -> None:
    client = signed_in(account)
    before = client.get_cookie("ffollozz")
    assert change(client, PASSWORD, NEW) == 303
    assert client.get_cookie("ffollozz") != before
    assert is_signed_in(client)
    other = app.test_client()
    assert try_password(other, account, PASSWORD).status_code == 401
    assert try_password(other, account, NEW).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again"),
    [
        (WRONG, NEW, NEW),
        (PASSWORD, "court", "court"),
        (PASSWORD, "camille@example.org", "camille@example.org"),
        (PASSWORD, "Motdepasse123!", "Motdepasse123!"),
        (PASSWORD, NEW, "huit bateaux sur la lune"),
        (PASSWORD, NEW, ""),
        (PASSWORD, "", ""),
        ("", NEW, NEW),
    ],
)
def test_a_password_that_cannot_be_changed_stays(
    app: Flask, signed_in: SignedIn, account: Account, current: str, new: str, again: str
) -> None:
    client = signed_in(account)
    assert change(client, current, new, again) == 422
    assert is_signed_in(client)
    assert try_password(app.test_client(), account, PASSWORD).status_code == 303


def test_the_present_password_is_not_guessed_from_an_open_session(
    signed_in: SignedIn, account: Account
) -> None:
    client = signed_in(account)
    assert [change(client, WRONG, NEW) for _ in range(PER_ACCOUNT)] == [422] * PER_ACCOUNT
    assert change(client, PASSWORD, NEW) == 429


def test_nobody_signs_in_as_more_than_they_are(
    session: Session, client: FlaskClient, account: Account
) -> None:
    try_password(client, account, PASSWORD, role="admin", active="1", person_id="99", id="99")
    post(client, "/compte/langue", "/compte", locale="en", role="admin", active="", email="x")
    person = session.get_one(Person, account.id)
    assert (person.role, person.active, person.email) == (Role.STUDENT, True, account.email)
    assert session.scalars(select(SignIn.person_id)).all() == [account.id]


def test_no_password_reaches_the_log(
    app: Flask, session: Session, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    canary = "Canari-des-Açores-1897"
    client = app.test_client()
    with caplog.at_level(logging.DEBUG):
        try_password(client, account, canary)
        try_password(client, "nobody@example.org", canary)
        client.post("/connexion", data={"email": account.email, "password": canary})
        try_password(client, account, PASSWORD)
        change(client, canary, canary + "!")
        change(client, PASSWORD, canary)
        post(client, "/deconnexion", "/compte")
        try_password(client, account, canary)
    assert is_signed_in(client)
    assert canary not in caplog.text
    assert PASSWORD not in caplog.text


def test_a_name_that_looks_like_a_page_is_shown_as_text(
    session: Session, signed_in: SignedIn
) -> None:
    hostile = make_person(session, first_name='<img src=x onerror="alert(1)">', last_name="{{7*7}}")
    page = signed_in(hostile).get("/compte").get_data(as_text=True)
    assert "<img src=x" not in page
    assert "{{7*7}}" in page
