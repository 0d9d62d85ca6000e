"""Sign-ins as the browser keeps them: a signed cookie that carries a token, and a row behind it.

The row is what counts: once it is ended or its date has passed, or the person is disabled, the
token opens nothing. The cookie also says when it was last used, which ends the idle ones without
writing on reads, and whose it is, so that what somebody was typing can be given back to them alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Flask, Response, current_app, g, session
from flask_login import login_user, logout_user
from sqlalchemy import bindparam, select, update

from school.accounts import tokens
from school.accounts.identity import Identity
from school.accounts.models import Person, SignIn
from school.extensions import db, login
from school.settings import Settings
from school.web.clock import now

TOKEN = "_user_id"  # noqa: S105  # the key under which Flask-Login looks for it
PERSON = "person"
USED = "used"
USE_NOTED_EVERY = 60  # seconds, in the cookie
SEEN_AS = "seen_as"
"""The extension that says as whom a person sees the pages of somebody else."""

SeenAs = Callable[[Identity, int], Identity]
SEEN_EVERY = dt.timedelta(hours=1)
"""How often a use is noted in the database."""

_PERSON = Person.__table__.c
_SIGN_IN = SignIn.__table__.c
# Columns of tables, not of classes: measured, four times as fast, and asked at every request.
_IDENTITY = (
    select(
        _PERSON.id,
        _PERSON.first_name,
        _PERSON.last_name,
        _PERSON.email,
        _PERSON.role,
        _PERSON.locale,
        _SIGN_IN.id,
        _SIGN_IN.seen_at,
        _SIGN_IN.viewing_id,
    )
    .join_from(SignIn.__table__, Person.__table__, _PERSON.id == _SIGN_IN.person_id)
    .where(
        _SIGN_IN.token_digest == bindparam("digest"),
        _SIGN_IN.ended_at.is_(None),
        _SIGN_IN.expires_at > bindparam("now"),
        _PERSON.active,
    )
)


def init_app(app: Flask) -> None:
    """Keep the cookie as long as a sign-in may last; its idle limit is checked at each request."""
    settings: Settings = app.extensions["settings"]
    app.config["PERMANENT_SESSION_LIFETIME"] = dt.timedelta(days=settings.session_days)
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    login.session_protection = None


def start(identity: Identity, token: str) -> None:
    """Sign this browser in. What its session held before is dropped, its CSRF token too."""
    _clear()
    login_user(identity)
    session.pop("_id")
    session.permanent = True
    session.update({TOKEN: token, PERSON: identity.id, USED: int(now().timestamp())})


def end() -> None:
    """Sign this browser out."""
    logout_user()
    _clear()


def person_before() -> int | None:
    """The id of the person whose session this browser holds, be it still open or ended."""
    person_id: int | None = session.get(PERSON)
    return person_id


@login.user_loader  # type: ignore[untyped-decorator]  # the library has no types
def load(token: str) -> Identity | None:
    """The person whom a token signs in, or None when it has ended, expired or been idle."""
    moment = now()
    idle = int(moment.timestamp()) - session.get(USED, 0)
    if idle > _idle_limit():
        return None
    row = (
        db.session.connection()
        .execute(_IDENTITY, {"digest": tokens.digest(token), "now": moment})
        .one_or_none()
    )
    if row is None:
        return None
    if idle > USE_NOTED_EVERY:
        session[USED] = int(moment.timestamp())
    *particulars, seen_at, viewing_id = row
    identity = Identity(*particulars)
    if moment - seen_at > SEEN_EVERY:
        g.seen_long_ago = identity.sign_in_id
    if viewing_id is not None:
        seen_as: SeenAs = current_app.extensions[SEEN_AS]
        return seen_as(identity, viewing_id)
    return identity


def note_use(response: Response) -> Response:
    """Note, in a request that writes anyway, that its sign-in still serves.

    To be called before the request is committed. What must be quick, a try or a draft, commits by
    itself and never waits for this.
    """
    used: int | None = g.get("seen_long_ago")
    if used is not None and g.get("writing", False) and response.status_code < 400:
        db.session.execute(update(SignIn).where(SignIn.id == used).values(seen_at=now()))
    return response


def _idle_limit() -> int:
    settings: Settings = current_app.extensions["settings"]
    return settings.idle_hours * 3600


def _clear() -> None:
    session.clear()
    g.pop("csrf_token", None)  # made for the session that has just been dropped
