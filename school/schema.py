"""The schema that this version of the code works with, and the one that a database has."""

from __future__ import annotations

from functools import cache

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from school.settings import ROOT


@cache
def wanted() -> str | None:
    """The number of the newest migration."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()


def present(connection: Connection) -> str | None:
    """The number of the migration that a database is at, or None when it has no tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    number: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return number
