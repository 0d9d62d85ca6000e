"""Words: what is shown is in the language of a request."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def french(app: Flask) -> Iterator[None]:
    """Inside a request of a page in French."""
    with app.test_request_context():
        yield
