"""Staff who must have a second factor, and have none, can do nothing but set it."""

from __future__ import annotations

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from school.accounts import second_factor
from school.database import SAFE_METHODS
from school.extensions import db
from school.settings import Settings
from school.web import access

BLUEPRINT = "second_factor"


def init_app(app: Flask) -> None:
    """Ask at each request of staff, where it is required. To be called after `access.guard`."""
    settings: Settings = app.extensions["settings"]
    if settings.second_factor_required:
        app.before_request(_ask)


def _ask() -> ResponseReturnValue | None:
    if request.endpoint is None or request.blueprint == BLUEPRINT:
        return None
    if access.rule_of(request.endpoint) == access.ANYONE or current_user.studies:
        return None
    if second_factor.is_set(db.session(), current_user.id):
        return None
    if request.method not in SAFE_METHODS:
        abort(403, "second-factor")
    return redirect(url_for(f"{BLUEPRINT}.page"), 303)
