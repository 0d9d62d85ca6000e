"""What a student's numbers are drawn from: keyed digests. Nothing to store, nothing to guess."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping

BASIS = 16
"""Characters of a basis."""


def of_draw(key: str, person_id: int, exercise_id: str, draw: int) -> bytes:
    """The seed of a student's draw of an exercise; draws are numbered from 1."""
    return _digest(key, f"{person_id}:{exercise_id}:{draw}")


def of_scenario(key: str, person_id: int, lesson_id: str) -> bytes:
    """The seed of the numbers that a lesson's exercises share."""
    return _digest(key, f"{person_id}:lesson:{lesson_id}")


def of_fil(key: str, person_id: int) -> bytes:
    """The seed of the brand that a student keeps for the year, and of its numbers."""
    return _digest(key, f"{person_id}:fil")


def basis(key: str, person_id: int, exercise_id: str, values: Mapping[str, float | str]) -> str:
    """What a page sends back of the values it was made on, that may have changed since."""
    same = {name: each if isinstance(each, str) else float(each) for name, each in values.items()}
    written = json.dumps(same, sort_keys=True)
    return _digest(key, f"{person_id}:{exercise_id}:basis:{written}").hex()[:BASIS]


def submission_key(key: str, person_id: int, exercise_id: str, draw: int, number: int) -> uuid.UUID:
    """The client key that the page gives the form of one try.

    Two tabs that stand at the same try hold the same key: the second learns that the first came
    before it, and a try is never used up unseen.
    """
    digest = _digest(key, f"{person_id}:{exercise_id}:{draw}:try:{number}")
    return uuid.UUID(bytes=digest[:16], version=4)


def _digest(key: str, subject: str) -> bytes:
    return hmac.digest(key.encode(), subject.encode(), hashlib.sha256)
