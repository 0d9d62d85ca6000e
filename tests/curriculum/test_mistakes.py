"""Mistakes that have a name across the course, and names that are almost theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.reader import read
from school.exercises.authoring import misspelt
from tests.curriculum.texts import FILES, LESSON, PROGRAMME, TODAY, changed, line_of, problems

NAMED = PROGRAMME.replace(
    "modules:\n", 'mistakes:\n  fraction: "Laisser une fraction : non"\nmodules:\n'
)
WORDS = st.text("abc-", min_size=1, max_size=8)


def test_named_mistakes_are_read_as_french_sentences() -> None:
    found = read({**FILES, "programme.md": NAMED}, None, TODAY)
    assert found.mistakes == {"fraction": "Laisser une fraction\u202f: non"}


def test_a_mistake_of_the_exercise_alone_needs_no_declaration() -> None:
    other = changed(
        ("{fraction: ", "{oubli-de-cent: "), ("MISTAKE fraction", "MISTAKE oubli-de-cent")
    )
    assert problems({**FILES, "programme.md": NAMED, LESSON: other}) == []


@pytest.mark.parametrize("name", ["fractio", "fractions", "fradion", "facion", "fractional"])
def test_a_name_that_is_almost_a_declared_one_is_refused_with_its_remedy(name: str) -> None:
    text = changed(("{fraction: ", f"{{{name}: "), ("MISTAKE fraction", f"MISTAKE {name}"))
    (problem,) = problems({**FILES, "programme.md": NAMED, LESSON: text})
    assert (problem.file, problem.field) == (LESSON, f"mistakes.{name}")
    assert problem.line == line_of(text, f"{{{name}: ")
    assert problem.what == f"“{name}” is almost fraction, a mistake of programme.md"
    assert problem.remedy == "write fraction, or a name less like it"


@pytest.mark.parametrize(
    "written", ['{Fraction: "Une phrase"}', "{fraction: }", "[fraction]", "{fraction: 3}"]
)
def test_a_declaration_that_cannot_be_read_is_told(written: str) -> None:
    programme = PROGRAMME.replace("modules:\n", f"mistakes: {written}\nmodules:\n")
    found = problems({**FILES, "programme.md": programme})
    assert found
    assert all(each.field.startswith("mistakes") and each.remedy for each in found)


@given(WORDS, WORDS, WORDS)
def test_two_letters_added_dropped_or_changed_are_a_misspelling(a: str, b: str, c: str) -> None:
    word = f"{a}{b}{c}"
    assert misspelt(word, [word]) is None
    for other in (f"{a}x{b}{c}", f"{a}x{b}y{c}", f"x{word[1:]}", word[1:]):
        assert misspelt(other, [word]) == word
    assert misspelt(f"xyz{word}", [word]) is None
