"""Dumping a PostgreSQL database while it is in use, and loading a dump: whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import URL, Connection, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from school.backup import contents
from school.backup.contents import Contents
from school.backup.errors import BackupError

VERIFYING = "ffollozz_verifying_"
BEGUN = b"BEGIN; SET lock_timeout = '5s';\n"
CLEARED = b"""
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT format('%I.%I', schemaname, tablename) AS name
              FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DROP TABLE ' || each.name || ' CASCADE';
  END LOOP;
  FOR each IN SELECT oid::regprocedure AS name FROM pg_proc
              WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
  LOOP
    EXECUTE 'DROP FUNCTION ' || each.name || ' CASCADE';
  END LOOP;
END $$;
"""
"""What empties a database of all that is the school's."""


def dump(url: URL, target: Path) -> Contents:
    """Dump the database as it is at one moment, told and dumped alike."""
    with _connected(url) as connection:
        connection.execution_options(isolation_level="REPEATABLE READ")
        program = _program("pg_dump", _version_of(connection))
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        options = ("--format=custom", "--no-owner", "--no-privileges")
        _run(url, program, *options, f"--snapshot={snapshot}", f"--file={target}")
        return contents.read(connection)


def read(url: URL) -> Contents:
    """What a database holds."""
    with _connected(url) as connection:
        return contents.read(connection)


def holds_anything(url: URL) -> bool:
    """Whether the database has a table."""
    with _connected(url) as connection:
        return bool(inspect(connection).get_table_names())


def load(url: URL, dumped: Path, *, replacing: bool = False) -> None:
    """Load a dump in one transaction, which ends by COMMIT or not at all."""
    with _connected(url) as connection:
        version = _version_of(connection)
    script = [_program("pg_restore", version), "--no-owner", "--no-privileges", "--file=-"]
    psql = [_program("psql", version), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    conninfo, environment = _conninfo(url)
    with (
        TemporaryFile() as told,
        subprocess.Popen([*script, dumped], stdout=subprocess.PIPE, stderr=told) as written,  # noqa: S603
        subprocess.Popen(  # noqa: S603  # our own arguments, and no shell
            [*psql, f"--dbname={conninfo}"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=told,
        ) as loading,
    ):
        assert written.stdout  # noqa: S101  # both are pipes
        assert loading.stdin  # noqa: S101
        with suppress(BrokenPipeError):  # it stopped at an error, which it tells
            loading.stdin.write(BEGUN + (CLEARED if replacing else b""))
            shutil.copyfileobj(written.stdout, loading.stdin)
            if written.wait() == 0:
                loading.stdin.write(b"\nCOMMIT;\n")
        with suppress(BrokenPipeError):
            loading.stdin.close()
        written.stdout.close()
        if loading.wait() or written.wait():
            told.seek(0)
            raise _not_loaded(told.read().decode(errors="replace"))


def _not_loaded(said: str) -> BackupError:
    hint = ": stop the server and the jobs, then restore" if "lock timeout" in said else ""
    wrong = [line for line in said.splitlines() if "ERROR" in line or "error" in line]
    why = wrong[0] if wrong else said.strip()
    return BackupError(f"the dump cannot be loaded, and nothing was ({why}){hint}")


@contextmanager
def new_database(url: URL) -> Iterator[URL]:
    """An empty database on the same server, dropped at the end. Raises BackupError."""
    name = VERIFYING + secrets.token_hex(6)
    with _connected(url) as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        try:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        except DBAPIError as error:
            raise BackupError(
                f"no database can be made to restore into ({str(error.orig).splitlines()[0]}): "
                "give the role this right with ALTER ROLE … CREATEDB"
            ) from None
        try:
            yield url.set(database=name)
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        yield connection


def _version_of(connection: Connection) -> int:
    """The server's major version."""
    return int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000


def _program(name: str, server: int) -> str:
    """Where a program of PostgreSQL is, not older than the server. Raises BackupError."""
    remedy = f"install postgresql-client-{server}"
    path = shutil.which(name)
    if path is None:
        raise BackupError(f"{name} is not installed: {remedy}")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    version = re.search(r"\d+", said)
    if version is None or int(version[0]) < server:
        raise BackupError(f"{said.strip()} is older than the server ({server}): {remedy}")
    return path


def _run(url: URL, program: str, *arguments: str) -> None:
    conninfo, environment = _conninfo(url)
    done = subprocess.run(  # noqa: S603  # our own arguments, and no shell
        [program, *arguments, f"--dbname={conninfo}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{Path(program).name} failed: {done.stderr.strip()}")


def _conninfo(url: URL) -> tuple[str, Mapping[str, str]]:
    """What names the database, and an environment with its password: others see arguments."""
    (_, options) = url.get_dialect()().create_connect_args(url)
    password = options.pop("password", None)
    written = {name: re.sub(r"([\\'])", r"\\\1", str(value)) for name, value in options.items()}
    secret = {"PGPASSWORD": str(password)} if password else {}
    return " ".join(f"{name}='{value}'" for name, value in written.items()), os.environ | secret
