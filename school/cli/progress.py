"""`flask progress …`: is what is kept about students' work what the log says?"""

from __future__ import annotations

import sys
from functools import cache

import click
from flask.cli import AppGroup, with_appcontext

from school.extensions import db
from school.learning.progress import required_exercises
from school.learning.verification import differences
from school.publishing import catalogue

progress = AppGroup("progress", help="Students' progress, and the log it comes from.")


@progress.command("verify")
@with_appcontext
def verify() -> None:
    """Compute progress again from the log; print each difference and exit 1 if there is one."""

    @cache
    def required(revision_id: int) -> tuple[str, ...]:
        return required_exercises(catalogue.at_revision(db.session(), revision_id).lesson)

    found = 0
    for found, difference in enumerate(differences(db.session(), required), 1):  # noqa: B007
        click.echo(str(difference))
    click.echo(f"{found} difference(s) between the log and the summaries", err=found > 0)
    sys.exit(1 if found else 0)
