"""The language of the page: French unless the person chose English."""

from __future__ import annotations

from pathlib import Path

from babel.support import Translations
from flask import Flask, g, request
from flask_babel import get_locale
from flask_login import current_user

from school.extensions import babel

LOCALES = ("fr", "en")
TRANSLATIONS = Path(__file__).parent / "translations"
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
    _teach(app)


def choose() -> str:
    """The language that the person chose, on this device or on their account; French otherwise."""
    chosen = request.cookies.get(COOKIE) or getattr(current_user, "locale", None)
    return chosen if chosen in LOCALES else "fr"


def current() -> str:
    """The language of this request: `fr` or `en`. Found once, as templates ask at each message."""
    if "locale" not in g:
        g.locale = str(get_locale() or "fr")
    return str(g.locale)


def _teach(app: Flask) -> None:
    """Give templates their messages from catalogues read once, not looked for at each message."""
    known = {locale: Translations.load(TRANSLATIONS, [locale]) for locale in LOCALES}
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
        lambda message: known[current()].ugettext(message),
        lambda one, many, count: known[current()].ungettext(one, many, count),
        newstyle=True,
    )
