"""Codes of the moment, as authenticator apps compute them (RFC 6238: SHA-1, 30 seconds, 6 digits).

The secret that an app shares is derived from a random seed with the server's key: the database
alone makes no code, and nothing has to be encrypted (docs/decisions/020-second-factor.md).
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets
from urllib.parse import quote

PERIOD = 30
"""Seconds that a code lasts."""

DIGITS = 6
DRIFT = 1
"""Periods by which a clock may be early or late."""

SEED_BYTES = 16
_SECRET_BYTES = 20
ISSUER = "ffollozz"


def new_seed() -> bytes:
    """What a new secret is derived from."""
    return secrets.token_bytes(SEED_BYTES)


def secret(key: str, person_id: int, seed: bytes) -> bytes:
    """The secret that a person's app shares with the server: 160 bits."""
    text = f"totp:{person_id}:{seed.hex()}"
    return hmac.digest(key.encode(), text.encode(), hashlib.sha256)[:_SECRET_BYTES]


def step_of(now: dt.datetime) -> int:
    """The period that a moment is in."""
    return int(now.timestamp()) // PERIOD


def code(secret: bytes, step: int) -> str:
    """The code of a period (RFC 4226, section 5.3)."""
    mac = hmac.digest(secret, step.to_bytes(8), hashlib.sha1)
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: bytes, typed: str, now: dt.datetime) -> int | None:
    """The period whose code was typed, the present one or a neighbour; None when it is neither."""
    present = step_of(now)
    steps = range(present - DRIFT, present + DRIFT + 1)
    given = typed.encode()
    found = [step for step in steps if hmac.compare_digest(code(secret, step).encode(), given)]
    return found[-1] if found else None


def readable(secret: bytes) -> str:
    """The secret as a person types it into an app: groups of four letters and digits."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address(secret: bytes, email: str) -> str:
    """The address by which an app takes the secret over, from a picture or a link."""
    label = quote(f"{ISSUER}:{email}")
    return f"otpauth://totp/{label}?secret={base64.b32encode(secret).decode()}&issuer={ISSUER}"
