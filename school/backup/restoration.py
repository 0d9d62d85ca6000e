"""Putting a back-up in the place that the settings name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, make_url

from school import schema
from school.backup import archive, postgresql, sqlite
from school.backup.errors import BackupError
from school.backup.manifest import Manifest, fingerprint
from school.backup.workshop import workshop
from school.learning.shelf import FOLDER
from school.settings import Settings


def restore(settings: Settings, path: Path, *, replacing: bool = False) -> Manifest:
    """Restore a back-up: its files first, then the database in one step.

    A place that holds a school is refused unless `replacing`; what was there is then gone. Killed
    at any moment, the old database or the new one is whole, and restoring again ends it. Raises
    BackupError.
    """
    url = make_url(settings.sqlalchemy_url)
    instance = settings.instance.resolve()
    with workshop(instance) as unpacked:
        manifest = archive.unpack(path, unpacked)
        _check(manifest, url)
        if not replacing and _holds_anything(url, instance):
            raise BackupError(
                f"there is a school in {instance} or in its database: restore into an empty place, "
                "or replace what is there with --replace"
            )
        copy = unpacked / archive.DATABASES[manifest.database]
        _place(unpacked / archive.INSTANCE, instance)
        if manifest.database == "postgresql":
            postgresql.load(url, copy, replacing=replacing)
        else:
            sqlite.replace(url, _beside(copy, url))
        _remove_others(manifest, instance)
    return manifest


def cares(settings: Settings, manifest: Manifest) -> Iterator[str]:
    """What is left to do once a back-up is restored, a sentence each."""
    if fingerprint(settings.signing_key()) != manifest.key:
        yield (
            "SCHOOL_SECRET_KEY is not the one of this back-up: with another, everybody is signed "
            "out and the numbers of students' exercises change. Set it before you serve."
        )
    if manifest.migration != schema.wanted():
        yield (
            f"the back-up has schema {manifest.migration}, this version works with "
            f"{schema.wanted()}: run `flask --app wsgi db upgrade`."
        )


def _check(manifest: Manifest, url: URL) -> None:
    if manifest.database != url.get_backend_name():
        raise BackupError(
            f"the back-up is of {manifest.database}, and SCHOOL_DATABASE_URL names "
            f"{url.get_backend_name()}: name a database of the same kind"
        )


def _holds_anything(url: URL, instance: Path) -> bool:
    files = instance / FOLDER
    if files.is_dir() and any(files.rglob("*")):
        return True
    if url.get_backend_name() == "postgresql":
        return postgresql.holds_anything(url)
    return sqlite.holds_anything(url)


def _place(unpacked: Path, instance: Path) -> None:
    """Move each file where it was. A list (`*.jsonl`) only grows: what was added since stays."""
    for file in [each for each in unpacked.rglob("*") if each.is_file()]:
        target = instance / file.relative_to(unpacked)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".jsonl" and target.exists():
            lines = [*target.read_text().splitlines(), *file.read_text().splitlines()]
            file.write_text("".join(f"{line}\n" for line in dict.fromkeys(lines)))
        file.replace(target)


def _beside(copy: Path, url: URL) -> Path:
    """The copy on the disk of the database, where it can take its place in one step."""
    database = sqlite.path_of(url)
    database.parent.mkdir(parents=True, exist_ok=True)
    beside = database.with_name(f".{database.name}.restored")
    shutil.move(copy, beside)
    return beside


def _remove_others(manifest: Manifest, instance: Path) -> None:
    """Remove students' files that the back-up does not know."""
    for path in (instance / FOLDER).rglob("*"):
        name = f"{archive.INSTANCE}/{path.relative_to(instance).as_posix()}"
        if path.is_file() and name not in manifest.files:
            path.unlink()
