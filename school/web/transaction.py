"""One request, one transaction: committed here, when the response is a success.

Who is asking is looked up before it begins, so that on SQLite, where writers queue, nobody holds
the queue while only reading.
"""

from __future__ import annotations

from typing import TypeVar

from flask import Flask, Response, current_app, g, request

from school.database import SAFE_METHODS
from school.extensions import db

View = TypeVar("View")


def init_app(app: Flask) -> None:
    """Commit after each successful request that may write; roll everything else back.

    To be called once whoever may not enter has been turned away.
    """
    app.before_request(_begin)
    app.after_request(_finish)


def reads_only(view: View) -> View:
    """Declare that a view answers a POST without writing anything."""
    view.reads_only = True  # type: ignore[attr-defined]  # read back by `_begin`
    return view


def reads_first(view: View) -> View:
    """Declare that a view looks things up before it calls `write`, and holds nobody up with it."""
    view.reads_first = True  # type: ignore[attr-defined]  # read back by `_begin`
    return view


def write() -> None:
    """Begin to write; what was read before may have changed since."""
    db.session.rollback()
    g.writing = True


def keep() -> None:
    """Commit this request although its response is an error: a refused guess is remembered."""
    g.keep_transaction = True


def settle() -> None:
    """Commit now what was done: what follows in the request only shows it.

    For views where many write at once: rendering takes longer than writing. Should the page fail,
    the browser sends again, and a replay gets the same reply.
    """
    db.session.commit()
    g.writing = False


def _begin() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    later = getattr(view, "reads_only", False) or getattr(view, "reads_first", False)
    if request.method not in SAFE_METHODS and not later:
        write()


def _finish(response: Response) -> Response:
    if not g.get("writing", False):
        return response
    if response.status_code < 400 or g.get("keep_transaction", False):
        db.session.commit()
    else:
        db.session.rollback()
    return response
