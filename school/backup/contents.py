"""What a database holds, told in few words: to know that a copy holds the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from school import schema
from school.audit.walk import Point
from school.backup.errors import BackupError
from school.backup.manifest import Table

AT_ONCE = 1000


@dataclass(frozen=True)
class Contents:
    """The number of its schema, where its audit log ends, and what its tables hold."""

    migration: str
    audit_end: str
    tables: dict[str, Table]


def read(connection: Connection) -> Contents:
    """What a database holds at this moment. Raises BackupError when it is not a school's."""
    migration = schema.present(connection)
    if migration is None:
        raise BackupError(
            f"the database at {connection.engine.url.render_as_string(hide_password=True)} holds "
            "no school: name the right one in SCHOOL_DATABASE_URL or SCHOOL_INSTANCE"
        )
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL TimeZone TO 'UTC'"))  # moments are read in it
    tables = inspect(connection).get_table_names()
    return Contents(
        migration,
        _audit_end(connection) if "audit_head" in tables else "",
        {name: _table(connection, name) for name in sorted(tables)},
    )


def _audit_end(connection: Connection) -> str:
    row = connection.execute(text("SELECT number, digest FROM audit_head")).one()
    return str(Point(row.number, row.digest))


def _table(connection: Connection, name: str) -> Table:
    """The digests of the rows, added up: they come in no order."""
    quoted = connection.dialect.identifier_preparer.quote
    columns = sorted(column["name"] for column in inspect(connection).get_columns(name))
    statement = f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(name)}"  # noqa: S608  # ours
    rows = connection.execution_options(yield_per=AT_ONCE).exec_driver_sql(statement)
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
    return Table(rows=count, digest=f"{total % 2**256:064x}")
