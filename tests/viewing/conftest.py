"""A student of a published curriculum, before those who may see them."""

from __future__ import annotations

import pytest

from tests import factories, published
from tests.learning.curriculum import FILES


@pytest.fixture(scope="session")
def template(
    template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database to copy for each test, with the small curriculum published once for all."""
    return published.template(
        template,
        "viewing",
        lambda session: factories.publish(session, FILES),
        request,
        tmp_path_factory,
    )
