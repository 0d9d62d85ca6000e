"""One request, one transaction: committed here, when the response is a success."""

from __future__ import annotations

from flask import Flask, Response, g, request

from school.database import SAFE_METHODS
from school.extensions import db


def init_app(app: Flask) -> None:
    """Commit after each successful request that may write; roll everything else back."""
    app.after_request(_finish)


def keep() -> None:
    """Commit this request although its response is an error: a refused guess is remembered."""
    g.keep_transaction = True


def _finish(response: Response) -> Response:
    if request.method in SAFE_METHODS:
        return response
    if response.status_code < 400 or g.get("keep_transaction", False):
        db.session.commit()
    else:
        db.session.rollback()
    return response
