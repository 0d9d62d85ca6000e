"""Does the school work? For a monitor: bounded, and without a secret."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from school import schema

OK = "ok"


def state(engine: Engine) -> dict[str, str]:
    """The database, its schema and the curriculum, each `ok` or what is wrong in a word."""
    try:
        with engine.connect() as connection:
            return {"database": OK} | _inside(connection)
    except SQLAlchemyError:
        return {"database": "unreachable"}


def _inside(connection: Connection) -> dict[str, str]:
    if schema.present(connection) != schema.wanted():
        return {"migrations": "to be run"}
    published = connection.execute(text("SELECT id FROM publication LIMIT 1")).first()
    return {"migrations": OK, "content": OK if published else "none published"}
