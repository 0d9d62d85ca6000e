"""The stored log is kept by the database, and `flask audit verify` tells when it was not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from school.audit import verification
from school.audit.operations import record
from school.audit.withdrawal import withdraw_details
from school.extensions import db
from tests.factories import NOW


@pytest.fixture
def told(session: Session) -> Session:
    """A log of six lines."""
    for name in "abcdef":
        record(
            session,
            actor_id=None,
            action="cohort.renamed",
            subject=("cohort", 1),
            before={"name": name},
            after={"name": name * 2},
            now=NOW,
        )
    session.commit()
    return session


def run(app: Flask, *arguments: str) -> tuple[int, Sequence[str]]:
    result = app.test_cli_runner().invoke(args=["audit", "verify", *arguments])
    with app.app_context():
        db.engine.dispose()
    return result.exit_code, result.output.splitlines()


def by_hand(session: Session, *statements: str) -> None:
    """What somebody does who owns the database: the triggers put aside."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE audit_line DISABLE TRIGGER USER"))
    else:
        for name in ("deleted", "replaced", "changed"):
            session.execute(text(f"DROP TRIGGER audit_line_{name}"))
    for statement in statements:
        session.execute(text(statement))
    session.commit()


def test_a_whole_log_is_said_to_be_whole_and_where_it_ends(app: Flask, told: Session) -> None:
    code, lines = run(app)
    assert (code, lines[0]) == (0, "the audit log is whole; it ends at")
    assert run(app, "--expect", lines[1])[0] == 0
    assert lines[1].startswith("6:")
    wrong = f"6:{'0' * 64}"
    assert run(app, "--expect", wrong) == (
        1,
        [f"line 6: its digest was noted as {'0' * 64}", "1 fault(s) in the audit log"],
    )
    assert run(app, "--expect", "6:x")[0] == 2


@pytest.mark.parametrize("at_once", [2, 2000])
def test_what_was_done_by_hand_is_named(
    app: Flask, told: Session, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(verification, "AT_ONCE", at_once)
    by_hand(
        told,
        "UPDATE audit_line SET subject_id = '2' WHERE number = 2",
        "DELETE FROM audit_line WHERE number = 5",
    )
    assert run(app) == (
        1,
        [
            "line 2: altered, or line 1 was and its digest with it",
            "line 5: missing",
            "2 fault(s) in the audit log",
        ],
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_line WHERE number = 6",
        "UPDATE audit_line SET action = 'x' WHERE number = 6",
        "UPDATE audit_line SET details = '{}' WHERE number = 6",
        "UPDATE audit_line SET actor_id = 1, details = NULL WHERE number = 6",
        "UPDATE audit_line SET number = 60, details = NULL WHERE number = 6",
    ],
)
def test_the_database_refuses_to_change_a_line(told: Session, statement: str) -> None:
    with pytest.raises(DBAPIError, match="audit log are never"):
        told.execute(text(statement))


def test_nothing_replaces_or_empties_the_lines(told: Session) -> None:
    sqlite = told.get_bind().dialect.name == "sqlite"
    replace = "INSERT OR REPLACE INTO audit_line SELECT * FROM audit_line"
    with pytest.raises(DBAPIError, match="audit log are never"):
        told.execute(text(replace if sqlite else "TRUNCATE audit_line"))


def test_withdrawn_details_leave_the_log_whole(app: Flask, told: Session) -> None:
    withdraw = {"actor_id": None, "subject": ("cohort", 1), "now": NOW}
    assert withdraw_details(told, [4, 2], **withdraw) == [2, 4]  # type: ignore[arg-type]  # as given
    assert withdraw_details(told, [2, 7], **withdraw) == []  # type: ignore[arg-type]  # line 7 says why
    told.commit()
    assert run(app)[0] == 0
    kept = told.scalars(text("SELECT number FROM audit_line WHERE details IS NULL")).all()
    assert sorted(kept) == [2, 4]
    told.rollback()
    by_hand(told, "UPDATE audit_line SET details = NULL WHERE number = 3")
    code, lines = run(app)
    assert (code, lines[0]) == (1, "line 3: its details were removed, and no later line says so")
