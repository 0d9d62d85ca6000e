"""The application: its settings, its extensions, its features, its error pages."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from school import cli
from school.accounts import code_views, link_views, second_factor_guard, sessions
from school.accounts import letters as account_letters
from school.accounts import views as accounts_views
from school.administration import views as administration_views
from school.cohorts import join_views
from school.cohorts import letters as cohort_letters
from school.database import PATIENCE, prepare
from school.extensions import csrf, db, login, migrate
from school.learning import lab_views
from school.learning import views as learning_views
from school.privacy import views as privacy_views
from school.publishing import views as publishing_views
from school.settings import ROOT, Settings, from_environment
from school.viewing import gate as viewing_gate
from school.viewing import views as viewing_views
from school.web import (
    access,
    compression,
    errors,
    formats,
    language,
    logs,
    page_cache,
    security,
    size,
    static,
    transaction,
)
from school.web import views as web_views

LARGEST_REQUEST = 2 * 1024 * 1024
FEATURES = (
    web_views,
    accounts_views,
    link_views,
    code_views,
    join_views,
    publishing_views,
    learning_views,
    lab_views,
    privacy_views,
    viewing_views,
    administration_views,
)
LETTERS = account_letters.LETTERS | cohort_letters.LETTERS


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application. Raises SettingsError when a setting cannot be used."""
    settings = settings or from_environment()
    app = Flask(__name__, static_folder=None, template_folder="web/templates")
    _configure(app, settings)
    logs.init_app(app)
    _extend(app)
    _guard(app)
    for views in FEATURES:
        app.register_blueprint(views.bp)
    cli.init_app(app)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way to wrap
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    return app


def _configure(app: Flask, settings: Settings) -> None:
    settings.make_instance()
    remote = not settings.sqlalchemy_url.startswith("sqlite")
    app.extensions["settings"] = settings
    app.extensions["letters"] = LETTERS
    app.config.update(
        SECRET_KEY=settings.signing_key(),
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": remote,
            "hide_parameters": True,
            "connect_args": {"connect_timeout": PATIENCE} if remote else {},
        },
        TRUSTED_HOSTS=settings.hosts,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_NAME="ffollozz",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.env == "production",
        WTF_CSRF_CHECK_DEFAULT=False,  # `access.guard` checks, once it knows who is asking
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def _extend(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            prepare(engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    size.init_app(app)
    csrf.init_app(app)
    login.init_app(app)
    sessions.init_app(app)


def _guard(app: Flask) -> None:
    static.init_app(app)
    language.init_app(app)
    formats.init_app(app)
    compression.init_app(app)
    page_cache.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    viewing_gate.init_app(app)
    app.before_request(access.guard)
    second_factor_guard.init_app(app)
    transaction.init_app(app)
    app.after_request(sessions.note_use)  # these run last to first: this one before the commit
