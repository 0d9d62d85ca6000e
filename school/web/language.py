"""The language of the page: French unless the person chose English."""

from __future__ import annotations

from flask import Flask, request
from flask_babel import get_locale
from flask_login import current_user

from school.extensions import babel

LOCALES = ("fr", "en")
COOKIE = "locale"


def init_app(app: Flask) -> None:
    """Choose the language of each request."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_DEFAULT_TIMEZONE="Europe/Paris",
        BABEL_TRANSLATION_DIRECTORIES="web/translations",
    )
    babel.init_app(app, locale_selector=choose)
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.add_extension("jinja2.ext.i18n")


def choose() -> str:
    """The language that the person chose, on this device or on their account; French otherwise."""
    chosen = request.cookies.get(COOKIE) or getattr(current_user, "locale", None)
    return chosen if chosen in LOCALES else "fr"


def current() -> str:
    """The language of this request: `fr` or `en`."""
    return str(get_locale() or "fr")
