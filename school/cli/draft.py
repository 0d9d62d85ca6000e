"""`flask draft …`: what was typed and not sent."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from school.extensions import db
from school.learning import drafts

draft = AppGroup("draft", help="What students were typing.")


@draft.command("purge")
@with_appcontext
def purge() -> None:
    """Delete the drafts of what has been sent since; those still to be sent stay."""
    count = drafts.purge(db.session())
    db.session.commit()
    click.echo(f"{count} draft(s) deleted")
