"""What an installation is told about itself."""

from __future__ import annotations

import pytest
from flask import Flask

from school.cli.doctor import doctor, wal_reset_bug


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 2)])
def test_sqlite_versions_that_can_corrupt_are_known(version: tuple[int, int, int]) -> None:
    assert wal_reset_bug(version)


@pytest.mark.parametrize(
    "version", [(3, 6, 23), (3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 0), (4, 0, 0)]
)
def test_sqlite_versions_without_the_fault_are_known(version: tuple[int, int, int]) -> None:
    assert not wal_reset_bug(version)


def test_the_password_of_the_database_is_not_printed(app: Flask) -> None:
    result = app.test_cli_runner().invoke(doctor)
    assert "environment: test" in result.output
    assert "the database at" not in result.output
