"""`short`: a word or two, in any spelling that means the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.exercises.contract import AnswerError, Mark
from school.exercises.kinds.short import ShortExercise
from tests.exercises.fences import exercise, faults

RATE = """
accept: ["taux d'engagement", "engagement rate", "Cœur de cible"]
mistakes: {portee: [portée, reach], accept: [taux d'engagment]}
near: true
---
Comment dit-on ?

> [!MISTAKE portee] Canari portée
> [!MISTAKE accept] Canari faute

> [!SOLUTION] Canari
"""


def short(text: str = RATE) -> ShortExercise:
    found = exercise("short", text)
    assert isinstance(found, ShortExercise)
    return found


def mark(typed: str, text: str = RATE) -> Mark:
    variant = short(text).draw(b"x")
    return variant.mark(variant.read({"answer": [typed]}, "fr"))


@pytest.mark.parametrize(
    "typed",
    [
        "taux d'engagement",
        "  TAUX D’ENGAGEMENT. ",
        "le taux d'engagement",
        "Un taux-d engagement",
        "« taux\u00a0d'engagement »",
        "the  engagement\trate",
        "coeur de cible",
        "le CŒUR DE CIBLE",
    ],
)
def test_an_accepted_spelling_is_right(typed: str) -> None:
    assert mark(typed) == Mark(1.0, details={"verdict": "right"})


def test_a_mistake_gets_its_message_before_it_is_near() -> None:
    assert mark("La portee") == Mark(0.0, "portee", ("mistake.portee",), {"verdict": "mistake"})
    assert mark("taux d'engagment").mistake == "accept"


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("taux d'engagements", "near"),
        ("tau d'engagement", "near"),
        ("taux d'emgagement", "near"),
        ("taux d'engagemetn", "near"),
        ("tuax d'engagemetn", "wrong"),
        ("taux", "wrong"),
        ("reech", "wrong"),
        ("autre chose", "wrong"),
    ],
)
def test_one_edit_away_is_near_and_no_more_than_wrong(typed: str, verdict: str) -> None:
    assert mark(typed) == Mark(0.0, details={"verdict": verdict})
    assert mark(typed, RATE.replace("near: true", "near: false")).details == {"verdict": "wrong"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ([], "empty"),
        ([""], "empty"),
        ([" \u00a0\n"], "empty"),
        (["« . »"], "empty"),
        (["a", "a"], "not-an-option"),
        (["a" * 201], "too-long"),
        (["a" * 10_000_000], "too-long"),
        (["a\x00"], "unreadable"),
        (["\ud800"], "unreadable"),
    ],
)
def test_asks_again_what_is_no_answer(answer: list[str], code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        short().draw(b"x").read({"answer": answer}, "fr")
    assert (caught.value.code, caught.value.field) == (code, "answer")


@given(typed=st.text(max_size=200))
@settings(deadline=None)
def test_whatever_is_typed_is_marked_or_asked_again(typed: str) -> None:
    try:
        found = mark(typed)
    except AnswerError:
        return
    assert 0 <= found.score <= 1


def test_spellings_stay_on_the_server_and_the_solution_tells_the_first() -> None:
    variant = short().draw(b"x")
    assert variant.question().widget == {"longest": 200}
    assert "engagement" not in json.dumps([*variant.question().values])
    assert short().public == {"statement"}
    assert variant.solution().details == {"answer": "taux d'engagement"}


@pytest.mark.parametrize(
    ("head", "field", "line"),
    [
        ("points: 1", "accept", 10),
        ("accept: []", "accept", 11),
        ("accept: oui", "accept", 11),
        ("accept: [ok, 12]", "accept.1", 11),
        ("accept: [ok, ' . ']", "accept", 11),
        (f"accept: [{'a' * 201}]", "accept", 11),
        ("accept: [ok]\nnear: peut-être", "near", 12),
        ("accept: [ok]\nmistakes: {m: []}", "mistakes.m", 12),
        ("accept: [ok]\nmistakes:\n  m: [Le OK]", "mistakes.m", 13),
        ("accept: [ok]\nmistakes:\n  m: [non]\n  n: [NON]", "mistakes.n", 14),
        ("accept: [ok]\nmistakes: {x: [non]}", "mistakes.x", 12),
        ("accept: [ok]\nregex: o.", "regex", 12),
    ],
)
def test_refuses_spellings_that_mean_nothing_or_two_things(
    head: str, field: str, line: int
) -> None:
    text = f"{head}\n---\nT\n"
    for mistake in ("m", "n"):
        text += f"\n> [!MISTAKE {mistake}] M\n" if f"{mistake}: [" in head else ""
    assert [(fault.field, fault.line) for fault in faults("short", text)] == [(field, line)]


def test_every_fault_is_told_at_once() -> None:
    text = "accept: [ok, '']\nmistakes: {m: [OK]}\ntries: x\n---\nT {{ x }}"
    assert [(fault.field, fault.line) for fault in faults("short", text)] == [
        ("accept", 11),
        ("mistakes.m", 12),
        ("mistakes.m", 12),
        ("tries", 13),
        ("statement", 15),
    ]
