"""Accounts are looked after from the command line, in plain sentences."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import Person, Role
from tests.accounts.pages import is_signed_in, try_password
from tests.factories import PASSWORD, Account, make_person, sign_in

NEW = "huit bateaux sur la dune"
NOUR = {
    "--email": "Nour@example.org",
    "--first-name": "Nour",
    "--last-name": "Exemple",
    "--role": "instructor",
}


def run(app: Flask, *arguments: str, typed: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["account", *arguments], input=typed)
    return result.exit_code, result.output


def create(app: Flask, typed: str = PASSWORD, **changes: str) -> tuple[int, str]:
    options = {**NOUR, **{f"--{name.replace('_', '-')}": value for name, value in changes.items()}}
    words = [word for option in options.items() for word in option]
    return run(app, "create", *words, "--password-stdin", typed=typed + "\n")


def test_an_account_is_opened_and_signs_in(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    code, output = create(app)
    assert (code, output) == (0, "Nour@example.org can sign in as instructor.\n")
    person = session.scalars(select(Person)).one()
    assert (person.first_name, person.role) == ("Nour", Role.INSTRUCTOR)
    session.rollback()
    assert try_password(client, "nour@example.org", PASSWORD).status_code == 303


def test_the_password_is_asked_twice_and_never_shown(app: Flask, session: Session) -> None:
    words = [word for option in NOUR.items() for word in option]
    code, output = run(app, "create", *words, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert code == 0
    assert PASSWORD not in output
    assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.parametrize(
    ("changes", "typed", "sentence"),
    [
        ({"email": "nour"}, PASSWORD, "Write a whole e-mail address"),
        ({"first_name": "Nour\nroot"}, PASSWORD, "Write the name on one line"),
        ({"last_name": " "}, PASSWORD, "Write the name."),
        ({}, "court", "Use at least 12 characters"),
        ({}, "Motdepasse123!", "among those tried first"),
        ({}, "", "Use at least 12 characters"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(
    app: Flask, session: Session, changes: dict[str, str], typed: str, sentence: str
) -> None:
    code, output = create(app, typed, **changes)
    assert code == 1
    assert output.startswith("Error: ")
    assert sentence in output
    assert "Traceback" not in output
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_an_address_is_used_once(app: Flask, session: Session) -> None:
    create(app)
    code, output = create(app, email=" NOUR@example.org")
    assert (code, output) == (1, "Error: This address already has an account.\n")
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_an_unknown_role_is_a_wrong_use(app: Flask) -> None:
    code, output = create(app, role="director")
    assert code == 2
    assert "instructor" in output


def test_the_accounts_are_listed(app: Flask, session: Session) -> None:
    make_person(session, Role.ADMIN, first_name="[red]Zoé[/]", email="zoe@example.org")
    code, output = run(app, "list")
    assert code == 0
    assert "zoe@example.org" in output
    assert "[red]" in output
    assert "admin" in output


def test_a_renewed_password_signs_out_everywhere(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    account = make_person(session, email="camille@example.org")
    sign_in(client, account)
    code, _ = run(app, "password", "Camille@Example.org", "--password-stdin", typed=f"{NEW}\n")
    assert code == 0
    assert not is_signed_in(client)
    assert try_password(client, account, PASSWORD).status_code == 401
    sign_in(client, Account(account.id, account.email, account.first_name, NEW))


def test_a_disabled_account_is_refused_until_enabled(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    account = make_person(session)
    sign_in(client, account)
    assert run(app, "disable", account.email)[0] == 0
    assert not is_signed_in(client)
    assert try_password(client, account, PASSWORD).status_code == 401
    assert run(app, "enable", account.email)[0] == 0
    assert not is_signed_in(client)
    sign_in(client, account)


@pytest.mark.parametrize("command", ["password", "disable", "enable"])
def test_an_account_that_is_not_there_is_said_so(app: Flask, command: str) -> None:
    options = ["--password-stdin"] if command == "password" else []
    code, output = run(app, command, "nobody@example.org", *options, typed=f"{NEW}\n")
    assert (code, output) == (1, "Error: No account has this address.\n")


def test_no_password_reaches_the_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        create(app)
        create(app)
    assert PASSWORD not in caplog.text
