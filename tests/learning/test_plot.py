from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from school.learning.plot import axis, line

values = st.floats(-1e7, 1e7, allow_nan=False, allow_subnormal=False)


def test_graduations_are_round() -> None:
    assert axis(0, 9000).ticks == (0, 2500, 5000, 7500, 10000)
    assert axis(0, 0).ticks[0] == 0


@given(values, values)
def test_an_axis_holds_its_values_between_its_ends(first: float, second: float) -> None:
    low, high = min(first, second), max(first, second)
    found = axis(low, high)
    assert found.low <= low
    assert found.high >= high
    assert 0 <= found.at(low) <= found.at(high) <= 100
    assert 2 <= len(found.ticks) <= 8
    assert (found.ticks[0], found.ticks[-1]) == (found.low, found.high)


def test_a_line_goes_from_one_side_to_the_other() -> None:
    assert line([0, 50, 100], axis(0, 90)) == "M0.00 100.00L50.00 50.00L100.00 0.00"
