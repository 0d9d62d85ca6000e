"""`assignment`: a text that a person marks, by a rubric that every student sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.contract import Answer, AnswerError
from school.exercises.files import FileRule
from school.exercises.kinds.assignment import LONGEST, AssignmentExercise
from school.exercises.rubric import Rubric
from tests.exercises.fences import FIRST_LINE, exercise, faults, line_of

TEXT = """
words: 150..400
points: 5
---
Présentez votre campagne à une marque.

> [!RUBRIC]
> | Critère | À revoir (0) | Correct (1,5) | Réussi (2.5 points) |
> | --- | --- | --- | --- |
> | Objectif | Aucun | Sans date | Chiffré \\| daté |
> | Budget | Absent | En gros | Ligne à ligne |

> [!HINT]
> Commencez par l'objectif.

> [!SOLUTION]
> Un bon plan tient en une page.
"""


def assignment(text: str = TEXT) -> AssignmentExercise:
    found = exercise("assignment", text)
    assert isinstance(found, AssignmentExercise)
    return found


def read(*typed: str) -> Answer:
    return assignment().draw(b"x").read({"text": typed}, "fr")


def test_the_rubric_is_shown_and_the_model_answer_is_not() -> None:
    found = assignment()
    assert found.public == {"statement", "rubric", "hint.1"}
    assert found.rubric == Rubric(("Objectif", "Budget"), (0, 1.5, 2.5))
    assert found.draw(b"x").question().widget == {"words": (150, 400), "longest": LONGEST}


def test_what_is_handed_in_waits_for_a_person_and_for_no_number_of_tries() -> None:
    mark = assignment().draw(b"x").mark(read("Voici : mon plan, l'essentiel."))
    assert mark.handed_in
    assert mark.details == {"words": 4}
    assert assignment().settings.tries == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Un\r\n\r\ndeux\t3 \r\n", "Un\n\ndeux\t3"),
        ("copié\x0b d'ail\x00leurs\ud800", "copié d'ailleurs"),
        ("**gras** <b>", "**gras** <b>"),
        ("a" * LONGEST, "a" * LONGEST),
        ("a\r\n" * (LONGEST // 2), ("a\n" * (LONGEST // 2)).strip()),
    ],
)
def test_a_text_is_kept_as_written(typed: str, kept: str) -> None:
    assert read(typed) == Answer({"text": kept, "file": []}, {"text": kept, "files": []})


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ([], "empty"),
        ([""], "empty"),
        ([" \r\n\t\x00"], "empty"),
        (["a", "b"], "not-an-option"),
        (["a" * (LONGEST + 1)], "too-long"),
    ],
)
def test_what_is_no_text_is_asked_again(typed: list[str], code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read(*typed)
    assert (caught.value.code, caught.value.field) == (code, "text")


FILES = TEXT.replace("words: 150..400", "files: 1..2\ntypes: [pdf, jpg]\nmax_mb: 2")


def test_files_stand_beside_the_text_or_in_its_place() -> None:
    found = assignment(FILES)
    assert found.files() == FileRule(1, 2, ["pdf", "jpg"], 2 * 1024 * 1024)
    assert assignment().files() is None
    answer = found.draw(b"x").read({"file": ["7.12.Mon plan.PDF", "8.3.a.jpeg"]}, "fr")
    assert answer.read["files"] == [
        {"id": 7, "bytes": 12, "name": "Mon plan.PDF"},
        {"id": 8, "bytes": 3, "name": "a.jpeg"},
    ]
    assert found.draw(b"x").read(answer.typed, "fr") == answer


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["1.2.a.pdf"] * 3, "too-many"),
        (["1.2.a.pdf"] * 2, "not-an-option"),
        (["1.2.a.exe"], "not-an-option"),
        (["0.2.a.pdf"], "not-an-option"),
        (["1.2.../a.pdf"], "not-an-option"),
        (["a.pdf"], "not-an-option"),
        ([], "missing"),
    ],
)
def test_asks_again_for_files_that_are_not_those_expected(values: list[str], code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        assignment(FILES).draw(b"x").read({"text": ["a"], "file": values}, "fr")
    assert (caught.value.code, caught.value.field) == (code, "file")


@given(st.text(max_size=200))
def test_whatever_is_handed_in_can_be_handed_in_again_as_it_was_kept(typed: str) -> None:
    try:
        once = read(typed)
    except AnswerError:
        return
    assert read(once.read["text"].replace("\n", "\r\n")) == once


@pytest.mark.parametrize(
    ("old", "new", "piece", "field"),
    [
        ("words: 150..400", "words: 150", "words", "words"),
        ("words: 150..400", "words: 400..150", "words", "words"),
        ("words: 150..400", "words: 0..2501", "words", "words"),
        ("words: 150..400", "words: [1, 2]", "words", "words"),
        ("words: 150..400", "tries: 2", "tries", "tries"),
        ("words: 150..400", "files: 3", "files", "files"),
        ("words: 150..400", "files: 0..0", "files", "files"),
        ("words: 150..400", "files: 1..6", "files", "files"),
        ("words: 150..400", "types: [pdf]", "types", "types"),
        ("words: 150..400", "max_mb: 2", "max_mb", "max_mb"),
        ("words: 150..400", "files: 0..1\ntypes: [exe]", "types", "types.0"),
        ("words: 150..400", "files: 0..1\nmax_mb: 11", "max_mb", "max_mb"),
        ("points: 5", "points: 4", "points", "points"),
        ("> | --- | --- | --- | --- |\n", "", "Critère", "rubric"),
        ("À revoir (0)", "À revoir", "Critère", "rubric"),
        ("À revoir (0)", "À revoir (2)", "Critère", "rubric"),
        (" Correct (1,5) |", "", "Critère", "rubric"),
        (" Absent |", " |", "Budget", "rubric"),
        (" Absent |", "", "Budget", "rubric"),
        ("| Budget", "| Objectif", "| Objectif | Absent", "rubric"),
        ("> | Budget", ">\n> Puis\n> | Budget", "Puis", "rubric"),
        ("[!RUBRIC]", "[!RUBRIC total]", "RUBRIC", "text"),
        ("Présentez", "{{ x }}", "{{ x }}", "statement"),
    ],
)
def test_refuses_what_could_not_be_marked(old: str, new: str, piece: str, field: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    assert (line_of(text, piece), field) in [(f.line, f.field) for f in faults("assignment", text)]


def test_refuses_a_rubric_out_of_bounds() -> None:
    levels = "".join(f" N ({points}) |" for points in range(7))
    wide = f"points: 6\n---\nT\n\n> [!RUBRIC]\n> | C |{levels}\n> |{' - |' * 8}\n"
    wide += f"> | A |{' x |' * 7}"
    long = "points: 13\n---\nT\n\n> [!RUBRIC]\n> | C | N (0) | M (1) |\n> | - | - | - |\n"
    long += "\n".join(f"> | {number} | x | y |" for number in range(13))
    for text, what in ((wide, "has 7 level(s)"), (long, "has 13 criteria")):
        assert [(fault.field, fault.what) for fault in faults("assignment", text)] == [
            ("rubric", what)
        ]


def test_an_assignment_without_a_rubric_is_told_how_one_is_written() -> None:
    (fault,) = faults("assignment", "points: 5\n---\nÉcrivez.")
    assert (fault.line, fault.field, fault.what) == (FIRST_LINE, "rubric", "is missing")
    assert "> [!RUBRIC]" in fault.remedy


def test_every_fault_is_told_at_once() -> None:
    text = TEXT.replace("150..400", "beaucoup").replace(" Aucun |", " |").replace("(0)", "")
    found = [(fault.line, fault.field) for fault in faults("assignment", text)]
    assert found == [
        (line_of(text, "words"), "words"),
        (line_of(text, "Critère"), "rubric"),
        (line_of(text, "| Objectif"), "rubric"),
    ]
