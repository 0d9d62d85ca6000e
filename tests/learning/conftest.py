"""Students before a published curriculum."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import factories, published
from tests.factories import Account
from tests.learning.curriculum import FILES


@pytest.fixture(scope="session")
def template(
    template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database to copy for each test, with the small curriculum published once for all."""
    return published.template(
        template,
        "small",
        lambda session: factories.publish(session, FILES),
        request,
        tmp_path_factory,
    )


@pytest.fixture
def french(app: Flask) -> Iterator[None]:
    """Inside a request of a page in French."""
    with app.test_request_context():
        yield


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
