"""A folder where something is made before it gets its name: what a killed process left is swept."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from school.backup.errors import BackupError

NAME = ".ffollozz-backup"


@contextmanager
def workshop(parent: Path) -> Iterator[Path]:
    """An empty folder under a parent, for one process at a time, gone at the end."""
    folder = parent / NAME
    try:
        parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(parent, os.O_RDONLY)
    except OSError as error:
        raise BackupError(
            f"{parent} cannot be used ({error.strerror}): name another folder"
        ) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        yield folder
        os.fsync(handle)  # the names that it gave outlast a power cut
    except BlockingIOError:
        raise BackupError(f"another back-up is at work in {parent}: wait for its end") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)
