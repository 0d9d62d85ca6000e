"""Where to go next, never off this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request


def safe_path(target: str | None, default: str) -> str:
    """A path of this site, with its query and anchor, or the default.

    Refuses whatever a browser could read as another site: a scheme, a host, a second slash or a
    backslash, white space or a control character.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    if "\\" in target or any(ord(c) <= 0x20 or ord(c) == 0x7F for c in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def previous_path(default: str) -> str:
    """The page the browser says it comes from, if it is one of this site's."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return default
    query = f"?{parts.query}" if parts.query else ""
    return safe_path(f"{parts.path}{query}", default)
