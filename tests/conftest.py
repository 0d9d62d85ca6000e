"""What tests share: an application on a fresh database, people, a counted database, a browser."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from werkzeug.serving import ThreadedWSGIServer, make_server

from school.app import create_app
from school.extensions import db
from school.settings import Settings
from tests import chromium, factories, postgresql
from tests.statements import Statements

# What a shared machine takes is no fault of the code: examples have no time limit of their own.
hypothesis.settings.register_profile("school", deadline=None)
hypothesis.settings.load_profile("school")

SECRET = "a secret key that only tests use, long enough"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database of the tests that need one",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") == "postgresql" and not hasattr(config, "workerinput"):
        postgresql.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "settings" in names:
            item.add_marker(pytest.mark.database)
        if "browser" in names:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database with every table, to copy: an SQLite file's path or a database's name."""
    folder = tmp_path_factory.mktemp("template")
    if request.config.getoption("--database") == "postgresql":
        name = f"template_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        _postgres(f'CREATE DATABASE "{name}"')
        url = postgresql.url(name)
    else:
        name = str(folder / "school.sqlite3")
        url = f"sqlite:///{name}"
    app = create_app(_settings(folder, url))
    with app.app_context():
        upgrade()
        if url.startswith("sqlite"):
            _empty_the_log(Path(name))
        db.engine.dispose()
    return name


@pytest.fixture
def settings(request: pytest.FixtureRequest, template: str, tmp_path: Path) -> Iterator[Settings]:
    """The settings of an application on its own fresh database."""
    if request.config.getoption("--database") == "postgresql":
        name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{uuid.uuid4().hex[:12]}"
        _postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield _settings(tmp_path, postgresql.url(name))
        _postgres(f'DROP DATABASE "{name}" WITH (FORCE)')
    else:
        shutil.copy(template, tmp_path / "school.sqlite3")
        yield _settings(tmp_path, f"sqlite:///{tmp_path / 'school.sqlite3'}")


def _settings(folder: Path, url: str) -> Settings:
    return Settings(env="test", instance=folder, database_url=url, secret_key=SECRET)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Compiled templates, for all the applications of a run: each would compile them anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The application, on its own fresh database."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session; commit it for what requests must see.

    It leaves no application context open: requests would share it, and with it who is signed in.
    """
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript that is not signed in. Posts carry no CSRF token by itself."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> Callable[[factories.Account], FlaskClient]:
    """Sign an account in by the sign-in page; gives its own client."""

    def sign_in(account: factories.Account) -> FlaskClient:
        return factories.sign_in(app.test_client(), account)

    return sign_in


@pytest.fixture
def count_sql(app: Flask) -> Callable[[], AbstractContextManager[Statements]]:
    """Collect the SQL statements sent inside a `with` block."""

    def count() -> AbstractContextManager[Statements]:
        with app.app_context():
            return Statements(db.engine)

    return count


@pytest.fixture
def live_url(app: Flask) -> Iterator[str]:
    """The address of the application, served for real browsers and parallel clients."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    assert isinstance(server, ThreadedWSGIServer)
    server.daemon_threads = False  # closing waits for what a page sent while it was left
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, live_url: str) -> Iterator[Page]:
    """A page of a fresh browser profile. The test fails on a console error or a foreign request."""
    context = browser.new_context(base_url=live_url, locale="fr-FR", reduced_motion="reduce")
    page = context.new_page()
    watch = chromium.Watch(page, live_url)
    yield page
    context.close()
    assert watch.errors == []


def _empty_the_log(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _postgres(statement: str) -> None:
    engine = create_engine(postgresql.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
