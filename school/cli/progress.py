"""`flask progress …`: is what is kept about students' work what the log says?"""

from __future__ import annotations

import sys
from functools import cache

import click
from flask.cli import AppGroup, with_appcontext

from school.curriculum.lesson import Lesson
from school.extensions import db
from school.learning.verification import differences
from school.publishing import catalogue

progress = AppGroup("progress", help="Students' progress, and the log it comes from.")


@progress.command("verify")
@with_appcontext
def verify() -> None:
    """Compute progress again from the log; print each difference and exit 1 if there is one."""

    @cache
    def lesson(revision_id: int) -> Lesson:
        return catalogue.at_revision(db.session(), revision_id).lesson

    found = list(differences(db.session(), lesson))
    for difference in found:
        click.echo(str(difference))
    click.echo(f"{len(found)} difference(s) with the log" if found else "no difference")
    sys.exit(1 if found else 0)
