"""What importing a folder would change, told from the folder and from what is published."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from school.publishing.queries import Stored


class Change(enum.StrEnum):
    """What becomes of a document."""

    CREATED = "created"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class File:
    """A file of a folder and the permanent key of the document that it is."""

    key: str
    path: str
    source: bytes

    @property
    def kind(self) -> str:
        """The kind of the document, which its key begins with."""
        return self.key.partition(":")[0]

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.source).digest()


@dataclass(frozen=True)
class Step:
    """One document: what becomes of it, its file if it has one, and how it is stored if it is.

    A document in conflict keeps what it says, and follows its file where it moved.
    """

    change: Change
    file: File | None
    stored: Stored | None

    @property
    def key(self) -> str:
        """The document's permanent key."""
        return self._either.key

    @property
    def path(self) -> str:
        """Where the document stands once the folder is imported, or where it stood."""
        return self._either.path

    @property
    def moves(self) -> bool:
        """Whether a published document goes on elsewhere."""
        return (
            self.file is not None and self.stored is not None and self.file.path != self.stored.path
        )

    @property
    def kept_revision_id(self) -> int | None:
        """The revision that stays current, if one does."""
        if self.stored and self.change in (Change.MOVED, Change.UNCHANGED, Change.CONFLICT):
            return self.stored.revision_id
        return None

    @property
    def is_news(self) -> bool:
        """Whether readers see anything new."""
        return self.moves or self.change not in (Change.UNCHANGED, Change.CONFLICT)

    @property
    def _either(self) -> File | Stored:
        if either := self.file or self.stored:
            return either
        raise ValueError("a step is about a file or a stored document")


def compare(files: Sequence[File], stored: Iterable[Stored]) -> tuple[Step, ...]:
    """What becomes of each document, in the order of paths."""
    known = {document.key: document for document in stored}
    steps = [_with_file(file, known.get(file.key)) for file in files]
    found = {file.key for file in files}
    steps += [
        Step(Change.CONFLICT if document.edited else Change.WITHDRAWN, None, document)
        for document in known.values()
        if document.key not in found and document.revision_id is not None
    ]
    return tuple(sorted(steps, key=lambda step: step.path))


def _with_file(file: File, stored: Stored | None) -> Step:
    if stored is None or stored.revision_id is None:
        return Step(Change.CREATED, file, stored)
    if file.digest == stored.digest:
        change = Change.UNCHANGED if file.path == stored.path else Change.MOVED
        return Step(change, file, stored)
    return Step(Change.CONFLICT if stored.edited else Change.CHANGED, file, stored)
