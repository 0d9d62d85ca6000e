"""`flask content …`: what it prints, what it leaves, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from school.app import create_app
from school.settings import Settings
from tests.publishing.folders import (
    FILES,
    as_bytes,
    edit,
    lesson,
    publish,
    published,
    read,
    rows,
    write,
)

ROI, CPM = "01-essentiel/01-roi.md", "01-essentiel/02-cpm.md"
WRONG = {
    ROI: lesson("roi").replace("minutes: 30", "minutes: 900"),
    CPM: lesson("cpm", "Un [lien](lesson:absente) et [!HINT]."),
}


def run(app: Flask, *arguments: str | Path) -> Result:
    """What a command line gives."""
    return app.test_cli_runner().invoke(args=["content", *map(str, arguments)])


@pytest.fixture
def no_database(tmp_path: Path) -> Flask:
    """An application whose database cannot be reached."""
    url = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    return create_app(Settings(env="test", instance=tmp_path / "instance", database_url=url))


def test_check_finds_no_problem_and_needs_no_database(no_database: Flask, tmp_path: Path) -> None:
    result = run(no_database, "check", write(tmp_path / "content"))
    assert (result.exit_code, result.stdout) == (0, f"No problem in {tmp_path / 'content'}.\n")


def test_check_says_where_each_problem_is_and_what_to_do(
    no_database: Flask, tmp_path: Path
) -> None:
    result = run(no_database, "check", write(tmp_path / "content", {**FILES, **WRONG}))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == ROI
    assert lines[1].startswith(f"{ROI}:4: minutes: ")
    assert " → " in lines[1]
    assert any(line.startswith(f"{CPM}:13: link: ") for line in lines)
    assert lines[-1] == "2 problems in 2 files."


def test_check_prints_json(no_database: Flask, tmp_path: Path) -> None:
    write(tmp_path / "content", {**FILES, **WRONG})
    result = run(no_database, "check", tmp_path / "content", "--json")
    problems = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert [(p["file"], p["line"], p["field"]) for p in problems] == [
        (ROI, 4, "minutes"),
        (CPM, 13, "link"),
    ]
    assert all(p.keys() == {"file", "line", "field", "what", "remedy"} for p in problems)

    write(tmp_path / "content")
    result = run(no_database, "check", tmp_path / "content", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["problems"], found["warnings"]) == (0, [], [])
    assert [trial["exercise"] for trial in found["trials"]] == ["roi-exercice", "cpm-exercice"]
    right = {"mean": 1, "least": 1, "most": 1, "passes": 1}
    assert found["trials"][0]["players"]["right"] == right


def test_check_reports_how_made_up_students_did(no_database: Flask, tmp_path: Path) -> None:
    result = run(no_database, "check", write(tmp_path / "content"), "--report")
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["mean", "min", "max", "passes"]
    assert lines[1] == ["roi-exercice", "numeric"]
    assert ["right", "1.00", "1.00", "1.00", "100%"] in lines


def test_check_lists_warnings_and_ends_as_if_there_were_none(
    no_database: Flask, tmp_path: Path
) -> None:
    coin = "```exercise choice pile-ou-face\npoints: 1\n---\nLequel ?\n\n- [x] A\n- [ ] B\n```"
    easy = lesson("roi", coin)
    result = run(no_database, "check", write(tmp_path / "content", {**FILES, ROI: easy}))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"No problem in {tmp_path / 'content'}.\n{ROI}:")
    assert "pass: is reached by chance in" in result.stdout


def test_check_reads_the_folder_of_the_settings(tmp_path: Path) -> None:
    content = write(tmp_path / "content", {**FILES, **WRONG})
    app = create_app(Settings(env="test", instance=tmp_path / "instance", content=content))
    assert run(app, "check").exit_code == 1


def test_check_of_a_folder_that_is_not_there(no_database: Flask, tmp_path: Path) -> None:
    result = run(no_database, "check", tmp_path / "absent")
    assert result.exit_code == 1
    assert "is not a folder" in result.stdout


def test_import_says_what_it_did(app: Flask, session: Session, tmp_path: Path) -> None:
    result = run(app, "import", write(tmp_path / "content"))
    assert result.exit_code == 0, result.output
    assert f"created   {ROI}" in result.stdout
    assert published(session) == as_bytes(FILES)
    session.rollback()

    fewer = {path: text for path, text in FILES.items() if path != CPM}
    result = run(app, "import", write(tmp_path / "content", {**fewer, ROI: lesson("roi")}))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"changed   {ROI}",
        f"withdrawn {CPM}",
        "3 files unchanged.",
    ]


def test_import_with_problems_imports_nothing(app: Flask, session: Session, tmp_path: Path) -> None:
    result = run(app, "import", write(tmp_path / "content", {**FILES, **WRONG}))
    assert result.exit_code == 1
    assert f"{ROI}:4: minutes: " in result.stdout
    assert result.stdout.endswith("Nothing was imported.\n")
    assert rows(session)["document"] == 0


def test_import_ends_otherwise_when_something_was_kept(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    edit(session, "lesson:roi", lesson("roi", "Écrit sur le site."))
    files = {**FILES, CPM: lesson("cpm", "Neuf.")}
    result = run(app, "import", write(tmp_path / "content", files))
    assert result.exit_code == 3
    assert f"conflict  {ROI}" in result.stdout
    assert f"changed   {CPM}" in result.stdout
    assert "flask content export" in result.stdout
    assert published(session)[CPM] == lesson("cpm", "Neuf.").encode()


def test_export_writes_what_is_published(app: Flask, session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    result = run(app, "export", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, f"5 files written to {tmp_path / 'out'}.\n")
    assert read(tmp_path / "out") == read(tmp_path / "content")


def test_export_refuses_a_folder_with_something_else(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    write(tmp_path / "out", {"notes.txt": "à moi"})
    result = run(app, "export", tmp_path / "out")
    assert result.exit_code == 1
    assert "notes.txt" in result.stderr
    assert read(tmp_path / "out") == {"notes.txt": "à moi".encode()}
