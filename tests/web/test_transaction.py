"""Writers queue on SQLite; those who only look never wait for them."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from school import database
from school.extensions import db
from tests.factories import Account, csrf, make_person


@pytest.fixture
def account(session: Session) -> Account:
    return make_person(session)


def test_reading_goes_on_while_somebody_writes(
    app: Flask, account: Account, signed_in: Callable[[Account], FlaskClient]
) -> None:
    client = signed_in(account)
    with app.app_context(), db.engine.connect() as writer:
        writer.execute(text("UPDATE person SET locale = 'en'"))
        started = time.monotonic()
        assert client.get("/compte").status_code == 200
        assert time.monotonic() - started < database.PATIENCE


def test_a_writer_that_waits_too_long_is_told_so_and_keeps_what_was_typed(
    app: Flask,
    account: Account,
    signed_in: Callable[[Account], FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("PostgreSQL's writers wait for rows, not for each other")
    monkeypatch.setattr(database, "PATIENCE", 0)
    client = signed_in(account)
    form = {"locale": "en", "note": "ce que j'écrivais", "csrf_token": csrf(client, "/compte")}
    with app.app_context(), db.engine.connect() as writer:
        writer.execute(text("UPDATE person SET locale = 'en'"))
        response = client.post("/compte/langue", data=form)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "ce que j&#39;écrivais" in response.text


def test_many_writers_all_get_their_turn(app: Flask) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL's writers wait for rows, not for each other")

    def write(number: int) -> None:
        engine = create_engine(url)
        database.prepare(engine)
        with engine.begin() as connection:
            connection.execute(
                text("INSERT INTO publication (at, note) VALUES ('2026-11-24', :note)"),
                {"note": str(number)},
            )
        engine.dispose()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(48)))
    with app.app_context(), db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM publication")).scalar() == 48
