"""`numeric`: what is typed is read, marked, and explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.campaign.metrics import roas, roi
from school.exercises.contract import AnswerError, Mark
from school.exercises.formula import FormulaUndefined
from school.exercises.kinds.numeric import NumericExercise, NumericVariant
from tests.exercises.fences import exercise, faults, line_of, seeds

ROI = """
params: {cout: 800..2400 step 100, ventes: 60..160, panier: [35, 49, 59], taux: [0.4, 0.5, 0.55]}
let: {ca: ventes * panier, marge: ca * taux}
answer: roi(marge, cout) * 100
unit: "%"
decimals: 1
tolerance: {rel: 1%, abs: 0.5}
partial: [{within: 5%, score: 0.5}, {within: 10%, score: 0.2}]
mistakes:
  roas-pour-roi: roas(ca, cout) * 100
  ca-pour-marge: roi(ca, cout) * 100
  fraction: answer / 100
points: 2
tries: 0
pass: 80%
skills: [roi]
---
Coût {{ cout | eur }}, {{ ventes }} ventes, panier {{ panier | eur }}, marge {{ taux | pct }}.

> [!HINT]
> Partez de la marge.

> [!MISTAKE roas-pour-roi]
> C'est le ROAS : {{ answer | number }} était attendu.

> [!MISTAKE ca-pour-marge]
> Appliquez le taux de marge.

> [!MISTAKE fraction]
> En pourcentage.

> [!SOLUTION]
> Marge {{ marge | eur }} : {{ answer | number }} %
"""


def numeric(text: str) -> NumericExercise:
    found = exercise("numeric", text)
    assert isinstance(found, NumericExercise)
    return found


def variant_of(text: str, **numbers: float) -> NumericVariant:
    """The variant with these numbers, rather than those of a seed."""
    found = numeric(text)
    return NumericVariant(found, numbers, found.spec.work(numbers))


def mark(variant: NumericVariant, typed: str) -> Mark:
    return variant.mark(variant.read({"answer": [typed]}, "fr"))


def test_reads_what_the_author_wrote() -> None:
    found = numeric(ROI)
    assert (found.id, found.kind, found.line) == ("essai", "numeric", 10)
    settings = found.settings
    assert (settings.points, settings.tries, settings.pass_score) == (2.0, 0, 0.8)
    assert (settings.required, settings.graded, settings.skills) == (True, True, ("roi",))
    assert found.public == {"statement", "hint.1"}
    assert found.texts["mistake.fraction"] == "En pourcentage."
    assert found.text_lines["hint.1"] == line_of(ROI, "Partez de la marge")
    assert found.variables() == {"cout", "ventes", "panier", "taux", "ca", "marge", "answer"}


def test_two_students_get_different_numbers_and_each_keeps_theirs() -> None:
    found = numeric(ROI)
    drawn = [found.draw(seed).numbers for seed in seeds(30)]
    assert len({tuple(numbers.values()) for numbers in drawn}) > 25
    assert drawn == [found.draw(seed).numbers for seed in seeds(30)]


def test_the_question_shows_the_numbers_of_public_texts_and_nothing_else() -> None:
    question = numeric(ROI).draw(b"x").question()
    assert question.values.keys() == {"cout", "ventes", "panier", "taux"}
    assert question.widget == {"unit": "%", "decimals": 1}


REFERENCE = {"cout": 1000.0, "ventes": 100.0, "panier": 50.0, "taux": 0.5}
RIGHT = roi(2500.0, 1000.0) * 100


@pytest.mark.parametrize(
    ("typed", "score", "mistake", "verdict"),
    [
        ("150", 1.0, None, "right"),
        ("150,0 %", 1.0, None, "right"),
        ("151,5", 1.0, None, "right"),
        ("148,5", 1.0, None, "right"),
        ("151,6", 0.5, None, "near"),
        ("157,5", 0.5, None, "near"),
        ("164", 0.2, None, "near"),
        ("500", 0.0, "roas-pour-roi", "mistake"),
        ("400", 0.0, "ca-pour-marge", "mistake"),
        ("1,5", 0.0, "fraction", "mistake"),
        ("−150", 0.0, None, "wrong"),
        ("0", 0.0, None, "wrong"),
    ],
)
def test_marks_right_then_mistakes_then_near(
    typed: str, score: float, mistake: str | None, verdict: str
) -> None:
    assert pytest.approx(150) == RIGHT
    assert roas(5000.0, 1000.0) * 100 == 500
    found = mark(variant_of(ROI, **REFERENCE), typed)
    assert (found.score, found.mistake) == (score, mistake)
    assert found.details == {"verdict": verdict}
    assert found.feedback == ((f"mistake.{mistake}",) if mistake else ())


def test_a_mistake_close_to_right_keeps_partial_credit() -> None:
    head = "answer: 100\npartial: [{within: 10%, score: 0.5}]\nmistakes: {a: 95}"
    text = head + "\n---\nT\n\n> [!MISTAKE a]\n> M"
    found = mark(variant_of(text), "95")
    assert (found.score, found.mistake) == (0.5, "a")


def test_the_first_mistake_in_order_is_named() -> None:
    text = (
        "answer: 10\nmistakes: {b: 20, a: 20}\n---\nT\n\n> [!MISTAKE a]\n> A\n\n> [!MISTAKE b]\n> B"
    )
    assert mark(variant_of(text), "20").mistake == "b"


def test_without_tolerance_the_answer_is_what_rounds_to_it() -> None:
    variant = variant_of("answer: 2 / 3\ndecimals: 2\n---\nT")
    assert mark(variant, "0,67").score == 1
    assert mark(variant, "0,66").score == 0
    assert mark(variant, "0,666666").score == 1


def test_the_edge_of_the_tolerance_is_right_in_spite_of_binary_dust() -> None:
    variant = variant_of("answer: 0.1 + 0.2\ntolerance: {abs: 0.1}\n---\nT")
    assert mark(variant, "0,4").score == 1
    assert mark(variant, "0,2").score == 1
    assert mark(variant, "0,41").score == 0


def test_says_back_how_the_answer_was_read() -> None:
    answer = variant_of(ROI, **REFERENCE).read({"answer": ["1 234,50 %"]}, "fr")
    assert answer.echo == "1\u202f234,5\u202f%"
    assert answer.typed == {"answer": "1 234,50 %"}
    assert answer.read == {"answer": 1234.5}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "empty"),
        ({"answer": []}, "empty"),
        ({"answer": [""]}, "empty"),
        ({"answer": ["1", "1"]}, "not-an-option"),
        ({"answer": ["1,234"]}, "ambiguous"),
        ({"answer": ["12 €"]}, "wrong-unit"),
        ({"answer": ["x" * 10_000_000]}, "too-long"),
        ({"reponse": ["12"]}, "empty"),
    ],
)
def test_asks_again_what_cannot_be_read(form: dict[str, list[str]], code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        variant_of(ROI, **REFERENCE).read(form, "fr")
    assert (caught.value.code, caught.value.field) == (code, "answer")


def test_the_solution_fills_every_text() -> None:
    solution = variant_of(ROI, **REFERENCE).solution()
    assert solution.values == {**REFERENCE, "ca": 5000, "marge": 2500, "answer": 150}
    assert solution.details == {"answer": 150.0, "unit": "%"}


def test_the_scenario_of_the_lesson_gives_numbers() -> None:
    text = "answer: budget / 2\n---\nBudget {{ budget | eur }}"
    found = exercise("numeric", text, frozenset({"budget"}))
    variant = found.draw(b"x", {"budget": 100})
    assert variant.question().values == {"budget": 100}
    assert variant.numbers == {"budget": 100}
    assert variant.mark(variant.read({"answer": ["50"]}, "fr")).score == 1


def test_numbers_that_do_not_work_are_drawn_again() -> None:
    found = numeric(
        "params: {a: 0..3}\nanswer: 6 / a\nmistakes: {m: a + 1}"
        "\n---\n{{ a }}\n\n> [!MISTAKE m]\n> M"
    )
    drawn = {found.draw(seed).numbers["a"] for seed in seeds(60)}
    assert drawn == {1, 3}  # 0 has no answer, and 2 makes the mistake right


def test_an_exercise_without_any_answer_cannot_be_drawn() -> None:
    with pytest.raises(FormulaUndefined):
        numeric("answer: 1 / 0\n---\nT").draw(b"x")


@given(st.floats(-1e9, 1e9), st.integers(0, 6), st.floats(0, 0.2), st.floats(0, 100))
def test_the_answer_rounded_as_asked_is_always_right(
    right: float, decimals: int, rel: float, margin: float
) -> None:
    tolerance = f"{{rel: {rel!r}, abs: {margin!r}}}"
    variant = variant_of(f"answer: {right!r}\ndecimals: {decimals}\ntolerance: {tolerance}\n---\nT")
    shown = variant.solution().details["answer"]
    answer = variant.read({"answer": [f"{shown:.6f}"]}, "fr")
    assert variant.mark(answer).score == 1


# What sampled variants show.


def check(text: str, count: int = 40) -> list[tuple[int, str]]:
    return [(fault.line, fault.field) for fault in numeric(text).check(seeds(count))]


def test_a_sound_exercise_has_no_fault() -> None:
    assert check(ROI) == []


MISTAKE = "\n---\n{{ a }}\n\n> [!MISTAKE m]\n> M"


@pytest.mark.parametrize(
    ("head", "field", "piece"),
    [
        # Undefined: in a corner that no draw is sure to meet, and in a let.
        ("params: {a: 0..1000}\nanswer: 1 / a\n---\n{{ a }}", "answer", "answer"),
        ("params: {a: 0..1000}\nlet:\n  b: 1 / a\nanswer: b\n---\n{{ a }}", "let.b", "b: 1"),
        ("params: {a: [700, 800]}\nanswer: exp(a)\n---\n{{ a }}", "answer", "answer"),
        # A mistake that is right, always or often.
        ("params: {a: 1..9}\nanswer: 2 * a\nmistakes:\n  m: a + a" + MISTAKE, "mistakes.m", "m: a"),
        (
            "params: {a: 1..9}\nanswer: a\ntolerance: {abs: 3}\nmistakes:\n  m: a + 2" + MISTAKE,
            "mistakes.m",
            "m: a",
        ),
        ("params: {a: 1..4}\nanswer: 2 * a\nmistakes:\n  m: a * a" + MISTAKE, "mistakes.m", "m: a"),
        # The answer is not right once rounded as asked.
        (
            "params: {a: 1..9}\nanswer: a / 7\ndecimals: 0\ntolerance: {abs: 0.01}\n---\n{{ a }}",
            "tolerance",
            "tolerance",
        ),
        # The numbers as shown give another answer.
        (
            "params: {a: [0.12345, 0.23456]}\nanswer: a * 1000000\ndecimals: 0\n---\n{{ a | pct }}",
            "answer",
            "answer",
        ),
        (
            "params: {a: 1..9}\nlet: {b: a / 7}\nanswer: b * 1000\ndecimals: 0\n---\n{{ b | int }}",
            "answer",
            "answer",
        ),
        # The statement shows the answer.
        ("params: {a: 1..9}\nlet: {b: a * 2}\nanswer: b\n---\n{{ b }}", "answer", "answer"),
        (
            "params: {a: 1..9}\nlet: {b: a / 100}\nanswer: b * 100\n---\n{{ b | pct }}",
            "answer",
            "answer",
        ),
    ],
)
def test_samples_show_what_would_trouble_students(head: str, field: str, piece: str) -> None:
    assert check(head) == [(line_of(head, piece), field)]


def test_a_mistake_hidden_by_one_before_it_is_a_fault_with_an_example() -> None:
    text = (
        "params: {a: 1..9}\nanswer: 100\nmistakes: {m: a, n: 2 * a / 2}\n---\n{{ a }}\n"
        "\n> [!MISTAKE m]\n> M\n\n> [!MISTAKE n]\n> N"
    )
    (fault,) = numeric(text).check(seeds(20))
    assert fault.field == "mistakes.n"
    assert "the mistake m" in fault.what
    assert "a = " in fault.what


def test_a_rare_meeting_is_no_fault_since_it_is_drawn_again() -> None:
    assert check("params: {a: 1..200}\nanswer: 2 * a\nmistakes: {m: a * a}" + MISTAKE, 200) == []


def test_finding_a_figure_among_those_shown_is_an_exercise() -> None:
    assert check("params: {a: 1..9, b: 10..20}\nanswer: a\n---\n{{ a }} {{ b }}") == []


# What cannot be read.


def test_reports_every_fault_at_once_each_on_its_line() -> None:
    text = """
params:
  cout: 2400..800
  ventes: 60..160
let: {marge: ventes * panierr}
answer: roii(marge, cout)
decimales: 1
decimals: beaucoup
tolerance: {rel: 200%}
tries: -1
mistakes:
  a: vente * 2
  b: 3
---
Coût {{ cout | euro }}, {{ vente }}, {{ answer }}.

> [!MISTAKE a]
> A

> [!MISTAKE c]
> C

> [!SOLUTON]
> S
"""
    found = {(fault.line, fault.field): fault.remedy for fault in faults("numeric", text)}
    expected = {
        ("cout: 2400", "params.cout"): "write 800..2400",
        ("let:", "let.marge"): None,
        ("answer:", "answer"): "write roi",
        ("decimales", "decimales"): "write decimals",
        ("decimals: b", "decimals"): "write digits alone, such as 10",
        ("tolerance", "tolerance.rel"): "write 1 or less",
        ("tries", "tries"): "write 0 or more",
        ("a: vente", "mistakes.a"): "write ventes",
        ("b: 3", "mistakes.b"): None,
        ("MISTAKE c", "mistake.c"): None,
        ("SOLUTON", "text"): "write SOLUTION",
    }
    for (piece, field), remedy in expected.items():
        assert (line_of(text, piece), field) in found
        assert remedy in (None, found[line_of(text, piece), field])
    statement = [f for f in faults("numeric", text) if f.field == "statement"]
    assert [fault.remedy for fault in statement] == [
        "write eur",
        "write ventes",
        "leave it to the solution",
    ]
    assert {fault.line for fault in statement} == {line_of(text, "Coût")}
    assert len(found) == len(expected) + 1


@pytest.mark.parametrize(
    ("text", "field", "remedy"),
    [
        ("decimals: 1\n---\nT", "answer", "add answer: and the formula of the figure"),
        ("answer: 1\nparams: {roi moyen: 1}\n---\nT", "params.roi moyen", None),
        (
            "answer: cout\nparams: {coût: 1}\n---\nT {{ cout }}",
            "params.coût",
            "use letters without accents and _: cout",
        ),
        ("answer: b\nlet: {b: c, c: 1}\n---\nT", "let.b", "move c before it"),
        ("answer: a\nparms: {a: 1}\n---\nT {{ a }}", "parms", "write params"),
        ("answer: a\nparams: [a, b]\n---\nT {{ a }}", "params", None),
        ("answer: a\nparams: {a: 1}\n---\nT { a | eur }", "statement", "write {{ a | eur }}"),
        ("answer: 1\nparams: {answer: 1}\n---\nT", "params.answer", "choose another name"),
        ("answer: 1\nparams: {a: 1}\nlet: {a: 2}\n---\nT", "let.a", "choose another name"),
        ("answer: 1\nlet: {a: b, b: 1}\n---\nT", "let.a", None),
        ("answer: true\n---\nT", "answer", "write a number, a name or a calculation"),
        ("answer: [1]\n---\nT", "answer", "write a number, a name or a calculation"),
        ("answer: 1\ngraded: oui\n---\nT", "graded", "write true or false"),
        ("answer: 1\nrequired: 1\n---\nT", "required", "write true or false"),
        ("answer: 1\npoints: 0\n---\nT", "points", "write a number above 0"),
        ("answer: 1\npass: 1.2\n---\nT", "pass", "write 1.2% or 0.012"),
        (
            "answer: 1\nskills: roi\n---\nT",
            "skills",
            "write [item, item], or each on a line of its own after - and a space",
        ),
        (
            "answer: 1\nparams: 3\n---\nT",
            "params",
            "write name: value, on a line of its own or in { }",
        ),
        ("answer: 1\ntolerance: 1%\n---\nT", "tolerance", "write {rel: …, abs: …}"),
        ("answer: 1\ntolerance: {rel: 5}\n---\nT", "tolerance.rel", "write 5% or 0.05"),
        (
            "answer: 1\ntolerance: {rel: 1}\n---\nT",
            "tolerance.rel",
            "write a part, such as 1% or 0.01",
        ),
        (
            "answer: 1\npartial: {within: 5%, score: 0.5}\n---\nT",
            "partial",
            "write [{within: …, score: …}], or each on a line of its own after - and a space",
        ),
        ("answer: 1\ntolerance: {relatif: 1%}\n---\nT", "tolerance.relatif", "write rel"),
        ("answer: 1\npartial: [{within: 5%}]\n---\nT", "partial.0.score", None),
        ("answer: 1\npartial: [{within: 5%, score: 1}]\n---\nT", "partial.0.score", None),
        ("answer: 1\nmistakes: {Faux: 1}\n---\nT\n\n> [!MISTAKE Faux]\n> x", "mistakes.Faux", None),
        ("answer: 1\nunit: 12\n---\nT", "unit", "put it between quotes"),
        ("answer: 1\n---\n", "statement", "write what the student reads"),
        ("answer: 1\n---\nT {{ answer }}", "statement", "leave it to the solution"),
        ("answer: 1\n---\nT\n\n> [!HINT]\n> {{ answer }}", "hint.1", "leave it to the solution"),
    ],
)
def test_says_what_to_write_instead(text: str, field: str, remedy: str | None) -> None:
    (fault,) = faults("numeric", text)
    assert fault.field == field
    assert remedy in (None, fault.remedy)


def test_an_item_at_fault_hides_no_fault_of_its_neighbours() -> None:
    text = (
        "params: {a: 1.., b: 2}\nanswer: a + b\nmistakes: {m: 1 +, n: c, o: a}\n---\nT\n"
        "\n> [!MISTAKE m]\n> M\n\n> [!MISTAKE n]\n> N\n\n> [!MISTAKE o]\n> O"
    )
    found = [fault.field for fault in faults("numeric", text)]
    assert found == ["params.a", "mistakes.m", "mistakes.n"]


def test_a_param_may_not_hide_a_number_of_the_scenario() -> None:
    (fault,) = faults("numeric", "params: {b: 1}\nanswer: b\n---\nT", frozenset({"b"}))
    assert (fault.field, fault.line) == ("params.b", 11)


def test_an_exercise_is_equal_to_itself_read_again() -> None:
    assert numeric(ROI) == numeric(ROI)
    assert replace(numeric(ROI), line=3) != numeric(ROI)
