"""`simulator`: the author's model, played and marked by its goals."""

from __future__ import annotations

import time

import pytest

from school.exercises.contract import AnswerError, Form, Mark
from school.exercises.kinds.simulator import SimulatorExercise, SimulatorVariant
from tests.exercises.fences import exercise, faults, line_of, seeds

TEXTS = """
---
Coût {{ cout | eur }}.

> [!INPUT marge]
> Taux de marge

> [!INPUT ventes]
> Ventes

> [!OUTPUT ca]
> Chiffre d'affaires

> [!OUTPUT roi]
> ROI

> [!OUTPUT par_vente]
> Coût par vente

> [!GOAL rentable]
> ROI positif ou nul

> [!GOAL sobre]
> {{ plafond | int }} ventes au plus
"""

MODEL = (
    """
params: {cout: 1500..3000 step 100}
let: {plafond: round(cout / 15)}
inputs:
  marge: {from: 0.2, to: 0.7, step: 0.05, start: 0.3, format: pct}
  ventes: {from: 0, to: 200, step: 5, start: 50, format: int}
outputs:
  ca: {formula: ventes * 49, format: eur}
  roi: {formula: "roi(ca * marge, cout)", format: pct}
  par_vente: {formula: cout / ventes, format: eur}
goals:
  - {id: rentable, measure: roi, at_least: 0, points: 3}
  - {id: sobre, measure: ventes, at_most: plafond, points: 1}"""
    + TEXTS
)


def simulator(text: str) -> SimulatorExercise:
    found = exercise("simulator", text)
    assert isinstance(found, SimulatorExercise)
    return found


def variant(cout: float = 1500) -> SimulatorVariant:
    return simulator(MODEL).variant({"cout": cout})


def mark(form: Form, cout: float = 1500) -> Mark:
    found = variant(cout)
    return found.mark(found.read(form, "fr"))


def test_the_question_lists_controls_results_and_targets() -> None:
    question = variant().question()
    assert question.values == {"cout": 1500, "plafond": 100}
    assert question.widget == {
        "inputs": [
            {"id": "marge", "from": 0.2, "to": 0.7, "step": 0.05, "start": 0.3, "format": "pct"},
            {"id": "ventes", "from": 0, "to": 200, "step": 5, "start": 50, "format": "int"},
        ],
        "outputs": [
            {"id": "ca", "format": "eur"},
            {"id": "roi", "format": "pct"},
            {"id": "par_vente", "format": "eur"},
        ],
        "goals": [
            {"id": "rentable", "measure": "roi", "at_least": 0, "points": 3},
            {"id": "sobre", "measure": "ventes", "at_most": 100, "points": 1},
        ],
    }


def test_the_preview_shows_the_start_then_what_is_moved() -> None:
    start = variant().preview({}, "fr")
    assert start["outputs"] == pytest.approx({"ca": 2450, "roi": -0.51, "par_vente": 30})
    moved = variant().preview({"input.ventes": ["100"]}, "fr")
    assert moved["outputs"]["ca"] == 4900
    assert moved["goals"] == [
        {"id": "rentable", "met": False, "value": pytest.approx(-0.02), "target": 0},
        {"id": "sobre", "met": True, "value": 100, "target": 100},
    ]


def test_an_output_without_value_is_shown_as_none_and_fails_its_goal() -> None:
    text = MODEL.replace("measure: roi, at_least: 0", "measure: par_vente, at_most: 10")
    found = simulator(text).variant({"cout": 1500})
    preview = found.preview({"input.ventes": ["0"]}, "fr")
    assert preview["outputs"]["par_vente"] is None
    assert preview["goals"][0] == {"id": "rentable", "met": False, "value": None, "target": 10}


@pytest.mark.parametrize(
    ("form", "score"),
    [
        ({"input.marge": ["0.7"], "input.ventes": ["100"]}, 1.0),
        ({"input.marge": ["0,7"], "input.ventes": ["100"]}, 1.0),
        ({"input.marge": ["70 %"], "input.ventes": ["100"]}, 1.0),
        ({"input.marge": ["0.7"], "input.ventes": ["200"]}, 0.75),
        ({"input.ventes": ["0"]}, 0.25),
        ({"input.marge": ["0.2"], "input.ventes": ["150"]}, 0.0),
    ],
)
def test_marks_the_points_of_the_goals_met(form: Form, score: float) -> None:
    assert mark(form).score == score


def test_a_goal_is_met_by_the_value_as_shown() -> None:
    text = MODEL.replace("ventes * 49", "ventes * 49 - 0.004").replace(
        "measure: roi, at_least: 0", "measure: ca, at_least: 4900"
    )
    found = simulator(text).variant({"cout": 1500})
    assert found.mark(found.read({"input.ventes": ["100"]}, "fr")).score == 1


def test_what_was_typed_and_read_is_kept() -> None:
    answer = variant().read({"input.marge": ["0,25"], "csrf": ["x"]}, "fr")
    assert answer.typed == {"input.marge": ["0,25"]}
    assert answer.read == {"inputs": {"marge": 0.25, "ventes": 50}}


@pytest.mark.parametrize(
    ("form", "code", "field"),
    [
        ({}, "empty", "input.marge"),
        ({"input.autre": ["1"]}, "empty", "input.marge"),
        ({"input.ventes": [""]}, "empty", "input.ventes"),
        ({"input.ventes": ["205"]}, "out-of-range", "input.ventes"),
        ({"input.ventes": ["-5"]}, "out-of-range", "input.ventes"),
        ({"input.ventes": ["52"]}, "not-an-option", "input.ventes"),
        ({"input.ventes": ["nan"]}, "not-a-number", "input.ventes"),
        ({"input.ventes": ["inf"]}, "not-a-number", "input.ventes"),
        ({"input.ventes": ["1e2"]}, "not-a-number", "input.ventes"),
        ({"input.ventes": ["50 %"]}, "wrong-unit", "input.ventes"),
        ({"input.marge": ["35 €"]}, "wrong-unit", "input.marge"),
        ({"input.ventes": ["5", "10"]}, "not-an-option", "input.ventes"),
        ({"input.ventes": ["5" * 10_000_000]}, "too-long", "input.ventes"),
        ({"input.ventes": ["9" * 39]}, "out-of-range", "input.ventes"),
    ],
)
def test_asks_again_where_a_control_cannot_stand(form: Form, code: str, field: str) -> None:
    for read in (variant().read, variant().preview):
        if form and "input.autre" not in form:
            with pytest.raises(AnswerError) as caught:
                read(form, "fr")
            assert (caught.value.code, caught.value.field) == (code, field)
    with pytest.raises(AnswerError) as caught:
        variant().read(form, "fr")
    assert (caught.value.code, caught.value.field) == (code, field)


def test_free_play_needs_no_goal() -> None:
    text = (
        "graded: false\ninputs: {a: {from: 0, to: 1, step: 1, start: 0}}\n"
        "outputs: {b: {formula: a}}\n---\nT\n\n> [!INPUT a]\n> A\n\n> [!OUTPUT b]\n> B"
    )
    found = simulator(text).draw(b"x")
    assert found.mark(found.read({"input.a": ["1"]}, "fr")).score == 1
    assert [f.field for f in faults("simulator", text.replace("graded: false\n", ""))] == ["goals"]


def test_an_unreachable_target_is_told_as_it_is_shown() -> None:
    (fault,) = simulator(MODEL.replace("at_least: 0,", "at_least: 15,")).check(seeds(5))
    assert "no position gives roi at least 1,500%" in fault.what


def test_every_unreachable_goal_is_told_and_what_is_undefined_beside() -> None:
    text = MODEL.replace("at_least: 0,", "at_least: 50,").replace("at_most: plafond", "at_most: -1")
    found = simulator(text.replace("round(cout / 15)", "1 / (cout - 1500)")).check(seeds(5))
    assert [fault.field for fault in found] == ["let.plafond", "goals.0", "goals.1"]


def test_what_hangs_on_a_field_that_cannot_be_read_is_not_told() -> None:
    found = faults("simulator", MODEL.replace("inputs:", "input:"))
    assert [(fault.field, fault.remedy) for fault in found] == [("input", "write inputs")]


def test_a_sound_model_has_no_fault_and_is_checked_fast() -> None:
    started = time.process_time()
    assert simulator(MODEL).check(seeds(50)) == []
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("at_least: 0,", "at_least: 50,", "goals.0"),
        ("at_least: 0,", "at_least: -1,", "goals"),
        ("at_most: plafond", "at_most: -1", "goals.1"),
        ("at_most: plafond", "at_most: 0", "goals"),
        ("round(cout / 15)", "100 * cout / (cout - 1500)", "let.plafond"),
        ("formula: cout / ventes, format: eur", "formula: cout / (ventes - ventes)", None),
    ],
)
def test_samples_show_goals_out_of_reach_or_already_met(
    old: str, new: str, field: str | None
) -> None:
    text = MODEL.replace(old, new)
    found = [fault.field for fault in simulator(text).check(seeds(20))]
    assert found == ([field] if field else [])


def test_goals_in_a_narrow_place_are_found() -> None:
    text = """
inputs:
  a: {from: 0, to: 1000, step: 1, start: 0}
  b: {from: 0, to: 1000, step: 1, start: 0}
outputs:
  c: {formula: abs(a - 777) + abs(b - 333)}
goals: [{id: g, measure: c, at_most: 1}]
---
T

> [!INPUT a]
> A

> [!INPUT b]
> B

> [!OUTPUT c]
> C

> [!GOAL g]
> G
"""
    assert simulator(text).check(seeds(3)) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ("from: 0, to: 200", "from: 200, to: 0", "inputs.ventes", "write a to: above from:"),
        ("to: 200, step: 5", "to: 202, step: 5", "inputs.ventes", "change to: or step:"),
        ("step: 5, start: 50", "step: 5, start: 52", "inputs.ventes", None),
        ("step: 5, start: 50", "step: 5, start: 500", "inputs.ventes", None),
        ("step: 5, start", "step: 0, start", "inputs.ventes.step", None),
        ("from: 0, to: 200, step: 5", "from: 0, to: 200, step: 0.01", "inputs.ventes", None),
        ("step: 5, start: 50, ", "step: 5, ", "inputs.ventes.start", "add start: and its value"),
        ("step: 5, start", "pas: 5, start", "inputs.ventes.pas", None),
        (
            "from: 0.2, to: 0.7, step: 0.05, start: 0.3",
            "from: 20, to: 70, step: 5, start: 30",
            "inputs.marge",
            "write fractions: 0.05 for 5 %",
        ),
        ("formula: ventes * 49", "formula: par_vente * 49", "outputs.ca.formula", None),
        ("format: int", "format: itn", "inputs.ventes.format", "write int"),
        ("formula: ventes * 49", "formula: vente * 49", "outputs.ca.formula", "write ventes"),
        ("formula: ventes * 49", "formula: roi * 49", "outputs.ca.formula", None),
        ("measure: roi", "measure: rio", "goals.0.measure", "write roi"),
        ("at_most: plafond", "at_most: plafon", "goals.1.at_most", "write plafond"),
        ("at_most: plafond", "at_most: ventes", "goals.1.at_most", None),
        ("at_most: plafond, ", "", "goals.1", "write either at_least: or at_most:"),
        ("at_most: plafond", "at_most: 1, at_least: 0", "goals.1", None),
        ("id: sobre", "id: rentable", "goals.1.id", "rename one"),
        ("let: {plafond:", "let: {ventes:", "inputs.ventes", "choose another name"),
        ("> [!GOAL sobre]", "> [!GOAL sobr]", "goal.sobr", "write sobre"),
        ("> [!GOAL sobre]", "> [!GOAL sobr]", "goals.1", None),
        ("> [!INPUT marge]", "> [!INPUT ca]", "inputs.marge", None),
        ("{{ plafond | int }}", "{{ roi | int }}", "goal.sobre", None),
    ],
)
def test_reports_what_is_wrong_on_its_line(
    old: str, new: str, field: str, remedy: str | None
) -> None:
    text = MODEL.replace(old, new, 1)
    found = {fault.field: fault for fault in faults("simulator", text)}
    assert field in found
    assert remedy in (None, found[field].remedy)
    if field.startswith(("inputs.ventes", "goals.1")) and "let" not in old:
        piece = "  ventes:" if field.startswith("inputs") else "measure: ventes"
        assert found[field].line == line_of(text, piece)


def test_inputs_and_outputs_must_be_written() -> None:
    found = [fault.field for fault in faults("simulator", "graded: false\n---\nT")]
    assert found == ["inputs", "outputs"]
