"""Admins see how far mails have come, read them in a school to try, and send stuck ones again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Person, Role
from school.audit.models import AuditLine
from school.mail.models import Mail, State
from school.settings import Settings
from tests.accounts.letterbox import link_in, receive
from tests.accounts.pages import post
from tests.factories import NOW, Account, make_person
from tests.statements import Statements

LIST = "/administrer/courrier"


@pytest.fixture
def admin(session: Session, signed_in: Callable[[Account], FlaskClient]) -> FlaskClient:
    client = signed_in(make_person(session, Role.ADMIN))
    client.set_cookie("locale", "en")
    return client


def make_mail(session: Session, state: State, error: str | None = None) -> Mail:
    mail = Mail(
        message_id=uuid.uuid4().hex,
        kind="invitation",
        recipient="zoe@example.org",
        data={"person": 1},
        state=state,
        tries=2,
        created_at=NOW,
        next_at=NOW,
        error=error,
    )
    session.add(mail)
    session.commit()
    return mail


def nobody_yet(session: Session) -> Person:
    """A person who has chosen no password."""
    person = operations.create_person(
        session,
        email="zoe@example.org",
        first_name="Zoé",
        last_name="<b>Exemple</b>",
        role="student",
        password=None,
        now=dt.datetime.now(dt.UTC),
    )
    session.commit()
    return person


def shown(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_a_person_is_invited_from_their_page_and_the_mail_is_read(
    app: Flask, session: Session, admin: FlaskClient
) -> None:
    person = nobody_yet(session)
    sheet = f"/administrer/personnes/{person.id}"
    assert "Send an invitation" in shown(admin, sheet)
    assert post(admin, f"{sheet}/invitation", sheet).location == sheet
    (mail,) = receive(app)
    assert "zoe@example.org" in shown(admin, LIST)
    mail_id = session.scalars(select(Mail.id)).one()
    session.rollback()
    page = shown(admin, f"{LIST}/{mail_id}")
    assert f"{link_in(mail)}</a>" in page
    assert "Bonjour Zoé" in page


def test_who_has_a_password_is_not_invited(
    app: Flask, session: Session, admin: FlaskClient
) -> None:
    sheet = f"/administrer/personnes/{make_person(session).id}"
    assert "Send an invitation" not in shown(admin, sheet)
    post(admin, f"{sheet}/invitation", sheet)
    assert "chosen a password already" in shown(admin, sheet)
    assert receive(app) == []


@pytest.mark.parametrize(
    ("state", "error", "says"),
    [
        (State.FAILED, "550 nobody <here>", "550 nobody &lt;here&gt;"),
        (State.HANDED, None, "may arrive twice"),
    ],
)
def test_a_stuck_mail_is_told_and_sent_again(
    session: Session, admin: FlaskClient, state: State, error: str | None, says: str
) -> None:
    mail = make_mail(session, state, error)
    assert "To look at" in shown(admin, LIST)
    page = f"{LIST}/{mail.id}"
    assert says in shown(admin, page)
    assert post(admin, f"{page}/essai", page).status_code == 303
    session.rollback()
    assert session.scalar(select(Mail.state)) is State.WAITING
    assert session.scalars(select(AuditLine.action)).all()[-1] == "mail.tried_again"


@pytest.mark.parametrize("state", [State.WAITING, State.SENT])
def test_a_mail_that_is_not_stuck_is_not_sent_again(
    session: Session, admin: FlaskClient, state: State
) -> None:
    mail = make_mail(session, state)
    post(admin, f"{LIST}/{mail.id}/essai", LIST)
    session.rollback()
    assert session.scalar(select(Mail.state)) is state


def test_the_list_goes_on_and_is_read_in_few_statements(
    session: Session,
    admin: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    monkeypatch.setattr("school.mail.queries.AT_ONCE", 2)
    first, *_ = [make_mail(session, State.SENT).id for _ in range(3)]
    with count_sql() as statements:
        assert f'{LIST}/{first}"' not in shown(admin, LIST)
    assert len(statements) == 3
    assert f'{LIST}/{first}"' in shown(admin, f"{LIST}?avant={first + 1}")


def test_with_a_mail_server_no_text_is_shown(
    app: Flask, session: Session, admin: FlaskClient, settings: Settings
) -> None:
    person = nobody_yet(session)
    post(admin, f"/administrer/personnes/{person.id}/invitation", LIST)
    receive(app)
    served = settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:25"})
    app.extensions["settings"] = served
    mail_id = session.scalars(select(Mail.id)).one()
    session.rollback()
    assert "/invitation/" not in shown(admin, f"{LIST}/{mail_id}")
