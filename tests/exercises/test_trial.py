"""Made-up students before each kind of exercise."""

from __future__ import annotations

import pytest

from school.exercises.contract import Exercise, Numbers
from school.exercises.registry import KINDS
from school.exercises.trial import Draws, play
from tests.exercises.fences import exercise, seeds
from tests.exercises.test_hostile_forms import FENCES

MODELS = {
    **FENCES,
    "campaign": FENCES["campaign"].replace("at_least: 30000", "at_least: 60000"),
    "simulator": """
params: {but: 20..30}
inputs: {prix: {from: 0, to: 100, step: 1, start: 0}}
outputs: {ecart: {formula: abs(prix - but)}}
goals: [{id: pres, measure: ecart, at_most: 2}]
---
Visez.

> [!INPUT prix]
> Prix

> [!OUTPUT ecart]
> Écart

> [!GOAL pres]
> Près du but
""",
}


def draws(count: int, given: Numbers | None = None) -> Draws:
    """So many variants."""
    return [(seed, given or {}) for seed in seeds(count)]


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"assignment"}))
def test_each_kind_is_played_by_students_who_answer_well_or_badly(kind: str) -> None:
    found = exercise(kind, MODELS[kind])
    trial = play(found, draws(min(found.trials, 60)))
    assert trial.faults == []
    knowing = trial.results.get("right") or trial.results.get("best") or trial.results["model"]
    assert knowing.mean > 0.7
    others = [result.mean for name, result in trial.results.items() if "right" not in name]
    assert min(others) < knowing.mean / 2


def test_what_a_person_marks_is_not_played() -> None:
    trial = play(exercise("assignment", FENCES["assignment"]), draws(1))
    assert (trial.results, trial.faults, trial.warnings) == ({}, [], [])


def test_every_named_mistake_is_made() -> None:
    trial = play(exercise("numeric", FENCES["numeric"]), draws(20))
    assert trial.results["mistake:canari"].most == 0


def test_two_mistakes_that_are_one_are_told_on_the_second() -> None:
    text = FENCES["numeric"].replace("canari: secret * 3", "canari: secret * 3, autre: secret * 3")
    text += "\n> [!MISTAKE autre]\n> Autre\n"
    (fault,) = play(exercise("numeric", text), draws(20)).faults
    assert fault.field == "mistakes.autre"
    assert "is taken for the mistake canari in 100% of the variants" in fault.what


def test_an_exercise_that_anybody_passes_is_refused() -> None:
    text = MODELS["simulator"].replace("at_most: 2}", "at_most: 75}")
    (fault,) = play(exercise("simulator", text), draws(100)).faults
    assert fault.field == "pass"
    assert "by chance" in fault.what


def test_two_options_are_allowed_and_their_author_warned() -> None:
    trial = play(exercise("choice", "points: 1\n---\nLequel ?\n\n- [x] A\n- [ ] B\n"), draws(300))
    assert trial.faults == []
    assert [warning.field for warning in trial.warnings] == ["pass"]


def test_a_plan_of_one_choice_that_is_the_best_is_told() -> None:
    text = """
brief: {budget: 9000}
choices: {nano: {followers: 5000, deal: gift, max: 20}}
goals: [{id: g, measure: reach_net, at_least: 10000}]
frontier: {measure: reach_net}
---
Composez.

> [!CHOICE nano]
> Nano

> [!GOAL g]
> G
"""
    trial = play(exercise("campaign", text), draws(100))
    assert trial.results["always:nano"].mean == 1
    assert any(
        "always:nano earns every point in 100%" in warning.what for warning in trial.warnings
    )


def test_draws_that_are_fair_to_some_only_are_told() -> None:
    text = (
        MODELS["simulator"].replace("20..30", "10..60 step 10").replace("at_most: 2", "at_most: 5")
    )
    trial = play(exercise("simulator", text), draws(200))
    assert [warning.field for warning in trial.warnings] == ["params"]
    assert "always:middle passes when but = 50" in trial.warnings[0].what


def test_numbers_that_leave_nothing_to_play_are_told() -> None:
    found: Exercise = exercise("numeric", "answer: 1 / a\n---\nT", frozenset({"a"}))
    (fault,) = play(found, draws(1, {"a": 0})).faults
    assert (fault.line, fault.field) == (10, "exercise")
    assert "when a = 0" in fault.what


def test_a_campaign_with_many_best_plans_is_played_less() -> None:
    few, many = (
        exercise("campaign", FENCES["campaign"].replace("step 500", f"step {step}"))
        for step in (500, 10)
    )
    assert (few.trials, many.trials) == (300, 30)
