"""Making a back-up while the school is in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, make_url

from school.backup import archive, postgresql, sqlite
from school.backup.errors import BackupError
from school.backup.manifest import Kind, Manifest, fingerprint
from school.backup.workshop import NAME, workshop
from school.settings import Settings

MADE_AT_START = "static"
"""The folder of the instance that a start makes again."""


def create(settings: Settings, folder: Path, now: dt.datetime) -> Path:
    """Write a back-up into a folder and give its path: it has its name once it is whole.

    The database first, then the files: a file is on disk before the database names it. Raises
    BackupError.
    """
    url = make_url(settings.sqlalchemy_url)
    target = folder / f"ffollozz-{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    with workshop(folder) as making:
        if target.exists():
            raise BackupError(f"{target} exists: wait a second")
        kind: Kind = "postgresql" if url.get_backend_name() == "postgresql" else "sqlite"
        database = making / archive.DATABASES[kind]
        held = (postgresql if kind == "postgresql" else sqlite).dump(url, database)
        with archive.writing(making / target.name) as writer:
            writer.add(database.name, database)
            for path in files_of(settings.instance.resolve(), url, folder.resolve()):
                name = path.relative_to(settings.instance.resolve())
                writer.add(f"{archive.INSTANCE}/{name.as_posix()}", path)
            writer.finish(
                Manifest(
                    made_at=now,
                    database=kind,
                    migration=held.migration,
                    audit_end=held.audit_end,
                    key=fingerprint(settings.signing_key()),
                    tables=held.tables,
                    files=writer.files,
                )
            )
        (making / target.name).rename(target)
    return target


def files_of(instance: Path, url: URL, backups: Path) -> Iterator[Path]:
    """The files of an instance, but for the database, what a start makes, and back-ups."""
    database = sqlite.path_of(url).resolve() if url.get_backend_name() == "sqlite" else None
    apart = {instance / MADE_AT_START, instance / NAME}
    if database:
        apart |= {database.with_name(database.name + end) for end in ("", "-wal", "-shm")}
    if backups != instance:
        apart.add(backups)
    for path in sorted(instance.rglob("*")):
        if path.is_file() and not path.is_symlink() and apart.isdisjoint((path, *path.parents)):
            yield path
