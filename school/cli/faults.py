"""What a command says when the database cannot be used: one sentence instead of a traceback."""

from __future__ import annotations

import sys
from types import TracebackType

import click
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from school.settings import Settings


def tell_instead_of_trace(settings: Settings) -> None:
    """Under the `flask` command, end with a sentence when the database cannot be used.

    It reaches Flask-Migrate's commands too, which are not the application's own. Anything else
    that goes wrong is a fault of ours and keeps its traceback.
    """
    if click.get_current_context(silent=True) is None:
        return

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, (OperationalError, ProgrammingError)):
            click.echo(f"Error: {sentence(settings, error)}", err=True)
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = tell


def sentence(settings: Settings, error: DBAPIError) -> str:
    """Which database cannot be used, why, and what to do."""
    place = make_url(settings.sqlalchemy_url).render_as_string(hide_password=True)
    why = str(error.orig).splitlines()[0]
    if error.statement is None:
        return (
            f"the database at {place} cannot be opened ({why}): check SCHOOL_DATABASE_URL and "
            "SCHOOL_INSTANCE, and that its server runs"
        )
    return (
        f"the database at {place} cannot be used ({why}): bring it to the newest schema with "
        "`flask --app wsgi db upgrade`, or name another in SCHOOL_DATABASE_URL"
    )
