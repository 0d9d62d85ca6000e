"""`order`: steps shuffled for each student, marked by the share of pairs in the right order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.exercises.contract import AnswerError, Form
from school.exercises.kinds.order import OrderExercise, OrderVariant
from tests.exercises.fences import exercise, faults, line_of, seeds

FOUR = """
points: 2
---
Dans l'ordre ?

1. Viser
   > Sans but, pas de choix.
2. Choisir

   avec soin
3. Signer
4. Mesurer

> [!HINT] Par quoi commence-t-on ?

> [!SOLUTION] Canari
"""
RIGHT = ["Viser", "Choisir\n\navec soin", "Signer", "Mesurer"]


def order(text: str = FOUR) -> OrderExercise:
    found = exercise("order", text)
    assert isinstance(found, OrderExercise)
    return found


def steps(variant: OrderVariant) -> dict[str, int]:
    """The number under which each step is posted."""
    texts = variant.exercise.texts
    return {texts[f"option.{n}"]: n for n in variant.question().widget["steps"]}


def placed(variant: OrderVariant, texts: Sequence[str]) -> dict[str, list[str]]:
    """The form of a student who puts the steps in this order."""
    numbers = steps(variant)
    return {f"place.{numbers[text]}": [str(place)] for place, text in enumerate(texts, 1)}


def score(texts: Sequence[str]) -> float:
    variant = order().draw(b"x")
    return variant.mark(variant.read(placed(variant, texts), "fr")).score


def test_takes_the_steps_out_of_the_statement() -> None:
    found = order()
    assert found.texts["statement"] == "Dans l'ordre ?"
    assert [found.texts[f"option.{number}"] for number in found.right] == RIGHT
    first = f"option.{found.right[0]}"
    assert found.texts[f"{first}.feedback"] == "Sans but, pas de choix."
    assert found.text_lines[first] == line_of(FOUR, "1. Viser")
    assert found.text_lines[f"{first}.feedback"] == line_of(FOUR, "Sans but")
    assert found.public == found.texts.keys() - {"solution", f"{first}.feedback"}


def test_what_is_posted_does_not_follow_the_right_order() -> None:
    """The same steps the other way round have the same numbers."""
    other = order("points: 1\n---\nT\n\n1. Mesurer\n2. Signer\n3. Viser")
    same = order("points: 1\n---\nT\n\n1. Viser\n2. Signer\n3. Mesurer")
    assert steps(other.draw(b"x")) == steps(same.draw(b"x"))
    assert {f"option.{n}": other.texts[f"option.{n}"] for n in (1, 2, 3)} == {
        "option.1": "Mesurer",
        "option.2": "Signer",
        "option.3": "Viser",
    }


def test_each_student_gets_an_order_that_stays_and_never_the_right_one() -> None:
    found = order("points: 1\n---\nT\n\n1. A\n2. B\n3. C")
    orders = [found.draw(seed).shuffled for seed in seeds(200)]
    assert set(orders) == set(permutations((1, 2, 3))) - {(1, 2, 3)}
    assert orders == [found.draw(seed).shuffled for seed in seeds(200)]


@pytest.mark.parametrize(
    ("places", "share"),
    [("0123", 1.0), ("3210", 0.0), ("1023", 5 / 6), ("1230", 1 / 2), ("3012", 1 / 2)],
)
def test_marks_by_the_share_of_pairs_in_the_right_order(places: str, share: float) -> None:
    assert score([RIGHT[int(place)] for place in places]) == pytest.approx(share)


@given(texts=st.permutations(RIGHT))
def test_a_score_is_a_share_and_only_the_right_order_is_right(texts: list[str]) -> None:
    assert 0 <= score(texts) <= 1
    assert (score(texts) == 1) == (texts == RIGHT)
    assert score(texts) + score(texts[::-1]) == pytest.approx(1)


def test_a_mark_tells_how_many_pairs_and_not_which() -> None:
    variant = order().draw(b"x")
    mark = variant.mark(variant.read(placed(variant, RIGHT[::-1]), "fr"))
    assert (mark.details, mark.feedback) == ({"good": 0, "pairs": 6}, ())
    assert variant.solution().details == {"right": list(variant.exercise.right)}


@pytest.mark.parametrize(
    ("changed", "code", "place"),
    [
        ({"place.4": []}, "empty", 4),
        ({"place.4": [""]}, "empty", 4),
        ({"place.4": ["2"]}, "tie", 4),
        ({"place.4": ["4", "4"]}, "not-an-option", 4),
        ({"place.4": ["0"]}, "not-an-option", 4),
        ({"place.4": ["5"]}, "not-an-option", 4),
        ({"place.4": ["-4"]}, "not-an-option", 4),
        ({"place.4": [" 4"]}, "not-an-option", 4),
        ({"place.4": ["４"]}, "not-an-option", 4),
        ({"place.4": ["4.0"]}, "not-an-option", 4),
        ({"place.4": ["\ud800"]}, "not-an-option", 4),
        ({"place.4": ["4" * 10_000_000]}, "too-long", 4),
    ],
)
def test_asks_again_a_place_that_is_none(
    changed: Mapping[str, list[str]], code: str, place: int
) -> None:
    variant = order().draw(b"x")
    form = {f"place.{item}": [str(n)] for n, item in enumerate(variant.shuffled, 1)}
    last = f"place.{variant.shuffled[-1]}"
    with pytest.raises(AnswerError) as caught:
        variant.read(form | {last: changed[f"place.{place}"]}, "fr")
    assert (caught.value.code, caught.value.field) == (code, last)


def test_a_step_that_is_not_there_has_no_place() -> None:
    variant = order().draw(b"x")
    answer = variant.read({**placed(variant, RIGHT), "place.5": ["1"], "place.x": ["2"]}, "fr")
    assert answer.typed == {name: value[0] for name, value in placed(variant, RIGHT).items()}


def shown(variant: OrderVariant, form: Form) -> list[tuple[int, int]]:
    return [(each["item"], each["place"]) for each in variant.preview(form, "fr")["steps"]]


def test_steps_first_stand_as_drawn_then_as_placed() -> None:
    variant = order().draw(b"x")
    assert shown(variant, {}) == [(item, n) for n, item in enumerate(variant.shuffled, 1)]
    numbers = steps(variant)
    assert shown(variant, placed(variant, RIGHT)) == [
        (numbers[text], n) for n, text in enumerate(RIGHT, 1)
    ]


def test_a_step_moves_by_one_place_and_not_out_of_the_list() -> None:
    variant = order().draw(b"x")
    a, b, c, d = variant.shuffled
    assert [item for item, _ in shown(variant, {"move": [f"up.{c}"]})] == [a, c, b, d]
    assert [item for item, _ in shown(variant, {"move": [f"down.{a}"]})] == [b, a, c, d]
    moved = {f"place.{item}": [str(place)] for item, place in shown(variant, {"move": [f"up.{c}"]})}
    assert [item for item, _ in shown(variant, {**moved, "move": [f"up.{c}"]})] == [c, a, b, d]
    for stays in (f"up.{a}", f"down.{d}", "up.9", "left.1", "up", ""):
        assert [item for item, _ in shown(variant, {"move": [stays]})] == [a, b, c, d]


def test_a_place_typed_twice_stays_in_sight_until_a_step_moves() -> None:
    variant = order().draw(b"x")
    a, b, c, d = variant.shuffled
    form = {f"place.{item}": ["1"] for item in (a, c)} | {f"place.{d}": ["2"]}
    assert shown(variant, form) == [(a, 1), (c, 1), (b, 2), (d, 2)]
    assert shown(variant, {**form, "move": [f"up.{d}"]}) == [(a, 1), (c, 2), (d, 3), (b, 4)]


FORMS = st.dictionaries(
    st.sampled_from([*(f"place.{n}" for n in range(6)), "move"]),
    st.lists(st.one_of(st.sampled_from([*"012345", "up.1", "down.4"]), st.text()), max_size=3),
)


@given(form=FORMS)
@settings(deadline=None)
def test_whatever_is_posted_shows_every_step_once(form: Form) -> None:
    variant = order().draw(b"x")
    assert sorted(item for item, _ in shown(variant, form)) == [1, 2, 3, 4]
    try:
        answer = variant.read(form, "fr")
    except AnswerError:
        return
    assert 0 <= variant.mark(answer).score <= 1


def test_the_steps_may_show_the_scenario() -> None:
    text = "points: 1\n---\nT\n\n1. {{ budget | eur }}\n2. B\n3. C"
    found = exercise("order", text, frozenset({"budget", "autre"}))
    variant = found.draw(b"x", {"budget": 9000, "autre": 1})
    assert variant.question().values == {"budget": 9000}
    assert "canari" not in json.dumps(variant.question().widget).lower()


@pytest.mark.parametrize(
    ("prose", "field", "piece"),
    [
        ("Sans liste", "steps", "Sans liste"),
        ("T\n\n- A\n- B\n- C", "steps", "- C"),
        ("T\n\n1. A\n2. B", "steps", "1. A"),
        ("T\n\n" + "\n".join(f"{n}. Pas {n}" for n in range(1, 12)), "steps", "1. Pas 1"),
        ("T\n\n1. A\n2. B\n3. C\n\nEt après ?", "steps", "Et après"),
        ("T\n\n1. A\n2. B\n3. C\n> Non.", "steps", "> Non"),
        ("T\n\n2. A\n3. B\n4. C", "steps", "2. A"),
        ("T\n\n1. A\n3. B\n2. C", "steps", "3. B"),
        ("T\n\n1. A\n2. B\n3. A", "option.2", "3. A"),
        ("T\n\n1. A\n2.  \n3. C", "option.1", "2.  "),
        ("1. A\n2. B\n3. C", "statement", "1. A"),
        ("T {{ x }}\n\n1. A\n2. B\n3. C", "statement", "T"),
        ("T\n\n1. A {{ x }}\n2. B\n3. C", "option.1", "1. A"),
        ("T\n\n1. A\n2. B\n3. C\n\n> [!MISTAKE x]\n> x", "text", "MISTAKE"),
    ],
)
def test_refuses_a_list_that_cannot_be_put_in_order(prose: str, field: str, piece: str) -> None:
    text = f"points: 1\n---\n{prose}"
    assert (line_of(text, piece), field) in [(f.line, f.field) for f in faults("order", text)]


def test_every_fault_is_told_at_once() -> None:
    text = "point: 1\ntries: -1\n---\nT {{ x }}\n\n1. A\n3. B\n2. A"
    assert [(fault.field, fault.line) for fault in faults("order", text)] == [
        ("point", 11),
        ("tries", 12),
        ("statement", 14),
        ("steps", 17),
        ("option.2", 18),
        ("steps", 18),
    ]


def test_steps_may_all_be_numbered_one() -> None:
    found = order("points: 1\n---\nT\n\n1. C\n1. B\n1. A")
    assert [found.texts[f"option.{number}"] for number in found.right] == ["C", "B", "A"]
