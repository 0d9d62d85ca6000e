"""Copying an SQLite database while it is in use, and putting a copy in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, create_engine
from sqlalchemy.pool import NullPool

from school.backup import contents
from school.backup.contents import Contents
from school.backup.errors import BackupError


def dump(url: URL, target: Path) -> Contents:
    """Copy the database as it is at one moment; those who write meanwhile do not wait."""
    place = path_of(url)
    if not place.is_file():
        raise BackupError(f"there is no database at {place}: check SCHOOL_INSTANCE")
    with closing(sqlite3.connect(place)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
        if (found := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise BackupError(f"the database at {place} is damaged ({found}): restore a back-up")
    return read(target)


def read(path: Path) -> Contents:
    """What a copy holds."""
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    with engine.connect() as connection:
        return contents.read(connection)


def holds_anything(url: URL) -> bool:
    """Whether there is a database with a table."""
    place = path_of(url)
    if not place.exists():
        return False
    with closing(sqlite3.connect(place)) as connection:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def replace(url: URL, copy: Path) -> None:
    """Put a copy where the database was or will be, in one step. `copy` is on the same disk."""
    place = path_of(url)
    if place.exists():
        with closing(sqlite3.connect(place)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if any(place.with_name(f"{place.name}{end}").exists() for end in ("-wal", "-shm")):
            raise BackupError(f"{place} is in use: stop the server and the jobs, then restore")
    copy.replace(place)


def path_of(url: URL) -> Path:
    """Where the file is."""
    if not url.database or url.database == ":memory:":
        raise BackupError("the database is in memory: name a file in SCHOOL_DATABASE_URL")
    return Path(url.database)
