"""How pages write what is not a figure."""

from __future__ import annotations

import pytest
from flask import Flask

from school.web.formats import country


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("fr", "BE", "Belgique"),
        ("en", "BE", "Belgium"),
        ("fr", "other", "autres pays"),
        ("en", "other", "other countries"),
    ],
)
def test_a_country_is_named_in_the_language_of_the_page(
    app: Flask, language: str, code: str, name: str
) -> None:
    with app.test_request_context(headers={"Cookie": f"locale={language}"}):
        assert country(code) == name
