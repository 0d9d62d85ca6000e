"""A file is enrolled from the command line as from the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts.models import Person
from school.cohorts.models import Enrolment
from tests.factories import make_cohort

LIST = "Prénom;Nom;Courriel;Tél\r\nZoé;Exemple;zoe@example.org;1\r\nBob;Autre;bob@example.org;2\r\n"


@pytest.fixture
def cohort_name(session: Session) -> str:
    return make_cohort(session).name


def run(app: Flask, *arguments: str | Path) -> tuple[int, str]:
    args = ["cohort", "enrol", *map(str, arguments)]
    result = app.test_cli_runner().invoke(args=args)
    return result.exit_code, result.output


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "liste.csv"
    file.write_bytes(text.encode("cp1252"))
    return file


def enrolled(session: Session) -> int:
    found = session.scalars(select(func.count()).select_from(Enrolment)).one()
    session.rollback()
    return found


def test_a_dry_run_tells_and_does_nothing(
    app: Flask, session: Session, cohort_name: str, tmp_path: Path
) -> None:
    code, output = run(app, write(tmp_path, LIST), "--cohort", cohort_name, "--dry-run")
    assert code == 0
    for text in ("Columns passed over: Tél.", "Zoé Exemple <zoe@example.org>", "a dry run"):
        assert text in output
    assert enrolled(session) == 0


def test_a_file_is_enrolled_once(
    app: Flask, session: Session, cohort_name: str, tmp_path: Path
) -> None:
    file = write(tmp_path, LIST)
    code, output = run(app, file, "--cohort", cohort_name)
    assert (code, enrolled(session)) == (0, 2)
    assert "Done: 2 changed, 0 left as they were." in output
    code, output = run(app, file, "--cohort", str(1))
    assert (code, enrolled(session)) == (0, 2)
    assert "nothing was changed" in output
    shorter = write(tmp_path, LIST.rpartition("Bob")[0])
    assert "not in the list, stays" in run(app, shorter, "--cohort", cohort_name)[1]
    code, output = run(app, shorter, "--cohort", cohort_name, "--leave-missing")
    assert "leaves                  Bob Autre" in output


def test_every_problem_is_told_and_nothing_is_done(
    app: Flask, session: Session, cohort_name: str, tmp_path: Path
) -> None:
    file = write(tmp_path, LIST + "\x1b[31m;;bob@\r\n;Nom;zoe@example.org\r\n")
    code, output = run(app, file, "--cohort", cohort_name)
    assert code == 1
    assert "liste.csv:4: email (“bob@”): Write a whole e-mail address" in output
    assert "liste.csv:5: first_name: Write the name." in output
    assert "Nothing was done" in output
    assert "\x1b" not in output
    assert session.scalars(select(func.count()).select_from(Person)).one() == 0


def test_an_unknown_cohort_is_told_with_those_there_are(
    app: Flask, cohort_name: str, tmp_path: Path
) -> None:
    code, output = run(app, write(tmp_path, LIST), "--cohort", "Autre")
    assert code == 1
    assert f"No cohort is called Autre. There are: {cohort_name} (1)." in output
