"""What a lesson reads of earlier answers: only what comes before it, and has such a value."""

from __future__ import annotations

import pytest

from school.curriculum.lint import check, given_to
from school.curriculum.problems import Problem
from school.curriculum.reader import examine
from tests.curriculum.test_fil import PROGRAMME_WITH_FIL
from tests.curriculum.texts import FILES, LESSON, MEDIA, OBJECTIFS, ROI, TODAY

READS = (
    "sources: []\nreads:\n  taux: {exercise: roi-micro, value: value, default: 40, within: 1..200}"
)
SUITE = "01-essentiel/02-objectifs.md"
READER = OBJECTIFS.replace("sources: []", READS)
EXERCISE = """
```exercise numeric encore
answer: fil.budget / taux
decimals: 4
---
Budget {{ fil.budget | eur }}, taux {{ taux }} : combien ?
```
"""


def files(reader: str, first: str = ROI.replace("requires: [objectifs]", "")) -> dict[str, str]:
    return {**FILES, "programme.md": PROGRAMME_WITH_FIL, LESSON: first, SUITE: reader}


def problems(texts: dict[str, str]) -> list[Problem]:
    findings = examine(texts, MEDIA, TODAY)
    return [*findings.problems, *check(findings)]


def test_a_value_that_is_read_shows_in_the_text_and_counts_in_exercises() -> None:
    assert problems(files(READER + "Vous disiez {{ taux }} %." + EXERCISE)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Vous disiez { taux } %.", "{ taux } is not a slot"),
        ("Chez { fil.marque | text }.", "{ fil.marque | text } is not a slot"),
        ("Vous disiez {{ taux | text }}.", "“text” is not a format"),
        ("Vous disiez {{ tau }}.", "there is no number “tau”"),
        ("Chez {{ fil.marque | mot }}.", "“mot” is not a format"),
        ("Panier {{ fil.panier | text }}.", "“fil.panier” is a number, not a word"),
    ],
)
def test_a_slot_of_the_text_is_held_to_what_the_lesson_gives(text: str, what: str) -> None:
    found = problems(files(READER + text))
    assert [(problem.what, problem.line) for problem in found] == [(what, 14)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("exercise: roi-micro", "exercise: roi-macro", "there is no exercise “roi-macro”"),
        ("value: value", "value: cost", "“cost” is not a value of roi-micro, which is a numeric"),
        ("default: 40", "default: 40.5", "is not one of the values of within:"),
        ("within: 1..200", "within: [40, 50]", "is not a range"),
        ("reads:", "scenario: {taux: 1..9}\nreads:", "is already a number"),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, said: str) -> None:
    found = problems(files(READER.replace(old, new)))
    assert said in [problem.what for problem in found]
    assert all(6 < problem.line < 14 for problem in found)


def test_only_what_comes_before_is_read() -> None:
    reads = ROI.replace("requires: [objectifs]", "").replace(
        "scenario:", READS.partition("\n")[2].replace("roi-micro", "encore") + "\nscenario:"
    )
    texts = files(OBJECTIFS + EXERCISE.replace("taux", "fil.panier"), reads)
    (problem,) = problems(texts)
    assert problem.what == "“encore” is not in an earlier lesson"


def test_the_check_tries_every_brand_and_the_ends_of_what_may_be_read() -> None:
    texts = files(READER.replace("1..200", "0..200") + EXERCISE)
    (problem,) = problems(texts)
    assert problem.field == "answer"
    assert "taux = 0" in problem.what
    findings = examine(files(READER + EXERCISE), MEDIA, TODAY)
    (lesson,) = (each for each in findings.lessons if each.id == "objectifs")
    given = given_to(lesson.exercises[0], lesson, findings.programme.fil)
    assert {9000} < {numbers["fil.budget"] for numbers in given}
    assert {40, 1, 200} <= {numbers["taux"] for numbers in given}
    assert all(numbers.keys() == {"fil.budget", "taux"} for numbers in given)


def test_what_no_brand_has_is_told_once() -> None:
    (problem,) = problems(
        files(READER + EXERCISE.replace("fil.budget / taux", "fil.budjet / taux"))
    )
    assert (problem.field, problem.remedy) == ("answer", "write fil.budget")
    (problem,) = problems(files(READER + EXERCISE.replace("fil.budget / taux", "fil.ville / taux")))
    assert problem.what == "“fil.ville” is a word, not a number"


def test_an_exercise_is_given_only_what_it_names() -> None:
    findings = examine(files(READER + EXERCISE.replace("taux", "fil.panier")), MEDIA, TODAY)
    (lesson,) = (each for each in findings.lessons if each.id == "objectifs")
    assert lesson.exercises[0].variables() == {"fil.budget", "fil.panier", "answer"}
