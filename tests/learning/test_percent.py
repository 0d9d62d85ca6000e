from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.learning import percent


def control(fmt: str, **fields: float) -> dict[str, Any]:
    return {"id": "r", "from": 0, "to": 0.5, "step": 0.05, "start": 0.3, "format": fmt, **fields}


def test_a_fraction_is_moved_in_per_cent() -> None:
    dial = percent.dial(control("pct"), {})
    assert dial.field == "percent.r"
    assert (dial.first, dial.last, dial.step, dial.value, dial.suffix) == (
        "0",
        "50",
        "5",
        "30",
        "%",
    )


def test_other_controls_are_moved_as_they_are() -> None:
    dial = percent.dial(control("eur", to=100, step=10, start=20), {"input.r": ["40"]})
    assert (dial.field, dial.last, dial.value, dial.suffix) == ("input.r", "100", "40", "€")


@pytest.mark.parametrize("typed", ["", "abc", "1e999999", "NaN", "Infinity", "٣٣"])
def test_what_is_no_number_is_given_back_as_it_was(typed: str) -> None:
    form = percent.to_model({"percent.r": [typed]})
    assert percent.dial(control("pct"), form).value == typed


@pytest.mark.parametrize("typed", ["35", "35 %", "35%", "35\u202f%", " 35,0 % ", "35.00"])
def test_per_cent_is_read_as_it_is_shown(typed: str) -> None:
    form = percent.to_model({"percent.r": [typed]})
    assert form == {"input.r": ["0.35"]}
    assert percent.dial(control("pct"), form).value == "35"


@given(st.decimals(0, 100, places=3))
def test_what_was_posted_is_shown_again(value: object) -> None:
    form = percent.to_model({"percent.r": [str(value)]})
    shown = percent.dial(control("pct"), form).value
    assert float(shown) == pytest.approx(float(str(value)))
