"""Where files that students attach are kept: on disk, each once, named by its digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Collection
from pathlib import Path
from tempfile import NamedTemporaryFile

FOLDER = "files"


def put(instance: Path, content: bytes) -> str:
    """Keep bytes; gives their digest once they are on disk for good. Keeping them again is free."""
    digest = hashlib.sha256(content).hexdigest()
    path = place(instance, digest)
    try:
        os.utime(path)  # what is wanted again is not swept
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).rename(path)
        for folder in (path.parent, path.parent.parent):
            _sync(folder)
    return digest


def place(instance: Path, digest: str) -> Path:
    """Where the bytes of a digest are kept."""
    return instance / FOLDER / digest[:2] / digest


def sweep(instance: Path, named: Collection[str], before: dt.datetime) -> None:
    """Delete the files that no digest names, put or wanted again for the last time before a moment.

    What was put since may be about to be named; what a power cut left half written goes too.
    """
    for path in (instance / FOLDER).glob("*/*"):
        if path.name not in named and path.stat().st_mtime < before.timestamp():
            path.unlink()


def _sync(folder: Path) -> None:
    """Make sure that a folder's names outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
