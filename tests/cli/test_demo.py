"""The demo school: its accounts, and its refusal in production."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from flask import Flask
from sqlalchemy import text

from school.accounts.passwords import verify
from school.extensions import db
from school.settings import Settings


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "SCHOOL_INSTANCE": str(settings.instance),
        "SCHOOL_DATABASE_URL": settings.sqlalchemy_url,
        "SCHOOL_SECRET_KEY": "a secret key that only this test uses",
    }


def demo(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "demo", *command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_accounts_of_the_three_roles_are_made_once(app: Flask, environment: dict[str, str]) -> None:
    first = json.loads(demo(environment, "accounts", "--json").stdout)
    second = json.loads(demo(environment, "accounts", "--json").stdout)
    assert first == second
    roles = sorted(account["role"] for account in first["accounts"])
    assert roles == ["admin", "instructor", "student", "student"]
    with app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(text("SELECT email, password_hash FROM person")).all()
        enrolled = connection.execute(text("SELECT count(*) FROM enrolment")).scalar()
    assert {row.email for row in rows} == {account["email"] for account in first["accounts"]}
    hashes = {row.email: row.password_hash for row in rows}
    assert all(verify(hashes[a["email"]], a["password"]) for a in first["accounts"])
    assert enrolled == 2


@pytest.mark.parametrize("command", [("accounts",), ("accounts", "--json"), ("run",)])
def test_production_has_no_demo(
    app: Flask, environment: dict[str, str], command: tuple[str, ...]
) -> None:
    done = demo({**environment, "SCHOOL_ENV": "production"}, *command)
    assert done.returncode == 1
    assert "refused when SCHOOL_ENV=production" in done.stderr
    assert "demonstration" not in done.stdout
    with app.app_context(), db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 0
