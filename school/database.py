"""How tables are declared, and how each database is opened."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from functools import lru_cache
from typing import Any

from flask import g, has_request_context
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
PATIENCE = 5
"""Seconds that a writer waits for its turn."""
PRIMARY_CODE = 0xFF
"""The bits of an SQLite error that tell its kind; the others tell the occasion."""
BETWEEN_TRIES = 0.0002
"""Seconds between two tries to begin writing."""


class Base(DeclarativeBase):
    """The base of every table; constraints have predictable names so that migrations find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Instant(TypeDecorator[dt.datetime]):
    """A moment, in UTC on both databases. Refuses a datetime without a time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Give Python UTC, on the database that keeps no time zone too."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


Database = Session | Connection
"""Where statements are sent: a connection costs half as much as the session that holds it."""


def dialect_of(database: Database) -> str:
    """`sqlite` or `postgresql`."""
    bound = database.get_bind() if isinstance(database, Session) else database
    return bound.dialect.name


def prepare(engine: Engine) -> None:
    """Make SQLite durable and its writers queue; on PostgreSQL, only bound how long they wait.

    The driver's own transactions let 16 parallel submissions pass a limit of 3, and leave half of
    a failed migration behind: on SQLite they are begun here instead, for the migrations too.
    """
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _open_postgresql)
    elif engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {PATIENCE * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")

    connection.create_function("translate", 3, _translate, deterministic=True)


def _translate(text: str | None, letters: str, others: str) -> str | None:
    """PostgreSQL's function, which SQLite lacks: each of some letters replaced by its other."""
    return None if text is None else text.translate(_table(letters, others))


@lru_cache(maxsize=8)
def _table(letters: str, others: str) -> dict[int, int]:
    return str.maketrans(letters, others)


def _open_postgresql(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.commit()  # or it would be forgotten with the transaction


def _begin_sqlite(connection: Any) -> None:
    if has_request_context() and not g.get("writing", False):
        connection.exec_driver_sql("BEGIN")
    else:
        _queue_to_write(connection)


def _queue_to_write(connection: Any) -> None:
    """Begin to write as soon as nobody else does; gives up after PATIENCE seconds.

    SQLite's own wait sleeps longer and longer, up to 100 ms: under load some writers starve while
    others pass. Short equal waits keep the longest wait near the mean.
    """
    driver: sqlite3.Connection = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout = 0")
    deadline = time.monotonic() + PATIENCE
    try:
        while _is_kept_waiting(driver) and time.monotonic() < deadline:
            time.sleep(BETWEEN_TRIES)
        if not driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails, and says so as SQLAlchemy does
    finally:
        driver.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")


def _is_kept_waiting(driver: sqlite3.Connection) -> bool:
    """Try to begin, without SQLAlchemy, whose way costs ten times as much.

    Somebody else may have the database, be it only to recover it after a crash.
    """
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & PRIMARY_CODE == sqlite3.SQLITE_BUSY
    return False
