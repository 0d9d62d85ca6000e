"""A monitor learns whether the school works, in few statements and without a secret."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from school.app import create_app
from school.settings import Settings
from school.web.clock import now
from tests.conftest import SECRET
from tests.statements import Statements


def test_a_school_that_works_says_so_in_three_statements(
    session: Session,
    client: FlaskClient,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    assert client.get("/sante").json == {
        "status": "failing",
        "database": "ok",
        "migrations": "ok",
        "content": "none published",
    }
    session.execute(
        text("INSERT INTO publication (at, note) VALUES (:now, '')"), {"now": now().isoformat()}
    )
    session.commit()
    with count_sql() as sent:
        reply = client.get("/sante")
    assert (reply.status_code, reply.json and reply.json["status"]) == (200, "ok")
    assert len([each for each in sent if "alembic" in each or "publication" in each]) <= 3
    assert "Set-Cookie" not in reply.headers


def test_a_schema_that_is_not_the_one_wanted_is_told(session: Session, client: FlaskClient) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = '001'"))
    session.commit()
    reply = client.get("/sante")
    assert (reply.status_code, reply.json) == (
        503,
        {"status": "failing", "database": "ok", "migrations": "to be run"},
    )


@pytest.mark.once
@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/school.sqlite3", "postgresql+psycopg://me:hidden@127.0.0.1:1/school"],
)
def test_a_database_that_cannot_be_reached_is_told_without_its_address(
    tmp_path: Path, url: str
) -> None:
    app = create_app(Settings(env="test", instance=tmp_path, database_url=url, secret_key=SECRET))
    reply = app.test_client().get("/sante")
    assert (reply.status_code, reply.json) == (
        503,
        {"status": "failing", "database": "unreachable"},
    )
