"""`flask backup …`: the whole school in one archive, proved, and put back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from school.backup.creation import create as create_backup
from school.backup.errors import BackupError
from school.backup.manifest import Manifest
from school.backup.restoration import cares
from school.backup.restoration import restore as restore_backup
from school.backup.verification import verify as verify_backup
from school.settings import Settings
from school.web.clock import now

backup = AppGroup("backup", help="Make back-ups, prove them, and restore them.")
archive = click.argument(
    "archive", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="ARCHIVE"
)


@backup.command("create")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@with_appcontext
def create(folder: Path) -> None:
    """Write a back-up of the database and of the instance's files into DIR.

    The school may be in use. The archive gets its name once it is whole, and holds the secret key
    if that is kept in the instance: keep it as safe as the school.
    """
    with _told():
        click.echo(create_backup(_settings(), folder, now()))


@backup.command("verify")
@archive
@with_appcontext
def verify(archive: Path) -> None:
    """Restore ARCHIVE into an empty temporary place and look at it there.

    Compares what every table holds and every file, computes progress again, walks the audit log.
    Exits 1 when something is wrong.
    """
    with _told():
        manifest, faults = verify_backup(_settings(), archive)
    for fault in faults:
        click.echo(fault)
    click.echo(_summary(manifest))
    click.echo(f"{len(faults)} fault(s)" if faults else "the back-up is whole")
    sys.exit(1 if faults else 0)


@backup.command("restore")
@archive
@click.option("--replace", is_flag=True, help="Replace the school that is there. It is then gone.")
@with_appcontext
def restore(archive: Path, replace: bool) -> None:
    """Restore ARCHIVE into the instance and the database of the settings.

    Stop the server first. Both must be empty, unless --replace is given.
    """
    with _told():
        manifest = restore_backup(_settings(), archive, replacing=replace)
    click.echo(_summary(manifest))
    for care in cares(_settings(), manifest):
        click.secho(f"! {care}", fg="yellow")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _summary(manifest: Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables.values())
    return (
        f"made on {manifest.made_at:%Y-%m-%d at %H:%M:%S} UTC, of {manifest.database}, schema "
        f"{manifest.migration}: {rows} rows in {len(manifest.tables)} tables, "
        f"{len(manifest.files)} files\naudit log ends at {manifest.audit_end}"
    )


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BackupError as error:
        raise click.ClickException(str(error)) from None
