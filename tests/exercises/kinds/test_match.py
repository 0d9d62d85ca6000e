"""`match`: definitions in an order drawn for each student, marked by the share of pairs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.exercises.contract import AnswerError, Form
from school.exercises.kinds.match import MatchExercise, MatchVariant
from school.exercises.pairs import cells
from tests.exercises.fences import exercise, faults, line_of, seeds

THREE = """
points: 2
---
Reliez.

| Indicateur | Ce qu'il mesure |
| --- | :---: |
| CPM | Mille vues |
| CPC | Un clic |
| PPC | Un clic |
|  | Rien du tout |

> [!SOLUTION] Canari
"""
TEXTS = {"CPM": "Mille vues", "CPC": "Un clic", "PPC": "Un clic"}


def match(text: str = THREE) -> MatchExercise:
    found = exercise("match", text)
    assert isinstance(found, MatchExercise)
    return found


def form(variant: MatchVariant, chosen: Mapping[str, str]) -> dict[str, list[str]]:
    """The form of a student who gives these terms these definitions."""
    texts = variant.exercise.texts
    widget = variant.question().widget
    terms = {texts[f"option.term.{n}"]: n for n in widget["terms"]}
    numbers = {texts[f"option.definition.{n}"]: n for n in widget["definitions"]}
    return {f"term.{terms[term]}": [str(numbers[text])] for term, text in chosen.items()}


def score(**changed: str) -> float:
    variant = match().draw(b"x")
    return variant.mark(variant.read(form(variant, TEXTS | changed), "fr")).score


def test_takes_the_table_out_of_the_statement() -> None:
    found = match()
    assert found.texts == {
        "statement": "Reliez.",
        "solution": "Canari",
        "option.column.1": "Indicateur",
        "option.column.2": "Ce qu'il mesure",
        "option.term.1": "CPM",
        "option.term.2": "CPC",
        "option.term.3": "PPC",
        "option.definition.1": "Mille vues",
        "option.definition.2": "Rien du tout",
        "option.definition.3": "Un clic",
    }
    assert found.text_lines["option.definition.2"] == line_of(THREE, "Rien")
    assert found.public == found.texts.keys() - {"solution"}


def test_what_is_posted_does_not_follow_the_table() -> None:
    """Definitions are numbered as the alphabet goes, whatever terms they stand beside."""
    table = "points: 1\n---\nT\n\n| A | B |\n|---|---|\n| x | {} |\n| y | {} |\n| z | {} |"
    one, other = match(table.format("u", "v", "w")), match(table.format("w", "u", "v"))
    assert one.texts == other.texts
    assert one.draw(b"x").question() == other.draw(b"x").question()


def test_the_order_is_drawn_for_each_student_and_stays() -> None:
    orders = [match().draw(seed).order for seed in seeds(60)]
    assert {tuple(sorted(order)) for order in orders} == {(1, 2, 3)}
    assert len(set(orders)) == 6
    assert orders == [match().draw(seed).order for seed in seeds(60)]


@pytest.mark.parametrize(
    ("changed", "share"),
    [
        ({}, 1.0),
        ({"CPM": "Un clic"}, 2 / 3),
        ({"CPM": "Rien du tout", "CPC": "Mille vues"}, 1 / 3),
        ({"CPM": "Un clic", "CPC": "Mille vues", "PPC": "Mille vues"}, 0.0),
    ],
)
def test_marks_by_the_share_of_pairs(changed: Mapping[str, str], share: float) -> None:
    assert score(**changed) == pytest.approx(share)


def test_a_mark_tells_how_many_pairs_and_not_which() -> None:
    variant = match().draw(b"x")
    mark = variant.mark(variant.read(form(variant, TEXTS | {"CPM": "Un clic"}), "fr"))
    assert (mark.details, mark.feedback) == ({"good": 2, "pairs": 3}, ())
    assert variant.solution().details == {"right": [1, 3, 3]}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ([], "empty"),
        ([""], "empty"),
        (["1", "2"], "not-an-option"),
        (["0"], "not-an-option"),
        (["4"], "not-an-option"),
        (["1.0"], "not-an-option"),
        ([" 1"], "not-an-option"),
        (["１"], "not-an-option"),
        (["\ud800"], "not-an-option"),
        (["1" * 10_000_000], "too-long"),
    ],
)
def test_asks_again_a_term_without_a_definition(typed: list[str], code: str) -> None:
    variant = match().draw(b"x")
    with pytest.raises(AnswerError) as caught:
        variant.read(form(variant, TEXTS) | {"term.2": typed}, "fr")
    assert (caught.value.code, caught.value.field) == (code, "term.2")


@given(
    form=st.dictionaries(
        st.sampled_from(["term.0", "term.1", "term.2", "term.3", "term.4"]),
        st.lists(st.one_of(st.sampled_from("01234"), st.text()), max_size=2),
    )
)
@settings(deadline=None)
def test_whatever_is_posted_is_marked_or_asked_again(form: Form) -> None:
    variant = match().draw(b"x")
    try:
        answer = variant.read(form, "fr")
    except AnswerError:
        return
    mark = variant.mark(answer)
    assert 0 <= mark.score <= 1
    assert (mark.score == 1) == (answer.read["chosen"] == [1, 3, 3])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("| a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("|  | b |", ["", "b"]),
        ("| a |", ["a"]),
        ("| a | b | c |", ["a", "b", "c"]),
        ("| `a|b` | \\| |", ["`a|b`", "\\|"]),
        ("| {{ a | eur }} | b |", ["{{ a | eur }}", "b"]),
        ("| {{ a | b |", ["{{ a", "b"]),
        ("| ` | \\\\ |", ["`", "\\\\"]),
    ],
)
def test_a_bar_in_code_or_in_a_slot_is_part_of_its_cell(line: str, found: list[str]) -> None:
    assert cells(line) == found


@given(line=st.text(st.sampled_from("|`\\{} a"), max_size=40))
def test_any_row_has_cells(line: str) -> None:
    assert cells(line)


def test_cells_may_show_the_scenario() -> None:
    text = "points: 1\n---\nT\n\n| A | B |\n|---|---|\n| x | {{ b | eur }} |\n| y | z |"
    variant = exercise("match", text, frozenset({"b", "autre"})).draw(b"x", {"b": 5, "autre": 1})
    assert variant.question().values == {"b": 5}


TABLE = "T\n\n| A | B |\n| --- | --- |\n"


@pytest.mark.parametrize(
    ("prose", "field", "piece"),
    [
        ("Sans table", "pairs", "Sans table"),
        (TABLE + "| x | u |\n| y | v |\n\nEt après ?", "pairs", "Et après"),
        ("T\n\n| A | B |\n| x | u |\n| y | v |", "pairs", "| y"),
        ("T\n\n| A | B | C |\n|---|---|---|\n| x | u | w |\n| y | v | w |", "pairs", "| y"),
        ("T\n\n```\n| A | B |\n|---|---|\n| x | u |\n```", "pairs", "```"),
        (TABLE + "| x | u |", "pairs", "| A"),
        (TABLE + "| x | u |\n| y | u |", "pairs", "| A"),
        (TABLE + "\n".join(f"| {n}x | u{n} |" for n in range(13)), "pairs", "| A"),
        (TABLE + "| x | u |\n| y | v | w |\n| z | w |", "pairs", "| y"),
        (TABLE + "| x | u |\n| y | v |\n| x | w |", "pairs", "| x | w"),
        (TABLE + "| x | u |\n| y | v |\n|  | u |", "pairs", "|  | u"),
        (TABLE + "| x | u |\n| y |  |", "option.definition.1", "| y"),
        ("T\n\n| A |  |\n|---|---|\n| x | u |\n| y | v |", "option.column.2", "| A"),
        ("| A | B |\n|---|---|\n| x | u |\n| y | v |", "statement", "| A"),
        (TABLE + "| x | u {{ z }} |\n| y | v |", "option.definition.1", "| x"),
    ],
)
def test_refuses_a_table_that_pairs_nothing(prose: str, field: str, piece: str) -> None:
    text = f"points: 1\n---\n{prose}"
    lines = text.split("\n")
    line = 11 + max(n for n, each in enumerate(lines) if piece in each)
    assert (line, field) in [(f.line, f.field) for f in faults("match", text)]


def test_every_fault_is_told_at_once() -> None:
    text = f"points: 0\npas: 1\n---\n{TABLE}| x | u |\n| x | v | w |\n| x |  |\n| y | {{{{ z }}}} |"
    assert [(fault.field, fault.line) for fault in faults("match", text)] == [
        ("points", 11),
        ("pas", 12),
        ("pairs", 19),
        ("option.definition.1", 20),
        ("pairs", 20),
        ("option.definition.3", 21),
    ]
