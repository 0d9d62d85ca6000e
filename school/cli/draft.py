"""`flask draft …`: what was typed or attached, and not sent."""

from __future__ import annotations

import datetime as dt

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from school.extensions import db
from school.learning import drafts, shelf, uploads
from school.settings import Settings
from school.web.clock import now

draft = AppGroup("draft", help="What students were typing, and the files that they attached.")

KEPT = dt.timedelta(days=30)
"""How long a file stays that no answer and no draft names: a page left open may still send it."""
PUT = dt.timedelta(days=1)
"""How long bytes stay that the database does not name: they are there first."""


@draft.command("purge")
@with_appcontext
def purge() -> None:
    """Delete the drafts of what has been sent since, and files never handed in.

    Drafts still to be sent stay, with their files.
    """
    session = db.session()
    settings: Settings = current_app.extensions["settings"]
    count, files = drafts.purge(session), uploads.purge(session, now() - KEPT)
    session.commit()
    shelf.sweep(settings.instance.resolve(), uploads.digests(session), now() - PUT)
    click.echo(f"{count} draft(s) deleted, {files} file(s) never handed in")
