"""Text leaves compressed for whoever can read it so."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

TYPES = frozenset({"text/html", "text/csv", "application/json"})
WORTH_IT = 1000
"""Bytes under which compressing saves no packet."""
LEVEL = 5


def init_app(app: Flask) -> None:
    """Compress the responses that are not yet."""
    app.after_request(_compress)


def wanted() -> bool:
    """Whether who is asking reads gzip."""
    return request.accept_encodings.quality("gzip") > 0


def packed(text: bytes) -> bytes:
    """Text, compressed."""
    return gzip.compress(text, LEVEL, mtime=0)


def as_packed(response: Response, body: bytes) -> Response:
    """A response whose body is compressed already."""
    response.set_data(body)
    response.headers["Content-Encoding"] = "gzip"
    return response


def _compress(response: Response) -> Response:
    if response.mimetype not in TYPES or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if response.content_encoding is None and wanted():
        text = response.get_data()
        if len(text) >= WORTH_IT:
            return as_packed(response, packed(text))
    return response
