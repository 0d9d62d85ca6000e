"""The digests that tie each line of the audit log to the one before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

START = bytes(32)
"""What the first line is tied to."""


@dataclass(frozen=True)
class Deed:
    """What a line says, its details aside. `number` counts from 1; `at` is in UTC."""

    number: int
    at: dt.datetime
    actor_id: int | None
    action: str
    subject_kind: str
    subject_id: str


def details_text(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """Before and after as JSON, with a salt: a digest must not let short values be guessed."""
    details = {"before": before, "after": after, "salt": secrets.token_hex(16)}
    return json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)


def details_digest(details: str) -> bytes:
    """The digest by which details are recognised."""
    return hashlib.sha256(details.encode()).digest()


def line_digest(previous: bytes, deed: Deed, details: bytes) -> bytes:
    """The digest of a line, from that of the line before it and that of its details."""
    content = json.dumps(
        [
            previous.hex(),
            deed.number,
            deed.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            deed.actor_id,
            deed.action,
            deed.subject_kind,
            deed.subject_id,
            details.hex(),
        ]
    )
    return hashlib.sha256(content.encode()).digest()
