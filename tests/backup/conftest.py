"""A school that was worked in, and an empty place elsewhere."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.learning import shelf, uploads
from school.settings import Settings
from tests import conftest, factories, postgresql, published
from tests.factories import NOW, Account
from tests.learning.curriculum import FILES, RIGHT, answer

CONTENT = b"un plan de campagne"


@pytest.fixture(scope="session")
def template(
    template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database to copy for each test, with the small curriculum published once for all."""
    return published.template(
        template,
        "backup",
        lambda session: factories.publish(session, FILES),
        request,
        tmp_path_factory,
    )


@pytest.fixture
def student(
    session: Session, settings: Settings, signed_in: Callable[[Account], FlaskClient]
) -> Account:
    """A student who passed an exercise and handed in a file."""
    account = factories.make_person(session)
    client = signed_in(account)
    assert answer(client, "ca", answer=str(RIGHT["ca"])).status_code == 200
    digest = shelf.put(settings.instance, CONTENT)
    uploads.keep(session, account.id, "remise", "plan.txt", digest, len(CONTENT), NOW)
    session.commit()
    return account


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """The settings of an empty place."""
    folder = tmp_path / "elsewhere"
    if request.config.getoption("--database") == "postgresql":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = f"elsewhere_{worker}_{uuid.uuid4().hex[:12]}"
        conftest._postgres(f'CREATE DATABASE "{name}"')
        yield conftest._settings(folder, postgresql.url(name))
        conftest._postgres(f'DROP DATABASE "{name}" WITH (FORCE)')
    else:
        yield conftest._settings(folder, f"sqlite:///{folder / 'school.sqlite3'}")
