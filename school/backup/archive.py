"""The archive of a back-up: a compressed tar file, each of its files known by its digest."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from school.backup.errors import BackupError
from school.backup.manifest import File, Manifest

MANIFEST = "manifest.json"
INSTANCE = "instance"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
CHUNK = 1024 * 1024
LIGHT = 3
"""How hard gzip tries: dumps of PostgreSQL and office documents are already compressed."""


class Writer:
    """Writes an archive; what it took is told by `files`."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.files: dict[str, File] = {}
        self._tar = tar

    def add(self, name: str, path: Path) -> None:
        """Take a file, unless it went away meanwhile."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            info = self._tar.gettarinfo(arcname=name, fileobj=file)
            read = _Digesting(file)
            self._tar.addfile(info, read)
        self.files[name] = File(bytes=info.size, digest=read.digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Say what the archive holds."""
        content = manifest.model_dump_json(indent=2).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(content)
        self._tar.addfile(info, io.BytesIO(content))


class _Digesting(io.RawIOBase):
    """A file whose bytes are digested as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.digest = hashlib.sha256()
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        content = self._file.read(size)
        self.digest.update(content)
        return content


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write an archive that only its owner may read, and leave it on disk for good."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=LIGHT) as tar:
            yield Writer(tar)
        file.flush()
        os.fsync(file.fileno())


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack an archive into an empty folder and check every file. Raises BackupError."""
    try:
        with tarfile.open(path, "r:gz") as tar:
            found = dict(_unpacked(tar, folder))
    except (OSError, EOFError, tarfile.TarError) as error:
        raise BackupError(f"{path} cannot be read ({error}): take another back-up") from None
    manifest = _read_manifest(path, folder, found)
    faults = list(_faults(found, manifest.files))
    if faults:
        raise BackupError(f"{path} was damaged: {'; '.join(faults)}: take another back-up")
    return manifest


def _unpacked(tar: tarfile.TarFile, folder: Path) -> Iterator[tuple[str, File]]:
    for info in tar:
        parts = PurePosixPath(info.name)
        if not info.isfile() or parts.is_absolute() or ".." in parts.parts:
            raise tarfile.TarError(f"{info.name!r} is no file of a back-up")
        content = tar.extractfile(info)
        assert content is not None  # noqa: S101  # files have content
        target = folder / parts
        target.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield info.name, _copied(content, file)


def _copied(source: IO[bytes], target: IO[bytes]) -> File:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        target.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    target.flush()
    os.fsync(target.fileno())
    return File(bytes=size, digest=digest.hexdigest())


def _read_manifest(path: Path, folder: Path, found: dict[str, File]) -> Manifest:
    if found.pop(MANIFEST, None) is None:
        raise BackupError(f"{path} holds no {MANIFEST}: it was cut short, or is no back-up")
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except ValidationError as error:
        what = error.errors()[0]
        place = ".".join(map(str, what["loc"]))
        raise BackupError(
            f"{path}: {MANIFEST}: {place}: {what['msg']}: "
            "it was damaged, or another version made it"
        ) from None


def _faults(found: Mapping[str, File], told: Mapping[str, File]) -> Iterable[str]:
    for name in sorted(found.keys() | told.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in told:
            yield f"{name} was added"
        elif found[name] != told[name]:
            yield f"{name} was altered"
