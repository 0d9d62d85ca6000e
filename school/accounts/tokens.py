"""Tokens that open something to whoever holds them. Only their digest is kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets


def new() -> str:
    """A token that cannot be guessed: 256 random bits."""
    return secrets.token_urlsafe(32)


def derived(key: str, purpose: str, seed: bytes) -> str:
    """A token of as many bits that the server's key and a random seed give again, to be shown."""
    mac = hmac.digest(key.encode(), f"{purpose}:{seed.hex()}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def digest(token: str) -> bytes:
    """What is kept of a token: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).digest()


def owner(key: str, person_id: int) -> str:
    """The name under which a browser keeps a person's own things; it says nothing of them."""
    return hmac.digest(key.encode(), f"owner:{person_id}".encode(), hashlib.sha256).hex()[:16]
