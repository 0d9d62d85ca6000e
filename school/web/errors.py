"""Error pages: what happened, what was kept, what to do."""

from __future__ import annotations

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from school.database import SAFE_METHODS
from school.extensions import db, login
from school.web.typed import sent, too_long, typed

BUSY_SECONDS = 5
WHOLE_PAGE = {"HX-Retarget": "body", "HX-Reswap": "innerHTML"}
"""For htmx, which would put the page in the place of the fragment that it asked for."""

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


def init_app(app: Flask) -> None:
    """Show every error on the same calm page."""
    app.register_error_handler(HTTPException, _show)


def _show(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    if isinstance(error, SecurityError):
        # Such a request has no address of ours to link to: it gets no page.
        return gettext("No school is served at this address."), error.code, PLAIN
    db.session.rollback()
    busy = _is_busy(error)
    code = 503 if busy else error.code or 500
    if code >= InternalServerError.code:
        # The page must not need the database that may have failed.
        g.setdefault("_login_user", login.anonymous_user())
    headers = {"Retry-After": str(BUSY_SECONDS)} if busy else dict(error.get_headers())
    headers.pop("Content-Type", None)
    reason = "csrf" if isinstance(error, CSRFError) else error.description
    fields = sent()
    again = fields if busy and _can_be_sent_again() else None
    page = render_template("error.html", code=code, reason=reason, kept=typed(fields), again=again)
    return page, code, headers | WHOLE_PAGE


def _can_be_sent_again() -> bool:
    return request.method not in SAFE_METHODS and not too_long()


def _is_busy(error: HTTPException) -> bool:
    return isinstance(error, InternalServerError) and isinstance(
        error.original_exception, OperationalError | TimeoutError
    )
