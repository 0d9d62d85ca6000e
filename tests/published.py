"""Databases to copy for each test, with a curriculum published once: publishing takes seconds."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from school.app import create_app
from school.extensions import db
from tests import conftest, postgresql

Publish = Callable[[Session], object]


def template(
    empty: str,
    name: str,
    publish: Publish,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """A copy of the empty database after `publish`: an SQLite file's path or a database's name."""
    folder = tmp_path_factory.mktemp(name)
    if request.config.getoption("--database") == "postgresql":
        made = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        conftest._postgres(f'CREATE DATABASE "{made}" TEMPLATE "{empty}"')
        _publish(folder, postgresql.url(made), publish)
        return made
    file = Path(shutil.copy(empty, folder / "school.sqlite3"))
    _publish(folder, f"sqlite:///{file}", publish)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return str(file)


def _publish(folder: Path, url: str, publish: Publish) -> None:
    app = create_app(conftest._settings(folder, url))
    with app.app_context():
        with Session(db.engine) as session:
            publish(session)
        db.engine.dispose()
