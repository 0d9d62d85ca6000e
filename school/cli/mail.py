"""`flask mail …`: the job that sends mails."""

from __future__ import annotations

import os
import time

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import OperationalError

from school.mail.office import office
from school.mail.sending import Office, send_due
from school.settings import SettingsError

PAUSE = 2
"""Seconds between two looks at what is due."""

mail = AppGroup("mail", help="Send the mails that are due.")


@mail.command("send")
@click.option("--watch", is_flag=True, help="Go on, and send what becomes due, until stopped.")
@click.option(
    "--parent",
    type=int,
    help="With --watch: stop when the process of this number, which began it, ends.",
)
@with_appcontext
def send(watch: bool, parent: int | None) -> None:
    """Send the mails that are due. Several may run at once: each mail is sent by one."""
    desk = _office()
    if not watch:
        click.echo(f"{send_due(desk)} sent")
        return
    while parent in (None, os.getppid()):
        try:
            send_due(desk)
        except OperationalError as error:
            click.echo(f"the database cannot be used, trying again: {error.orig}", err=True)
        time.sleep(PAUSE)


def _office() -> Office:
    try:
        return office(current_app.extensions)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
