"""The language of the page: French unless the person chose English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup

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
    """The language of this request: `fr` or `en`. Found once, as pages ask at each message."""
    found: str | None = g.get("locale")
    if found is None:
        found = g.locale = str(get_locale() or "fr")
    return found


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Give messages in a language inside the block, whoever asks: a letter has its reader's."""
    before = g.get("locale")
    g.locale = locale
    try:
        yield
    finally:
        g.locale = before


def gettext(message: str, **values: object) -> str:
    """A message in the language of this request, with its values in their places."""
    text: str = _messages().ugettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """A message about a number of things, which is `%(num)s` in it."""
    text: str = _messages().ungettext(one, many, num)
    return text % {"num": num, **values}


def _messages() -> NullTranslations:
    """The messages of this request; outside of one, English, in which they are written."""
    return _catalogue(current() if g else "en")


@cache
def _catalogue(locale: str) -> NullTranslations:
    """The messages of a language, read once."""
    return Translations.load(TRANSLATIONS, [locale])


def _teach(app: Flask) -> None:
    """Give templates the same messages, as text that may hold marks and takes escaped values."""
    app.jinja_env.globals.update(_=_marked, gettext=_marked, ngettext=_marked_plural)


def _marked(message: str, **values: object) -> Markup:
    text = _markup(message, current())
    return text % values if values else text


def _marked_plural(one: str, many: str, num: int, **values: object) -> Markup:
    text = Markup(_catalogue(current()).ungettext(one, many, num))  # noqa: S704  # our own
    return text % {"num": num, **values}


@cache
def _markup(message: str, locale: str) -> Markup:
    return Markup(_catalogue(locale).ugettext(message))  # noqa: S704  # our own messages
