"""`choice`: one option, or several, in an order drawn for each student."""

from __future__ import annotations

import pytest

from school.exercises.contract import AnswerError, Mark
from school.exercises.kinds.choice import ChoiceExercise
from tests.exercises.fences import exercise, faults, line_of, seeds

ONE = """
points: 1
---
Quel palier pour 60 000 abonnés ?

- [ ] Nano
  > Moins de 10 000.
- [x] Micro, selon Kolsquare

  sur deux paragraphes.
- [ ] Macro
  > À partir de 100 000,
  > chez la plupart.

> [!HINT]
> Comptez.

> [!SOLUTION]
> Micro.
"""

SEVERAL = """
shuffle: false
---
Lesquels ?

* [x] A
* [X] B
  > Oui.
* [ ] C
  > Non.
* [ ] D
* [ ] E
"""


def choice(text: str) -> ChoiceExercise:
    found = exercise("choice", text)
    assert isinstance(found, ChoiceExercise)
    return found


def mark(text: str, *ticked: str) -> Mark:
    variant = choice(text).draw(b"x")
    return variant.mark(variant.read({"option": ticked}, "fr"))


def test_takes_the_options_out_of_the_statement() -> None:
    found = choice(ONE)
    assert found.texts["statement"] == "Quel palier pour 60 000 abonnés ?"
    assert found.texts["option.2"] == "Micro, selon Kolsquare\n\nsur deux paragraphes."
    assert found.texts["option.3.feedback"] == "À partir de 100 000,\nchez la plupart."
    assert found.text_lines["option.3.feedback"] == line_of(ONE, "À partir de")
    assert found.public == {"statement", "hint.1", "option.1", "option.2", "option.3"}


def test_the_order_is_drawn_for_each_student_and_stays() -> None:
    found = choice(ONE)
    orders = [tuple(found.draw(seed).question().widget["options"]) for seed in seeds(60)]
    assert set(map(frozenset, orders)) == {frozenset({1, 2, 3})}
    assert len(set(orders)) == 6
    assert orders == [tuple(found.draw(seed).question().widget["options"]) for seed in seeds(60)]
    assert choice(SEVERAL).draw(b"x").question().widget["options"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "multiple"),
    [
        (ONE, False),
        (SEVERAL, True),
        ("multiple: true\n---\nT\n\n- [x] A\n- [ ] B", True),
        ("multiple: false\n---\nT\n\n- [x] A\n- [ ] B", False),
    ],
)
def test_several_may_be_ticked_when_several_are_right_or_the_author_says_so(
    text: str, multiple: bool
) -> None:
    assert choice(text).draw(b"x").question().widget["multiple"] is multiple


def test_marks_the_one_right_option() -> None:
    assert mark(ONE, "2") == Mark(1.0, details={"ticked": [{"option": 2, "right": True}]})
    wrong = mark(ONE, "1")
    assert (wrong.score, wrong.feedback) == (0.0, ("option.1.feedback",))


@pytest.mark.parametrize(
    ("ticked", "score"),
    [
        (("1", "2"), 1.0),
        (("1",), 0.5),
        (("1", "3"), 0.5 - 1 / 3),
        (("1", "2", "3"), 1 - 1 / 3),
        (("1", "2", "3", "4", "5"), 0.0),
        (("3",), 0.0),
        (("2", "1", "2"), 1.0),
    ],
)
def test_marks_several_by_shares(ticked: tuple[str, ...], score: float) -> None:
    assert mark(SEVERAL, *ticked).score == pytest.approx(score)


def test_feedback_follows_what_was_ticked() -> None:
    assert mark(SEVERAL, "3", "1", "2").feedback == ("option.2.feedback", "option.3.feedback")


def test_the_solution_tells_the_right_options() -> None:
    assert choice(SEVERAL).draw(b"x").solution().details == {"right": [1, 2]}


@pytest.mark.parametrize(
    ("text", "option", "code"),
    [
        (ONE, [], "empty"),
        (ONE, ["0"], "not-an-option"),
        (ONE, ["4"], "not-an-option"),
        (ONE, ["-1"], "not-an-option"),
        (ONE, ["1.0"], "not-an-option"),
        (ONE, [" 1"], "not-an-option"),
        (ONE, ["１"], "not-an-option"),
        (ONE, ["\ud800"], "not-an-option"),
        (ONE, ["1", "2"], "not-an-option"),
        (ONE, ["2" * 10_000_000], "not-an-option"),
        (SEVERAL, ["1"] * 6, "not-an-option"),
        (SEVERAL, ["1", "x"], "not-an-option"),
    ],
)
def test_asks_again_what_was_not_on_offer(text: str, option: list[str], code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        choice(text).draw(b"x").read({"option": option}, "fr")
    assert (caught.value.code, caught.value.field) == (code, "option")


def test_the_statement_may_show_the_scenario() -> None:
    text = "points: 1\n---\nAvec {{ budget | eur }} ?\n\n- [x] {{ budget | eur0 }}\n- [ ] B"
    variant = exercise("choice", text, frozenset({"budget", "autre"})).draw(
        b"x", {"budget": 9000, "autre": 1}
    )
    assert variant.question().values == {"budget": 9000}
    assert variant.solution().values["budget"] == 9000


@pytest.mark.parametrize(
    ("prose", "field", "piece"),
    [
        ("Sans liste", "options", "Sans liste"),
        ("T\n\n- [x] A\n- [ ] B\n\nEt après ?", "options", "Et après"),
        ("T\n\n- [x] Seule", "options", "Seule"),
        ("T\n\n- [ ] A\n- [ ] B", "options", "- [ ] A"),
        ("T\n\n- [x] A\n  > Oui.\n- [ ] B\n> Non.", "options", "> Non"),
        ("T\n\n- [x] A\n- [ ] B\n\n> [SOLUTION]\n> A", "options", "> [SOL"),
        ("T\n\n- [x ] A\n- [ ] B\n- [ ] C", "statement", "- [x ] A"),
        ("T\n\n- [v] A\n- [ ] B\n- [ ] C", "statement", "- [v] A"),
        ("T\n\n-[x] A\n- [ ] B\n- [ ] C", "statement", "-[x] A"),
        ("T\n\n1. [x] A\n2. [ ] B", "statement", "1. [x] A"),
        ("T\n\n- [x] A\n- [] B", "statement", "- [] B"),
        ("T\n\n  - [ ] A\n  - [x] B", "statement", "- [ ] A"),
        ("T\n\n- [x] A\n- [ ] B\n- [ ] A", "option.3", "- [ ] A"),
        ("T\n\n- [x] A\n- [ ]  \n- [ ] C", "option.2", "- [ ]  "),
        ("- [x] A\n- [ ] B", "statement", "- [x] A"),
        ("T\n\n - [x] A\n\n- [ ] B\n- [x] C", "statement", "- [x] A"),
        ("T\n\n- [ ] B\n- [x] C\n  - [x] D", "option.2", "- [x] D"),
        ("T {{ x }}\n\n- [x] A\n- [ ] B", "statement", "T"),
        ("T\n\n- [x] A\n- [ ] B\n  > {{ x }}", "option.2.feedback", "> {{ x"),
        ("T\n\n- [x] A\n- [ ] B\n\n> [!MISTAKE x]\n> x", "text", "MISTAKE"),
    ],
)
def test_refuses_a_list_that_asks_nothing_or_shows_the_key(
    prose: str, field: str, piece: str
) -> None:
    text = f"points: 1\n---\n{prose}"
    assert (line_of(text, piece), field) in [(f.line, f.field) for f in faults("choice", text)]


def test_several_right_options_are_not_a_single_choice() -> None:
    (fault,) = faults("choice", "multiple: false\n---\nT\n\n- [x] A\n- [x] B\n- [ ] C")
    assert (fault.line, fault.field) == (11, "multiple")


def test_a_list_in_a_block_of_code_is_not_the_options() -> None:
    text = "points: 1\n---\nT\n\n```\n- [x] code\n```\n\n- [ ] A\n- [x] B"
    assert choice(text).texts["statement"] == "T\n\n```\n- [x] code\n```"
