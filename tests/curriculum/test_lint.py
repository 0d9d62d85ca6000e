"""What only rendering and sampled numbers show."""

from __future__ import annotations

from pathlib import Path

import pytest

from school.curriculum.lint import check_folder
from tests.curriculum.texts import FILES, LESSON, ROI, changed, line_of


def problems_of(tmp_path: Path, lesson: str) -> list[tuple[int, str]]:
    """Line and field of each problem of the small curriculum with this first lesson."""
    for name, text in {**FILES, LESSON: lesson, "media/courbe.svg": "<svg/>"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = check_folder(tmp_path)
    assert {problem.file for problem in found} <= {LESSON}
    return [(problem.line, problem.field) for problem in found]


def test_a_right_folder_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, ROI) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "field"),
    [
        ("La suite.", "Voir [plus haut](#mesurer).", "plus haut", "link"),
        ("Exprimez-le", "Exprimez-le [ici](#mesurer)", "Exprimez-le", "link"),
        ("La suite.", 'La "suite.', "suite.", "text"),
        ("Exprimez-le", 'Exprimez-le "', "Exprimez-le", "text"),
        (
            "fraction: roi(marge, cout)",
            "fraction: roi(marge, cout) * 100",
            "mistakes:",
            "mistakes.fraction",
        ),
        ("roi(marge, cout) * 100", "roi(marge, budget - budget)", "answer:", "answer"),
    ],
)
def test_what_reading_cannot_see_is_found_on_its_line(
    tmp_path: Path, old: str, new: str, where: str, field: str
) -> None:
    lesson = changed((old, new))
    assert problems_of(tmp_path, lesson) == [(line_of(lesson, where), field)]


def test_links_to_the_headings_of_the_page_are_right(tmp_path: Path) -> None:
    assert problems_of(tmp_path, changed(("La suite.", '[Haut](#partie-mesurer "Le haut").'))) == []


def test_an_exercise_written_twice_is_told_once(tmp_path: Path) -> None:
    fence = ROI[ROI.index("```exercise") : ROI.index("La suite.")]
    lesson = changed(("La suite.", fence))
    assert problems_of(tmp_path, lesson) == [(line_of(ROI, "La suite."), "id")]


def test_problems_of_reading_and_of_rendering_come_together(tmp_path: Path) -> None:
    lesson = changed(("minutes: 45", "minutes: 0"), ("La suite.", "[" * 50_000))
    assert problems_of(tmp_path, lesson) == [(1, "text"), (4, "minutes")]


SIMULATOR = """\
```exercise simulator reglage
inputs: {prix: {from: 0, to: 10, step: 1, start: 5}}
outputs: {reste: {formula: prix * 2}}
goals:
  - {id: trop, measure: reste, at_least: 21, points: 1}
---
Réglez.

> [!INPUT prix]
> Prix

> [!OUTPUT reste]
> Reste

> [!GOAL trop]
> Trop
```

La suite."""


@pytest.mark.parametrize(
    ("old", "new", "where", "field"),
    [
        ("Réglez.", "Réglez {{ prise }}.", "Réglez", "statement"),
        ("> [!GOAL trop]\n> Trop\n", "", "id: trop", "goals.0"),
        ("> [!INPUT prix]\n> Prix\n", "", "inputs:", "inputs.prix"),
    ],
)
def test_a_goal_out_of_reach_is_told_though_the_prose_is_at_fault(
    tmp_path: Path, old: str, new: str, where: str, field: str
) -> None:
    lesson = changed(("La suite.", SIMULATOR.replace(old, new)))
    found = problems_of(tmp_path, lesson)
    assert (line_of(lesson, where), field) in found
    assert found.count((line_of(lesson, "id: trop"), "goals.0")) == 1 + (field == "goals.0")


EASY = """\
```exercise simulator reglage
params: {cible: 1..3}
inputs: {prix: {from: 0, to: 10, step: 1, start: 0}}
outputs: {double: {formula: prix * 2}}
goals:
  - {id: assez, measure: double, at_least: cible, points: 1}
---
Réglez.

> [!INPUT prix]
> Prix

> [!OUTPUT double]
> Double

> [!GOAL assez]
> Assez
```

La suite."""


def test_an_exercise_that_chance_passes_is_refused_once_nothing_else_is_wrong(
    tmp_path: Path,
) -> None:
    lesson = changed(("La suite.", EASY))
    at = line_of(lesson, "exercise simulator")
    assert problems_of(tmp_path, lesson) == [(at, "pass")]
    wrong = lesson.replace("minutes: 45", "minutes: 0")
    assert problems_of(tmp_path, wrong) == [(line_of(wrong, "minutes"), "minutes")]
