"""Proving a back-up: it is restored into an empty place, and what it holds is looked at there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, create_engine, make_url, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from school import schema
from school.audit.verification import verify as verify_log
from school.audit.walk import Point
from school.backup import archive, postgresql, sqlite
from school.backup.errors import BackupError
from school.backup.manifest import Manifest
from school.curriculum.lesson import Lesson
from school.database import prepare
from school.learning import shelf
from school.learning.models import Upload
from school.learning.verification import differences
from school.publishing import catalogue
from school.settings import Settings


def verify(settings: Settings, path: Path) -> tuple[Manifest, list[str]]:
    """Restore a back-up elsewhere; gives what it says of itself, and what is wrong with it.

    A dump of PostgreSQL is loaded into a new database on the server of the settings. Raises
    BackupError when the back-up cannot be read or restored.
    """
    with TemporaryDirectory(prefix="ffollozz-") as folder:
        manifest = archive.unpack(path, Path(folder))
        dumped = Path(folder) / archive.DATABASES[manifest.database]
        with _restored(settings, manifest, dumped) as url:
            return manifest, list(_faults(manifest, url, Path(folder) / archive.INSTANCE))


@contextmanager
def _restored(settings: Settings, manifest: Manifest, dumped: Path) -> Iterator[URL]:
    if manifest.database == "sqlite":
        yield URL.create("sqlite", database=str(dumped))
        return
    server = make_url(settings.sqlalchemy_url)
    if server.get_backend_name() != "postgresql":
        raise BackupError(
            "the back-up is of PostgreSQL: name a server in SCHOOL_DATABASE_URL to restore it into"
        )
    with postgresql.new_database(server) as url:
        postgresql.load(url, dumped)
        yield url


def _faults(manifest: Manifest, url: URL, instance: Path) -> Iterator[str]:
    kind = manifest.database
    held = sqlite.read(sqlite.path_of(url)) if kind == "sqlite" else postgresql.read(url)
    yield from manifest.differences(held.tables)
    if manifest.migration != schema.wanted():
        yield (
            f"its schema is {manifest.migration} and this version works with {schema.wanted()}: "
            "verify it with the version that made it"
        )
        return
    engine = create_engine(url, poolclass=NullPool)
    prepare(engine)
    with Session(engine) as session:
        yield from _faults_inside(session, manifest, instance)


def _faults_inside(session: Session, manifest: Manifest, instance: Path) -> Iterator[str]:
    @cache
    def lesson(revision_id: int) -> Lesson:
        return catalogue.at_revision(session, revision_id).lesson

    for difference in differences(session, lesson):
        yield f"progress: {difference}"
    number, digest = manifest.audit_end.split(":")
    log = verify_log(session, Point(int(number), bytes.fromhex(digest)))
    for fault in log.faults:
        yield f"audit log: {fault}"
    for name in session.scalars(select(Upload.digest).distinct()):
        if not shelf.place(instance, name).is_file():
            yield f"files: {name} was handed in and is missing"
