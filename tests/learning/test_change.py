from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.learning.change import REMEMBERED, Change, change, recall, remember


def test_what_does_not_show_did_not_move() -> None:
    assert change("reach_net", 100.2, 100.4, "fr") == Change()
    assert change("roi", None, 0.2, "fr") == Change()
    assert change("roi", 0.2, None, "fr") == Change()


@pytest.mark.usefixtures("french")
def test_a_change_has_the_precision_of_what_is_shown() -> None:
    assert change("cost", 9_884.23, 9_904.2, "fr") == Change("+20\u202f€", "up")
    assert change("cpc", 2.29, 2.2, "fr") == Change("−0,09\u202f€", "down")


@given(st.fixed_dictionaries({name: st.none() | st.floats(-1e9, 1e9) for name in REMEMBERED}))
def test_the_page_keeps_the_figures_well_enough_to_see_that_nothing_moved(
    values: dict[str, float | None],
) -> None:
    kept = recall(remember(values))
    assert set(kept) == {name for name, value in values.items() if value is not None}
    shown = {name: value for name, value in values.items() if value is not None}
    for name, value in shown.items():
        assert abs(kept[name] - value) <= 1e-5 * abs(value)


@given(st.text() | st.lists(st.floats(width=16).map(str)).map(" ".join))
def test_what_the_browser_sends_back_is_a_figure_or_nothing(text: str) -> None:
    kept = recall(text)
    assert set(kept) <= set(REMEMBERED)
    assert all(abs(value) < 1e12 for value in kept.values())
