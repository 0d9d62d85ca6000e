"""Who was erased, in a list outside the database: a back-up that is restored brings them back.

The list holds no name and no address: an id, and a digest of when the account was opened, by which
the person is known again in a restored database and nobody else is taken for them. A restore adds
to the list of the instance and removes nothing from it (`backup.restoration`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

FILE = "erased.jsonl"


class Erased(BaseModel):
    """One person who was erased, and until when what the law keeps of them stays."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: int
    digest: str
    proof_until: dt.date


class ErasedListError(Exception):
    """A list that cannot be read: where, and what to do."""


def digest(person_id: int, created_at: dt.datetime) -> str:
    """What recognises an account."""
    opened = created_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{person_id} {opened}".encode()).hexdigest()


def noted(instance: Path) -> Sequence[Erased]:
    """Everybody on the list. Raises ErasedListError naming the line that cannot be read."""
    path = instance / FILE
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        try:
            found.append(Erased.model_validate_json(line))
        except ValidationError:
            raise ErasedListError(
                f"{path}, line {number} cannot be read: take the list of the newest back-up"
            ) from None
    return found


def note(instance: Path, people: Iterable[Erased]) -> None:
    """Add those who are not on the list, and leave it on disk for good."""
    known = set(noted(instance))
    lines = [f"{each.model_dump_json()}\n" for each in people if each not in known]
    if not lines:
        return
    handle = os.open(instance / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
