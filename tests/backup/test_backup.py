"""A back-up holds the whole school, even under load; it is proved, and restored whole or not."""

from __future__ import annotations

import gzip
import io
import os
import re
import subprocess
import sys
import tarfile
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, make_url, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from school.app import create_app
from school.backup import postgresql, sqlite
from school.backup.creation import create
from school.backup.errors import BackupError
from school.backup.manifest import Manifest
from school.backup.restoration import cares, restore
from school.backup.verification import verify
from school.backup.workshop import NAME
from school.extensions import db
from school.learning import shelf
from school.learning.models import Attempt, ExerciseProgress
from school.settings import ROOT, Settings
from tests.backup.conftest import CONTENT
from tests.factories import NOW, Account, make_person, sign_in
from tests.learning.curriculum import fresh_form, send

SignedIn = Callable[[Account], FlaskClient]
STUDENTS = 3


def is_embedded(settings: Settings) -> bool:
    return settings.sqlalchemy_url.startswith("sqlite")


def tables(settings: Settings) -> object:
    url = make_url(settings.sqlalchemy_url)
    kind = sqlite.read(sqlite.path_of(url)) if is_embedded(settings) else postgresql.read(url)
    return kind.tables


def leave(app: Flask, session: Session) -> None:
    """Close what this process has open, as a server does that is stopped."""
    session.close()
    session.get_bind().dispose()  # type: ignore[union-attr]  # an engine
    with app.app_context():
        db.engine.dispose()


def test_a_school_is_restored_elsewhere_as_it_was(
    settings: Settings, elsewhere: Settings, student: Account, signed_in: SignedIn, tmp_path: Path
) -> None:
    lesson = signed_in(student).get("/lecons/calculs").text
    path = create(settings, tmp_path / "backups", NOW)
    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    manifest, faults = verify(settings, path)
    assert faults == []

    assert restore(elsewhere, path) == manifest
    assert list(cares(elsewhere, manifest)) == []
    app = create_app(elsewhere)
    client = sign_in(app.test_client(), student)
    assert card(client.get("/lecons/calculs").text) == card(lesson)
    with app.app_context():
        with pytest.raises(DBAPIError, match="audit log are never"):
            db.session.execute(text("DELETE FROM audit_line"))
        db.session.rollback()
        db.engine.dispose()
    kept = [
        each.read_bytes()
        for each in (elsewhere.instance / shelf.FOLDER).rglob("*")
        if each.is_file()
    ]
    assert kept == [CONTENT]


def card(page: str) -> str:
    """The exercise that was answered as a page shows it, but for what is drawn for each page."""
    shown = page[page.index('id="ca"') :].partition("</section>")[0]
    assert "chip--success" in shown
    return re.sub(r'name="(csrf_token|key)" value="[^"]*"', "", shown)


def test_a_back_up_under_load_is_whole(
    app: Flask, settings: Settings, session: Session, signed_in: SignedIn, tmp_path: Path
) -> None:
    clients = [signed_in(make_person(session)) for _ in range(STUDENTS)]
    ended, acknowledged = threading.Event(), threading.Semaphore(0)

    def work(client: FlaskClient) -> int:
        form, sent = fresh_form(client, "sans-fin", "libre"), 0
        while not ended.is_set():
            wrong = {"key": str(uuid.uuid4()), "answer": str(sent)}
            assert send(client, "sans-fin", {**form, **wrong}).status_code == 200
            acknowledged.release()
            sent += 1
        return sent

    with ThreadPoolExecutor(STUDENTS) as pool:
        working = [pool.submit(work, client) for client in clients]
        try:
            for _ in range(2 * STUDENTS):
                assert acknowledged.acquire(timeout=30), [each.done() for each in working]
            path = create(settings, tmp_path / "backups", NOW)
            assert acknowledged.acquire(timeout=30)
        finally:
            ended.set()
        total = sum(each.result(30) for each in working)
    manifest, faults = verify(settings, path)
    assert faults == []
    assert 2 * STUDENTS <= manifest.tables["attempt"].rows <= total
    assert session.scalar(select(func.count()).select_from(Attempt)) == total


def test_a_place_in_use_is_refused_and_replaced_on_demand(
    app: Flask, settings: Settings, session: Session, student: Account, tmp_path: Path
) -> None:
    erased = settings.instance / "erased.jsonl"
    erased.write_text("first\n")
    path = create(settings, tmp_path / "backups", NOW)
    session.execute(update(ExerciseProgress).values(best_score=0.25))
    other = shelf.place(settings.instance, shelf.put(settings.instance, b"since then"))
    erased.write_text("first\nsince then\n")
    session.commit()
    run = app.test_cli_runner().invoke
    refused = run(args=["backup", "restore", str(path)])
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert other.exists()
    if is_embedded(settings):
        busy = run(args=["backup", "restore", str(path), "--replace"])
        assert (busy.exit_code, "stop the server" in busy.output) == (1, True)
    leave(app, session)
    done = run(args=["backup", "restore", str(path), "--replace"])
    assert done.exit_code == 0, done.output
    assert not other.exists()
    assert erased.read_text() == "first\nsince then\n"
    assert session.scalar(select(ExerciseProgress.best_score)) == 1


def test_what_is_wrong_inside_is_told(
    app: Flask, settings: Settings, session: Session, student: Account, tmp_path: Path
) -> None:
    session.execute(update(ExerciseProgress).values(best_score=0.25))
    session.commit()
    next(each for each in (settings.instance / shelf.FOLDER).rglob("*") if each.is_file()).unlink()
    run = app.test_cli_runner().invoke
    made = run(args=["backup", "create", str(tmp_path / "backups")])
    assert made.exit_code == 0, made.output
    found = run(args=["backup", "verify", made.output.strip()])
    assert found.exit_code == 1
    assert "progress: " in found.output
    assert "was handed in and is missing" in found.output
    assert "2 fault(s)" in found.output


def test_a_damaged_archive_is_refused(
    settings: Settings, elsewhere: Settings, student: Account, tmp_path: Path
) -> None:
    path = create(settings, tmp_path / "backups", NOW)
    whole = path.read_bytes()
    unpacked = gzip.decompress(whole)
    place = unpacked.index(CONTENT)
    damaged = {
        "cannot be read": whole[: len(whole) // 2],
        "was cut short": gzip.compress(unpacked[: unpacked.index(b"manifest.json")], 1),
        "was altered": gzip.compress(unpacked[:place] + b"U" + unpacked[place + 1 :], 1),
        "'../escaped' is no file of a back-up": archive_of("../escaped"),
        "'/escaped' is no file of a back-up": archive_of("/escaped"),
        "another version": gzip.compress(unpacked.replace(b'"format": 1', b'"format": 9'), 1),
    }
    for why, content in damaged.items():
        path.write_bytes(content)
        with pytest.raises(BackupError, match=why):
            restore(elsewhere, path)
    assert [each.name for each in elsewhere.instance.iterdir()] == []
    path.write_bytes(whole)
    restore(elsewhere, path)


def archive_of(name: str) -> bytes:
    """An archive with one file, of a name that its writer chose."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo(name))
    return content.getvalue()


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
copy = shutil.copyfileobj
{}
from datetime import datetime, UTC
from school.backup.creation import create
from school.backup.restoration import restore
from school.settings import from_environment
{}
"""


def killed(settings: Settings, when: str, doing: str) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SCHOOL_")} | {
        "SCHOOL_ENV": "test",
        "SCHOOL_INSTANCE": str(settings.instance),
        "SCHOOL_DATABASE_URL": settings.sqlalchemy_url,
        "SCHOOL_SECRET_KEY": settings.signing_key(),
    }
    command = [sys.executable, "-c", KILLED.format(when, doing)]
    assert subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == -9


def test_killed_while_it_is_made_there_is_no_back_up(
    settings: Settings, student: Account, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    killed(
        settings,
        "os.fsync = die",
        f"create(from_environment(), Path({str(folder)!r}), datetime.now(UTC))",
    )
    assert [each.name for each in folder.iterdir()] == [NAME]
    path = create(settings, folder, NOW)
    assert list(folder.iterdir()) == [path]


def test_killed_while_it_is_restored_the_old_school_is_whole(
    app: Flask, settings: Settings, session: Session, student: Account, tmp_path: Path
) -> None:
    path = create(settings, tmp_path / "backups", NOW)
    make_person(session)
    leave(app, session)
    before = tables(settings)
    at_the_end = "shutil.move = die; shutil.copyfileobj = lambda *all: (copy(*all), die())"
    killed(
        settings, at_the_end, f"restore(from_environment(), Path({str(path)!r}), replacing=True)"
    )
    assert tables(settings) == before
    manifest = restore(settings, path, replacing=True)
    assert tables(settings) == manifest.tables
    assert not (settings.instance / NAME).exists()


def test_another_key_or_schema_is_told(elsewhere: Settings) -> None:
    manifest = Manifest(
        made_at=NOW, database="sqlite", migration="007", audit_end="", key="", tables={}, files={}
    )
    key, schema = cares(elsewhere, manifest)
    assert "SCHOOL_SECRET_KEY is not the one" in key
    assert "db upgrade" in schema


def test_a_missing_program_is_named(
    settings: Settings, student: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_embedded(settings):
        return
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match="pg_dump is not installed: install postgresql-client-"):
        create(settings, tmp_path / "backups", NOW)
