"""Stories begin on the real curriculum, as `make run` publishes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests import published
from tests.factories import Account, make_cohort, make_person
from tests.journeys.year import publish_real_content

expect.set_options(timeout=20_000)  # a machine that is busy is slow, not wrong


@pytest.fixture(scope="session")
def template(
    template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database to copy for each test, with the real curriculum published once for all."""
    return published.template(template, "real", publish_real_content, request, tmp_path_factory)


@pytest.fixture
def student(session: Session) -> Account:
    """A student of a cohort."""
    account = make_person(session)
    make_cohort(session, account)
    return account
