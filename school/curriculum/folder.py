"""A content folder on disk: its texts, the names of its media, and what cannot be read in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from school.curriculum.problems import CurriculumError, Problem
from school.curriculum.source import LARGEST

MEDIA = "media/"


@dataclass
class Folder:
    """The texts by path in the folder, with `/` on every system, and the paths of the media."""

    files: dict[str, str] = field(default_factory=dict)
    media: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_files(path: Path) -> Mapping[str, str]:
    """The texts of a content folder, as written. Raises CurriculumError for what cannot be read."""
    folder = open_folder(path)
    if folder.problems:
        raise CurriculumError(folder.problems)
    return folder.files


def open_folder(path: Path) -> Folder:
    """Everything in a content folder but hidden files. Never raises for what it holds."""
    folder = Folder()
    if not path.is_dir():
        what, remedy = "is not a folder", "name the folder that holds programme.md"
        folder.problems.append(Problem(str(path), 1, "folder", what, remedy))
    for file in _walk(path):
        name = os.fsencode(file.relative_to(path).as_posix()).decode(errors="replace")
        if problem := _unsafe(path, file, name):
            folder.problems.append(problem)
        elif name.startswith(MEDIA):
            folder.media.add(name)
        elif file.suffix == ".md":
            _read(folder, file, name)
        else:
            what = "is neither a text nor in media/"
            folder.problems.append(_problem(name, what, "move it to media/, or out of the folder"))
    return folder


def _walk(path: Path) -> Iterator[Path]:
    """Files in a fixed order, hidden ones apart; links to folders are given, not followed."""
    for place, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*files, *links]):
            if not name.startswith("."):
                yield Path(place, name)


def _unsafe(root: Path, file: Path, name: str) -> Problem | None:
    if not file.resolve().is_relative_to(root.resolve()):
        return _problem(name, "is a link that leaves the folder", "put the file itself here")
    if not file.is_file():
        return _problem(name, "is not a file", "put the file itself here")
    return None


def _read(folder: Folder, file: Path, name: str) -> None:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 4)  # enough to see that it is too large
    except OSError as error:
        folder.problems.append(
            _problem(name, f"cannot be read: {error.strerror}", "check its rights")
        )
        return
    try:
        folder.files[name] = content.decode()
    except UnicodeDecodeError as error:
        folder.files[name] = content.decode(errors="replace")
        if error.start < LARGEST:
            line = content.count(b"\n", 0, error.start) + 1
            what = "holds bytes that are not UTF-8"
            folder.problems.append(Problem(name, line, "text", what, "save it as UTF-8"))


def _problem(name: str, what: str, remedy: str) -> Problem:
    return Problem(name, 1, "file", what, remedy)
