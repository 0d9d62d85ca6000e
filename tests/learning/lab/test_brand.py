from __future__ import annotations

from collections.abc import Mapping

import pytest

from school.learning.lab import brand, sheet

VALUES: Mapping[str, float | str] = {
    "fil.marque": "Cirévane",
    "fil.panier": 52.5,
    "fil.marge": 0.58,
    "fil.retours": 0.04,
    "fil.audience": 800_000.0,
    "fil.budget": 8_500.0,
}


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_brand_fills_the_brief_in_any_language(locale: str) -> None:
    plan = sheet.read(brand.brief(VALUES, locale), locale).plan
    assert plan
    found = plan.brief
    assert (found.basket, found.margin, found.return_rate) == (52.5, 0.58, 0.04)
    assert (found.universe, found.budget) == (800_000, 8_500)


def test_what_a_brand_does_not_have_is_left_alone() -> None:
    assert brand.brief({"fil.marge": 0.5}, "fr") == {"margin": ["50"]}
    assert brand.brief({}, "fr") == {}
