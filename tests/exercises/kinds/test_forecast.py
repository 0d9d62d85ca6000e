"""`forecast`: an interval given before a campaign's result is revealed."""

from __future__ import annotations

import json

import pytest

from school.exercises.contract import AnswerError, Form, Mark
from school.exercises.kinds.forecast import ForecastExercise, ForecastVariant
from tests.exercises.fences import exercise, faults, line_of, seeds

ORDERS = """
params: {nanos: 20..40 step 10, micros: 4..8}
let: {tous: nanos + micros}
brief: {basket: 58, margin: 0.55, universe: 400000}
creators:
  - {count: nanos, followers: 5000, deal: gift}
  - {count: micros, followers: 30000, deal: paid, formats: [reel]}
  - {count: 0, followers: 200000, deal: paid}
measure: orders.total
unit: commandes
points: 2
---
{{ nanos | int }} nano et {{ micros | int }} micro.

> [!HINT]
> Comptez.

> [!SOLUTION]
> {{ answer | int }} pour {{ tous | int }} créateurs.
"""
ROI = ORDERS.replace("orders.total", "roi").replace("unit: commandes", "level: 90%")


def forecast(text: str) -> ForecastExercise:
    found = exercise("forecast", text)
    assert isinstance(found, ForecastExercise)
    return found


def variant(text: str) -> ForecastVariant:
    return forecast(text).draw(b"x")


def mark(drawn: ForecastVariant, low: str, high: str) -> Mark:
    return drawn.mark(drawn.read({"low": [low], "high": [high]}, "fr"))


def test_reads_what_the_author_wrote() -> None:
    found = forecast(ORDERS)
    assert found.settings.tries == 1
    assert (found.settings.points, found.settings.pass_score) == (2, 0.6)
    assert found.public == {"statement", "hint.1"}
    assert found.variables() == {"nanos", "micros", "tous", "answer"}
    assert (found.spec.level, forecast(ROI).spec.level) == (0.8, 0.9)


def test_each_student_has_a_plan_and_a_result_of_their_own() -> None:
    found = forecast(ORDERS)
    drawn = [(each.numbers, each.solution()) for each in map(found.draw, seeds(30))]
    assert len({solution.details["value"] for _, solution in drawn}) > 20
    assert drawn == [(each.numbers, each.solution()) for each in map(found.draw, seeds(30))]


def test_the_question_shows_the_plan_and_not_what_came_of_it() -> None:
    drawn = variant(ORDERS)
    question = drawn.question()
    assert question.values == {name: drawn.numbers[name] for name in ("nanos", "micros")}
    shown = question.widget
    assert set(shown) == {"level", "format", "unit", "counted", "cost", "creators"}
    assert [each["count"] for each in shown["creators"]] == [*drawn.numbers.values()]
    assert [each["chosen"] for each in shown["creators"]] == [["post", "stories"], ["reel"]]
    sent = json.dumps([question.values, shown])
    for secret in (*drawn.solution().details.values(), drawn.seed):
        assert f"{secret:.0f}" not in sent


@pytest.mark.parametrize(
    ("typed", "read", "echo"),
    [
        (("100", "250"), (100, 250), "100 commandes – 250 commandes"),
        (
            ("1 234,5 commandes", "1234,50"),
            (1234.5, 1234.5),
            "1 234,5 commandes – 1 234,5 commandes",
        ),
        (("−10", "0"), (-10, 0), "−10 commandes – 0 commandes"),
    ],
)
def test_reads_two_figures(typed: tuple[str, str], read: tuple[float, float], echo: str) -> None:
    answer = variant(ORDERS).read({"low": [typed[0]], "high": [typed[1]]}, "fr")
    assert answer.typed == {"low": typed[0], "high": typed[1]}
    assert answer.read == {"low": read[0], "high": read[1]}
    assert answer.echo.replace("\u202f", " ").replace("\u00a0", " ") == echo


def test_rates_are_typed_in_per_cent_and_kept_as_fractions() -> None:
    answer = variant(ROI).read({"low": ["−20"], "high": ["35,5 %"]}, "fr")
    assert answer.read == {"low": -0.2, "high": 0.355}


@pytest.mark.parametrize(
    ("form", "code", "field"),
    [
        ({}, "empty", "low"),
        ({"low": ["1"]}, "empty", "high"),
        ({"low": [""], "high": ["2"]}, "empty", "low"),
        ({"low": ["1"], "high": [" "]}, "empty", "high"),
        ({"low": ["1", "1"], "high": ["2"]}, "not-an-option", "low"),
        ({"low": ["1"], "high": ["9" * 400]}, "too-long", "high"),
        ({"low": ["douze"], "high": ["2"]}, "not-a-number", "low"),
        ({"low": ["1 €"], "high": ["2"]}, "wrong-unit", "low"),
        ({"low": ["nan"], "high": ["inf"]}, "not-a-number", "low"),
        ({"low": ["1"], "high": ["1,234"]}, "ambiguous", "high"),
        ({"low": ["300"], "high": ["299,9"]}, "out-of-order", "high"),
    ],
)
def test_asks_again_what_is_no_range(form: Form, code: str, field: str) -> None:
    with pytest.raises(AnswerError) as caught:
        variant(ORDERS).read(form, "fr")
    assert (caught.value.code, caught.value.field) == (code, field)
    assert bool(caught.value.readings) == (code == "ambiguous")


def test_marks_inside_too_wide_and_outside() -> None:
    drawn = variant(ORDERS)
    came = drawn.solution().details
    value, width = came["value"], came["high"] - came["low"]
    assert mark(drawn, f"{value:.0f}", f"{value + width:.0f}").score == 1
    wide = mark(drawn, f"{value - width:.0f}", f"{value + width:.0f}")
    assert wide.score == pytest.approx(0.5)
    assert wide.details["inside"] is True
    above = mark(drawn, f"{value + 7:.0f}", f"{value + 7 + width:.0f}")
    assert above.score == pytest.approx(1 - 10 * 7 / width / 2)
    assert (above.details["inside"], above.details["gap"]) == (False, -7)
    assert mark(drawn, "0", "0").score == 0
    assert mark(drawn, "0", "9" * 30).score == 0


def test_the_details_hold_what_calibration_needs() -> None:
    drawn = variant(ROI)
    came = drawn.solution().details
    found = mark(drawn, "−99", "900").details
    assert found == {
        "level": 0.9,
        "low": -0.99,
        "high": 9,
        "value": came["value"],
        "inside": True,
        "gap": 0,
        "weight": 20,
        "widths": pytest.approx(9.99 / (came["high"] - came["low"])),
        "model": [came["low"], came["high"]],
    }


def test_the_model_s_own_range_is_right_whenever_it_holds_the_figure() -> None:
    held = 0
    for drawn in map(forecast(ORDERS).draw, seeds(100)):
        came = drawn.solution().details
        found = mark(drawn, f"{came['low']:.0f}", f"{came['high']:.0f}")
        assert (found.score == 1) == found.details["inside"]
        held += found.details["inside"]
    assert 70 <= held <= 90


def test_every_fault_of_a_fence_is_told_at_once() -> None:
    text = """
mesure: roi
level: 0.4
tries: 3
brief: {bajet: 3, basket: x}
creators: [{count: zz, followers: 3, deal: cadeau}]
---
T {{ answer }}
"""
    found = {fault.field: fault for fault in faults("forecast", text)}
    assert {name: found[name].line for name in found} == {
        "mesure": line_of(text, "mesure"),
        "level": line_of(text, "level"),
        "tries": line_of(text, "tries"),
        "brief.bajet": line_of(text, "bajet"),
        "brief.basket": line_of(text, "bajet"),
        "creators.0.followers": line_of(text, "zz"),
        "creators.0.deal": line_of(text, "zz"),
        "statement": line_of(text, "answer"),
    }
    assert found["mesure"].remedy == "write measure"
    assert all(fault.remedy for fault in found.values())


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("orders.total", "orders", "measure"),
        ("count: micros", "count: inconnu", "creators.1.count"),
        ("orders.total", "roi", "unit"),
        ("{{ nanos | int }}", "{{ answer | int }}", "statement"),
    ],
)
def test_one_fault_is_told_once(old: str, new: str, field: str) -> None:
    (fault,) = faults("forecast", ORDERS.replace(old, new, 1))
    assert fault.field == field


@pytest.mark.parametrize("missing", ["brief", "creators", "measure"])
def test_what_is_missing_is_told(missing: str) -> None:
    kept = {"brief": "brief: {}", "creators": "creators: []", "measure": "measure: roi"}
    del kept[missing]
    (fault,) = faults("forecast", "\n".join([*kept.values(), "---", "T"]))
    assert (fault.field, fault.what) == (missing, "is missing")


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ("orders.total", "cost", "measure", "lies between"),
        ("orders.total", "frequency", "measure", "lies between"),
        ("count: nanos,", "count: nanos * 9,", "creators", "people when"),
        ("count: nanos,", "count: nanos - 99,", "creators.0.count", "out of range"),
        ("basket: 58", "basket: 58 / (nanos - 30)", "brief.basket", "has no value when"),
        ("margin: 0.55", "margin: 55", "brief.margin", "out of range"),
        ("[reel]", "[reel, reel]", "creators.1.formats", "twice"),
    ],
)
def test_what_only_draws_show_is_told(old: str, new: str, field: str, what: str) -> None:
    text = ORDERS.replace(old, new, 1)
    if "orders.total" in old:
        text = text.replace("unit: commandes\n", "")
    found = forecast(text).check(seeds(40))
    assert {fault.field for fault in found} == {field}
    assert what in found[0].what


def test_nobody_to_draw_is_told() -> None:
    text = ORDERS.replace("count: nanos", "count: 0").replace("count: micros", "count: 0")
    assert [fault.field for fault in forecast(text).check(seeds(3))] == ["creators"]


def test_a_sound_forecast_has_no_fault() -> None:
    assert forecast(ORDERS).check(seeds(40)) == []
    assert forecast(ROI).check(seeds(40)) == []
