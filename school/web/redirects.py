"""Where to go next, never off this site."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from flask import request

_NOWHERE = SplitResult("", "", "", "", "")


def safe_path(target: str | None, default: str) -> str:
    """A path of this site, with its query and anchor, or the default.

    Refuses whatever a browser could read as another site: a scheme, a host, a second slash or a
    backslash, white space or a control character.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    if "\\" in target or any(ord(c) <= 0x20 or 0x7F <= ord(c) <= 0xA0 for c in target):
        return default
    return target


def previous_path(default: str) -> str:
    """The page the browser says it comes from, if it is one of this site's."""
    parts = _split(request.referrer or "")
    if parts.netloc != request.host:
        return default
    query = f"?{parts.query}" if parts.query else ""
    return safe_path(f"{parts.path}{query}", default)


def host_of(url: str) -> str:
    """The host and port that an address names; nothing when it names none or cannot be read."""
    return _split(url).netloc


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # such as http://[
        return _NOWHERE
