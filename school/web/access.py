"""Who may enter: access is denied unless a view says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from school.database import SAFE_METHODS
from school.extensions import csrf, login

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

ANYONE = "anyone"
SIGNED_IN = "signed-in"


def anyone(view: View) -> View:
    """Let everybody in, signed in or not."""
    return _declare(view, ANYONE)


def signed_in(view: View) -> View:
    """Let everybody in who is signed in."""
    return _declare(view, SIGNED_IN)


def roles(*names: str) -> Callable[[View], View]:
    """Let in those who have one of these roles (`student`, `instructor`, `admin`)."""

    def declare(view: View) -> View:
        return _declare(view, frozenset(names))

    return declare


def rule_of(endpoint: str) -> str | frozenset[str] | None:
    """What the view of an endpoint declared, or None when it declared nothing."""
    rule: str | frozenset[str] | None = getattr(
        current_app.view_functions[endpoint], "access_rule", None
    )
    return rule


def guard() -> ResponseReturnValue | None:
    """Before each request: refuse whoever the view did not let in, and what no page of ours sent.

    Who is not signed in has no session to abuse: they are told that it has ended, and what they
    sent is kept, whatever the CSRF token of the page that they left open.
    """
    if request.endpoint is None:
        return None
    rule = rule_of(request.endpoint)
    if rule is None:
        abort(403)
    if rule != ANYONE and not current_user.is_authenticated:
        return login.unauthorized()  # type: ignore[no-any-return]  # the library has no types
    csrf.protect()
    _keep_token()
    if rule not in (ANYONE, SIGNED_IN) and current_user.role not in rule:
        abort(403)
    return None


def _keep_token() -> None:
    """Put the token that was just checked on the page that answers: signing another one is dear."""
    token = request.form.get("csrf_token") or request.headers.get("X-CSRFToken")
    if token and request.method not in SAFE_METHODS:
        g.csrf_token = token


def _declare(view: View, rule: str | frozenset[str]) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]  # read back by `rule_of`
    return view
