"""What a visitor chooses for every page: language and theme; what a monitor asks."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from school.extensions import db
from school.web import access, health
from school.web.language import COOKIE, LOCALES
from school.web.redirects import previous_path, safe_path

bp = Blueprint("web", __name__)

YEAR = 365 * 24 * 3600
THEMES = ("system", "light", "dark")


@bp.post("/langue")
@access.anyone
def language() -> ResponseReturnValue:
    """Keep the chosen language on this device."""
    return _remember(COOKIE, request.form.get("locale", ""), LOCALES)


@bp.post("/theme")
@access.anyone
def theme() -> ResponseReturnValue:
    """Keep the chosen theme on this device."""
    return _remember("theme", request.form.get("theme", ""), THEMES)


@bp.get("/sante")
@access.anyone
def state() -> ResponseReturnValue:
    """Whether the school works: 200, or 503 with what does not."""
    found = health.state(db.engine)
    well = set(found.values()) == {health.OK}
    return jsonify(status=health.OK if well else "failing", **found), 200 if well else 503


def _remember(cookie: str, value: str, allowed: tuple[str, ...]) -> ResponseReturnValue:
    if value not in allowed:
        abort(400)
    response = redirect(safe_path(request.form.get("next"), previous_path("/")), code=303)
    response.set_cookie(
        cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure
    )
    return response
