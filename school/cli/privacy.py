"""`flask privacy …`: deleting what is due, and erasing again after a restore."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from school.accounts.errors import AccountError
from school.cli.draft import PUT
from school.extensions import db
from school.learning import shelf, uploads
from school.privacy import erased, queries
from school.privacy.erased import ErasedListError
from school.privacy.purge import purge as purge_due
from school.privacy.reapplying import reapply as reapply_list
from school.settings import Settings
from school.web.clock import now

privacy = AppGroup("privacy", help="What is kept about people, deleted when its time is over.")


@privacy.command("purge")
@with_appcontext
def purge() -> None:
    """Delete what need not be kept any more. Run it every day; twice does no harm."""
    session = db.session()
    done = purge_due(session, now())
    session.commit()
    _note()
    shelf.sweep(_instance(), uploads.digests(session), now() - PUT)
    click.echo(f"{done.erased} person(s) erased, {done.proofs} proof(s) of training deleted")


@privacy.command("reapply")
@with_appcontext
def reapply() -> None:
    """Erase again those whom a restored back-up brought back, before you serve.

    They are on the list erased.jsonl of the instance folder.
    """
    session = db.session()
    try:
        done = reapply_list(session, erased.noted(_instance()), now())
    except (AccountError, ErasedListError) as error:
        raise click.ClickException(str(error)) from None
    session.commit()
    _note()
    click.echo(
        f"{done.again} person(s) erased again, {done.already} erased already, "
        f"{done.absent} not in this database"
    )


def _note() -> None:
    """Have everybody who is erased on the list, should a crash have come between."""
    try:
        erased.note(_instance(), queries.erased(db.session()))
    except ErasedListError as error:
        raise click.ClickException(str(error)) from None


def _instance() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.instance.resolve()
