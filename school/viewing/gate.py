"""What a request may do while somebody sees the pages of a student: read these pages, no more."""

from __future__ import annotations

from flask import Flask, abort, request
from flask_login import current_user

from school.accounts import sessions
from school.accounts.identity import Identity
from school.database import SAFE_METHODS
from school.extensions import db
from school.viewing import queries
from school.web import access

PAGES = frozenset({"learning", "lab", "publishing"})
"""The blueprints of what a student learns with; their account is theirs alone."""

WAYS_OUT = frozenset({"viewing.end", "accounts.sign_out", "web.language", "web.theme"})
"""What may be sent meanwhile: it writes nothing of the student's."""


def init_app(app: Flask) -> None:
    """Show students to their viewers, and refuse all else, with the reason before any other."""
    app.extensions[sessions.SEEN_AS] = _seen_as
    app.before_request(_refuse)


def _seen_as(viewer: Identity, student_id: int) -> Identity:
    """The student, or whoever may no longer see them."""
    return queries.seen_by(db.session(), viewer, student_id) or viewer


def _refuse() -> None:
    if getattr(current_user, "viewer", None) is None or request.endpoint in WAYS_OUT:
        return
    if request.method not in SAFE_METHODS:
        abort(403, "viewing")
    if request.endpoint is None or access.rule_of(request.endpoint) == access.ANYONE:
        return
    if request.blueprint not in PAGES:
        abort(403, "viewing")
