"""What is logged is one line of JSON a request, and never holds what must stay secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.app import create_app
from school.extensions import db
from school.settings import Settings
from school.web import access
from school.web.logs import HEADER
from tests.factories import PASSWORD, csrf, make_person, sign_in


class Lines:
    """The lines that an application logs."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        """All of them."""
        return self._stream.getvalue()

    @property
    def read(self) -> list[dict[str, Any]]:
        """Each of them, read."""
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Lines(stream)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def logging_app(lines: Lines, settings: Settings) -> Iterator[Flask]:
    app = create_app(settings.model_copy(update={"log": "json"}))
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @access.anyone
    def fail(token: str) -> str:
        app.logger.warning("%s was here", token)
        raise ValueError("a fault")

    app.add_url_rule("/echec/<token>", view_func=fail)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_each_request_is_a_line_with_its_id(logging_app: Flask, lines: Lines) -> None:
    client = logging_app.test_client()
    reply = client.get("/connexion", headers={HEADER: "proxy-7.a_1"})
    assert reply.headers[HEADER] == "proxy-7.a_1"
    (line,) = lines.read
    told = {name: line[name] for name in ("request_id", "method", "rule", "status", "person")}
    assert told == {
        "request_id": "proxy-7.a_1",
        "method": "GET",
        "rule": "/connexion",
        "status": 200,
        "person": None,
    }
    assert line["milliseconds"] > 0


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é", "<script>"])
def test_an_id_that_is_not_well_formed_is_replaced(client: FlaskClient, given: str) -> None:
    reply = client.get("/connexion", headers={HEADER: given})
    assert reply.headers[HEADER] not in ("", given)
    assert len(reply.headers[HEADER]) == 32


def test_a_fault_is_one_line_that_names_no_token(logging_app: Flask, lines: Lines) -> None:
    hostile = 'canary\r\n{"level": "info"}\x1b[31m\u2028\x85'
    reply = logging_app.test_client().get("/echec/canary%0D%0A%1B[31m")
    assert reply.status_code == 500
    assert reply.headers[HEADER] == lines.read[-1]["request_id"]
    warned, failed, request = lines.read
    assert warned["message"] == "canary\r\n\x1b[31m was here"
    assert failed["message"] == "GET /echec/<token> failed"
    assert "ValueError: a fault" in failed["exception"]
    assert request["rule"] == "/echec/<token>"
    logging.getLogger("anything").warning("by %s", hostile)
    assert lines.read[-1]["message"] == f"by {hostile}"
    assert "\x1b" not in lines.text


def test_no_password_is_logged(logging_app: Flask, lines: Lines, session: Session) -> None:
    account = make_person(session, first_name="Zoé")
    client = logging_app.test_client()
    wrong = {"email": account.email, "password": "canary-in-a-password"}
    client.post("/connexion", data={**wrong, "csrf_token": csrf(client)})
    sign_in(client, account)
    client.get("/parcours?mot-de-passe=canary-in-a-query")
    assert lines.read[-1]["person"] == account.id
    assert "canary" not in lines.text
    assert PASSWORD not in lines.text
    assert account.email not in lines.text
