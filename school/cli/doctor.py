"""`flask doctor`: what this installation should know about itself."""

from __future__ import annotations

import sqlite3

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from school.cli.faults import sentence
from school.extensions import db
from school.settings import Settings

FIXED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""First SQLite releases of each branch without the WAL-reset bug (sqlite.org/wal.html)."""


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Check the settings, the database and the libraries; exit 1 when something needs care."""
    settings: Settings = current_app.extensions["settings"]
    found = warnings(settings)
    click.echo(f"environment: {settings.env}")
    click.echo(f"database: {db.engine.url.render_as_string(hide_password=True)}")
    for warning in found:
        click.secho(f"! {warning}", fg="yellow")
    if found:
        raise SystemExit(1)
    click.secho("nothing needs care", fg="green")


def warnings(settings: Settings) -> list[str]:
    """What needs care in this installation, a sentence each."""
    found = []
    if db.engine.dialect.name == "sqlite" and wal_reset_bug(sqlite3.sqlite_version_info):
        found.append(
            f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode when a checkpoint "
            "races a reset (fixed in 3.44.6, 3.50.7 and 3.51.3): upgrade it, or use PostgreSQL"
        )
    if settings.env == "production" and not settings.hosts:
        found.append("SCHOOL_TRUSTED_HOSTS is not set: requests may name any host")
    if settings.env == "production" and not (settings.public_url and settings.smtp_url):
        found.append("SCHOOL_PUBLIC_URL and SCHOOL_SMTP_URL are not both set: no mail leaves")
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM publication"))
    except DBAPIError as error:
        found.append(sentence(settings, error))
    return found


def wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether an SQLite version has the WAL-reset bug: from 3.7.0 up to the fixed releases."""
    if version < (3, 7, 0) or version >= FIXED[-1]:
        return False
    return not any(version[:2] == fixed[:2] and version >= fixed for fixed in FIXED)
