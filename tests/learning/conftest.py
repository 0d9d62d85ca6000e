"""Students before a published curriculum."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.app import create_app
from school.extensions import db
from tests import conftest, factories, postgresql
from tests.factories import Account
from tests.learning.curriculum import FILES


@pytest.fixture(scope="session")
def template(
    template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database to copy for each test, with the small curriculum published once for all."""
    folder = tmp_path_factory.mktemp("published")
    if request.config.getoption("--database") == "postgresql":
        name = f"published_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
        conftest._postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        url = postgresql.url(name)
    else:
        name = str(shutil.copy(template, folder / "school.sqlite3"))
        url = f"sqlite:///{name}"
    app = create_app(conftest._settings(folder, url))
    with app.app_context():
        with Session(db.engine) as session:
            factories.publish(session, FILES)
        if url.startswith("sqlite"):
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return name


@pytest.fixture
def student(session: Session) -> Account:
    """A student."""
    return factories.make_person(session)


@pytest.fixture
def other(session: Session) -> Account:
    """Another student."""
    return factories.make_person(session, first_name="Sacha")


@pytest.fixture
def reader(student: Account, signed_in: Callable[[Account], FlaskClient]) -> FlaskClient:
    """The student's browser, without JavaScript."""
    return signed_in(student)
