"""Writing the published curriculum back to a folder, byte for byte."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from sqlalchemy.orm import Session

from school.publishing import queries
from school.publishing.media import LARGEST_FILE

STRANGERS_SHOWN = 10


class ExportError(ValueError):
    """A folder that an export would damage; says which files and what to do."""


def export_folder(session: Session, path: Path) -> tuple[str, ...]:
    """Write every published file under a folder, and give their paths in order.

    A folder that is not empty must hold an earlier export: each of its files, hidden ones apart,
    must be something that was published once, so that replacing it loses nothing. Files that are
    no longer published are then removed. Raises ExportError, and writes nothing, otherwise.
    """
    root = path.resolve()
    files = queries.current_files(session)
    if not files:
        raise ExportError("nothing is published: import a folder first")
    targets = {_target(root, name): source for name, source in files.items()}
    earlier = tuple(_files_of(root)) if root.exists() else ()
    _refuse_strangers(earlier, root, queries.every_digest(session))
    for target, source in targets.items():
        _write(target, source)
    for stale in set(earlier) - targets.keys():
        _remove(stale, root)
    return tuple(sorted(files))


def _target(root: Path, name: str) -> Path:
    relative = PurePosixPath(name)
    if relative.is_absolute() or not relative.parts or ".." in relative.parts or "\\" in name:
        raise ExportError(f"{name!r} is published at a path that leaves the folder")
    return root.joinpath(*relative.parts)


def _files_of(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        raise ExportError(f"{root} is not a folder: give the path of one, or of one to make")
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        yield from (Path(folder, name) for name in names + links if not name.startswith("."))


def _refuse_strangers(files: tuple[Path, ...], root: Path, known: frozenset[bytes]) -> None:
    strangers = list(
        islice((file for file in files if not _is_known(file, known)), STRANGERS_SHOWN)
    )
    if strangers:
        listed = "\n".join(f"  {file.relative_to(root).as_posix()}" for file in strangers)
        raise ExportError(
            f"{root} holds files that were never published, which an export would replace or mix "
            f"with its own:\n{listed}\nImport them first, or export to an empty folder."
        )


def _is_known(file: Path, known: frozenset[bytes]) -> bool:
    if file.is_symlink() or file.stat().st_size > LARGEST_FILE:
        return False
    return hashlib.sha256(file.read_bytes()).digest() in known


def _write(target: Path, source: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(source)
    partial.replace(target)


def _remove(file: Path, root: Path) -> None:
    file.unlink()
    for folder in file.parents:
        if folder == root or any(folder.iterdir()):
            return
        folder.rmdir()
