"""An error is told on a page that gives back what was typed, even when the database has failed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, Response, abort, make_response
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from school.extensions import db
from school.web import access, transaction
from tests.factories import Account, csrf, make_person

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture
def failing(app: Flask) -> Flask:
    """An application some of whose views fail."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @access.anyone
    def bug() -> str:
        db.session.execute(text("UPDATE person SET first_name = 'Perdu'"))
        transaction.keep()
        raise ValueError("canary of the fault")

    @access.anyone
    def busy() -> str:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    @access.anyone
    def answer() -> Response:
        abort(make_response("own answer", 418))

    for view in (bug, busy, answer):
        app.add_url_rule(f"/{view.__name__}", view_func=view, methods=["GET", "POST"])
    return app


def send(client: FlaskClient, path: str, **fields: str) -> tuple[int, str]:
    response = client.post(path, data={"csrf_token": csrf(client), **fields})
    return response.status_code, response.get_data(as_text=True)


def test_a_fault_says_nothing_of_itself_and_gives_back_what_was_typed(
    failing: Flask, client: FlaskClient
) -> None:
    status, page = send(client, "/bug", answer="ma <b>réponse</b>", password="canari")
    assert status == 500
    assert "ma &lt;b&gt;réponse&lt;/b&gt;" in page
    assert "canari" not in page
    assert "canary" not in page
    assert "ValueError" not in page


def test_a_fault_undoes_what_it_had_begun(
    failing: Flask, session: Session, client: FlaskClient
) -> None:
    make_person(session, first_name="Camille")
    send(client, "/bug")
    assert session.scalar(text("SELECT first_name FROM person")) == "Camille"


def test_a_busy_database_says_when_to_try_again(failing: Flask, client: FlaskClient) -> None:
    response = client.post("/busy", data={"csrf_token": csrf(client), "answer": "12,5"})
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    page = response.get_data(as_text=True)
    form = page[page.index('<form method="post" action="/busy"') :]
    assert '<input type="hidden" name="answer" value="12,5">' in form
    assert 'name="csrf_token"' in form


def test_only_what_was_sent_is_offered_to_be_sent_again(
    failing: Flask, client: FlaskClient
) -> None:
    assert 'action="/busy"' not in client.get("/busy").get_data(as_text=True)
    assert 'action="/bug"' not in send(client, "/bug", answer="12,5")[1]
    assert 'action="/busy"' not in send(client, "/busy", answer="mot " * 20_000)[1]


def test_the_page_is_shown_although_nobody_can_be_looked_up(
    failing: Flask, session: Session, signed_in: SignedIn
) -> None:
    client = signed_in(make_person(session))
    session.execute(text("DROP TABLE sign_in"))
    session.commit()
    response = client.get("/compte")
    assert response.status_code in {500, 503}
    assert b"<h1>" in response.data


@pytest.mark.parametrize("path", ["/nulle-part", "/connexion/", "/compte/x"])
def test_an_unknown_address_is_told_on_a_page(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert b"<h1>" in response.data


def test_a_refused_method_says_which_are_taken(client: FlaskClient) -> None:
    response = client.get("/deconnexion")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_a_view_may_answer_for_itself(failing: Flask, client: FlaskClient) -> None:
    response = client.get("/answer")
    assert (response.status_code, response.data) == (418, b"own answer")
