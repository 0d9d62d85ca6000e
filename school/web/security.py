"""Headers that hold the browser to what this site needs, and the check of a request's origin."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from school.database import SAFE_METHODS
from school.web.redirects import host_of

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-store",
}
HTTPS_ONLY = "max-age=31536000"


def init_app(app: Flask) -> None:
    """Check unsafe requests; put the headers on every response that does not set its own."""
    app.before_request(_check)
    app.after_request(_add_headers)


def _check() -> None:
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin is not None and host_of(origin) != request.host:
        abort(400, "foreign-origin")
    # No keyboard types this character, and PostgreSQL refuses to keep it.
    if any("\0" in text for pair in request.form.items(multi=True) for text in pair):
        abort(400, "nul")


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        if name not in response.headers:
            response.headers.add(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = HTTPS_ONLY
    return response
