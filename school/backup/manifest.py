"""What a back-up says of itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["sqlite", "postgresql"]


class Table(BaseModel):
    """What a table holds: how many rows, and a digest of them all in whatever order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: int
    digest: str


class File(BaseModel):
    """A file of the archive: its bytes counted, and their SHA-256."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bytes: int
    digest: str


class Manifest(BaseModel):
    """What the archive holds. It is the last file in: an archive without it was cut short.

    `migration` is the schema's number; `audit_end` where the audit log ended, as `flask audit
    verify` prints it; `key` recognises the secret key without telling it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    made_at: dt.datetime
    database: Kind
    migration: str
    audit_end: str
    key: str
    tables: dict[str, Table]
    files: dict[str, File]

    def differences(self, found: dict[str, Table]) -> Iterator[str]:
        """What tables hold that is not what they held, a sentence each."""
        for name in sorted(self.tables.keys() | found.keys()):
            was, there = self.tables.get(name), found.get(name)
            if was is None or there is None:
                yield f"table {name}: {'not in the back-up' if was is None else 'missing'}"
            elif was.rows != there.rows:
                yield f"table {name}: {there.rows} rows instead of {was.rows}"
            elif was != there:
                yield f"table {name}: as many rows, but not the same"


def fingerprint(key: str) -> str:
    """What recognises a secret key and does not tell it."""
    return hmac.digest(key.encode(), b"ffollozz back-up", hashlib.sha256).hex()[:16]
