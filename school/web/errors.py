"""Error pages: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError

from school.database import SAFE_METHODS
from school.extensions import db

NEVER_SHOWN = frozenset({"csrf_token", "password", "current_password", "new_password"})
KEPT_CHARACTERS = 64 * 1024


def init_app(app: Flask) -> None:
    """Show every error on the same calm page."""
    app.register_error_handler(HTTPException, _show)


def _show(error: HTTPException) -> ResponseReturnValue:
    db.session.rollback()
    code = error.code or 500
    busy = isinstance(error, InternalServerError) and isinstance(
        error.original_exception, OperationalError | TimeoutError
    )
    if busy:
        code = 503
    headers = {"Retry-After": "5"} if busy else dict(error.get_headers() or ())
    headers.pop("Content-Type", None)
    page = render_template(
        "error.html", code=code, reason=error.description, kept=_kept(), retry=busy
    )
    return page, code, headers


def _kept() -> Sequence[tuple[str, str]]:
    """What the person had typed, so that the error page can give it back."""
    if request.method in SAFE_METHODS or (request.content_length or 0) > KEPT_CHARACTERS:
        return ()
    try:
        return [
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in NEVER_SHOWN
        ]
    except HTTPException:
        current_app.logger.info("a form could not be read again for its error page")
        return ()
