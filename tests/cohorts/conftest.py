"""A cohort, and lists to enrol in it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_cohort


@pytest.fixture
def cohort_id(session: Session) -> int:
    """A cohort in which nobody is yet."""
    return make_cohort(session).id
