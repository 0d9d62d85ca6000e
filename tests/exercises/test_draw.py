"""Numbers drawn for one student: exact, stable, each on its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.authoring import AuthoringError
from school.exercises.draw import draw, follow, parse_param
from school.exercises.formula import Formula, FormulaUndefined


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        ("1..4", [1, 2, 3, 4]),
        ("800..1000 step 100", [800, 900, 1000]),
        ("0.1..0.5", [0.1, 0.2, 0.3, 0.4, 0.5]),
        ("0.05..0.20 step 0.05", [0.05, 0.1, 0.15, 0.2]),
        ("-2..2 step 2", [-2, 0, 2]),
        ("1..2 step 0.5", [1, 1.5, 2]),
        ("5..5", [5]),
        ([0.4, 0.5, 0.55], [0.4, 0.5, 0.55]),
        (58, [58]),
        (0.55, [0.55]),
    ],
)
def test_a_param_takes_exactly_the_values_written(raw: object, values: list[float]) -> None:
    param = parse_param(raw)
    assert [param.value(index) for index in range(param.count)] == values
    assert param.extremes() == (min(values), max(values))


@given(st.floats(-50, 150))
def test_the_nearest_value_is_one_of_the_range_or_none(value: float) -> None:
    param = parse_param("0..100 step 2.5")
    values = [param.value(index) for index in range(param.count)]
    nearest = param.nearest(value)
    assert (nearest is None) == (not 0 <= value <= 100)
    if nearest is not None:
        assert nearest in values
        assert abs(nearest - value) <= 1.25 + 1e-9


def test_whole_numbers_stay_whole() -> None:
    assert isinstance(parse_param("1..3").value(1), int)


@pytest.mark.parametrize(
    "raw",
    [
        "5..1",
        "1..10 step 4",
        "1..10 step 0",
        "1..10 step -1",
        "a..b",
        "1...3",
        "1..",
        "1-5",
        "١..٣",
        "1..9999999999999",
        [],
        [1, "2"],
        [1, True],
        [float("nan")],
        True,
        None,
        {"a": 1},
        float("inf"),
        "x" * 10_000_000,
        list(range(1001)),
    ],
)
def test_refuses_what_cannot_be_drawn(raw: object) -> None:
    with pytest.raises(AuthoringError) as caught:
        parse_param(raw)
    assert len(caught.value.what) < 200


def test_every_value_comes_about_as_often() -> None:
    param = parse_param("1..5")
    counts = Counter(param.draw(f"{number}".encode(), "x") for number in range(2000))
    assert len(counts) == 5
    assert min(counts.values()) > 300


@given(st.binary(max_size=64), st.permutations(["cout", "ventes", "panier"]))
def test_a_draw_depends_on_the_seed_and_its_own_name_only(seed: bytes, order: list[str]) -> None:
    raw = {"cout": "800..2400 step 100", "ventes": "60..160", "panier": [35, 49, 59]}
    params = {name: parse_param(raw[name]) for name in order}
    alone = {name: draw({name: params[name]}, seed)[name] for name in order}
    assert draw(params, seed) == alone


def test_a_draw_is_the_same_in_every_process_and_for_ever() -> None:
    code = (
        "from school.exercises.draw import *;"
        "print([parse_param('1..1000000').draw(bytes([i]), 'x') for i in range(5)])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert outputs == {"[102333, 362926, 659112, 277125, 607534]\n"}


def test_lets_follow_in_order() -> None:
    lets = {"ca": Formula.parse("ventes * 50"), "marge": Formula.parse("ca * 0.5")}
    assert follow(lets, {"ventes": 10}) == {"ventes": 10, "ca": 500, "marge": 250}


def test_a_let_without_value_is_undefined() -> None:
    with pytest.raises(FormulaUndefined):
        follow({"x": Formula.parse("1 / zero")}, {"zero": 0})
