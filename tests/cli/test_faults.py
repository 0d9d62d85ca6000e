"""What a command cannot do without is said in one sentence, with the place and the remedy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from school.settings import PREFIX, ROOT

pytestmark = pytest.mark.once

FLASK = ("-m", "flask", "--app", "wsgi")
PERSON = ["--email", "a@example.org", "--first-name", "A", "--last-name", "B", "--role", "admin"]


def run(instance: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run Python with no settings but those that are given."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**inherited, "SCHOOL_ENV": "test", "SCHOOL_INSTANCE": str(instance), **given},
        input="correct horse battery staple\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a command ended with, after printing nothing else."""
    assert (done.returncode, done.stdout) == (1, ""), done
    line, *more = done.stderr.splitlines()
    assert more == []
    return line


@pytest.mark.parametrize(
    "command",
    [
        ("progress", "verify"),
        ("demo", "accounts", "--json"),
        ("content", "import"),
        ("account", "create", *PERSON, "--password-stdin"),
    ],
    ids=" ".join,
)
def test_a_database_without_its_tables(tmp_path: Path, command: tuple[str, ...]) -> None:
    line = said(run(tmp_path, *FLASK, *command))
    assert f"sqlite:///{tmp_path}/school.sqlite3" in line
    assert "no such table" in line
    assert "flask --app wsgi db upgrade" in line


@pytest.mark.parametrize("command", [("account", "list"), ("db", "upgrade")], ids=" ".join)
@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////nowhere/school.sqlite3", "sqlite:////nowhere/school.sqlite3"),
        ("postgresql+psycopg://me:hidden@127.0.0.1:1/school", "127.0.0.1:1/school"),
    ],
    ids=["folder", "server"],
)
def test_a_database_that_cannot_be_opened(
    tmp_path: Path, url: str, shown: str, command: tuple[str, ...]
) -> None:
    line = said(run(tmp_path, *FLASK, *command, SCHOOL_DATABASE_URL=url))
    assert shown in line
    assert "SCHOOL_DATABASE_URL" in line
    assert "hidden" not in line


@pytest.mark.parametrize(
    "program", [(*FLASK, "content", "check"), ("-c", "import wsgi")], ids=["command", "server"]
)
def test_settings_that_cannot_be_used(tmp_path: Path, program: tuple[str, ...]) -> None:
    line = said(run(tmp_path, *program, SCHOOL_ENV="production"))
    assert line.startswith("Error: SCHOOL_SECRET_KEY is missing")


def test_an_instance_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    line = said(run(tmp_path / "file" / "folder", *FLASK, "content", "check"))
    assert line.startswith("Error: SCHOOL_INSTANCE")
    assert f"{tmp_path}/file/folder" in line


def test_a_command_line_that_is_none(tmp_path: Path) -> None:
    done = run(tmp_path, *FLASK, "content", "chekc")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
