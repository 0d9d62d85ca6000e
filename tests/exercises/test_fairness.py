"""What the scores of made-up students say against an exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from school.exercises.contract import Fault
from school.exercises.fairness import Play, judge, warn
from tests.exercises.fences import exercise

NUMERIC = exercise(
    "numeric",
    """
params: {a: 1..100}
answer: a
mistakes: {double: 2 * a, moitie: a / 2}
---
{{ a }} ?

> [!MISTAKE double]
> Deux fois trop

> [!MISTAKE moitie]
> Deux fois trop peu
""",
)
FREE = exercise("numeric", "graded: false\nanswer: 1\n---\nCombien ?")


def plays(scores: Sequence[float], mistake: str | None = None, **goals: bool) -> list[Play]:
    """A try for each score, with numbers that tell them apart."""
    return [Play({"a": place}, score, mistake, goals) for place, score in enumerate(scores)]


def told(faults: Sequence[Fault]) -> list[tuple[int, str]]:
    return [(fault.line, fault.field) for fault in faults]


SOUND: Mapping[str, list[Play]] = {
    "right": plays([1] * 20),
    "best": plays([0.6] * 20),
    "mistake:double": plays([0] * 20, "double"),
    "random": plays([1] * 8 + [0] * 12),
    "always:one": plays([0.6] * 9 + [0.3] * 11),
    "another": plays([1] * 20),
}


def test_a_sound_exercise_has_neither_faults_nor_warnings() -> None:
    assert judge(NUMERIC, SOUND) == []
    assert warn(NUMERIC, SOUND) == []


@pytest.mark.parametrize(
    ("player", "tries", "where", "said"),
    [
        ("right", plays([1, 1, 0.9]), (10, "exercise"), "earns 0.90 when a = 2"),
        ("best", plays([0.6, 0.59]), (10, "pass"), "earns only 0.59 when a = 1"),
        (
            "mistake:moitie",
            plays([1] + [0] * 9, "moitie"),
            (13, "mistakes.moitie"),
            "for the right",
        ),
        ("mistake:moitie", plays([0] * 9, "double"), (13, "mistakes.moitie"), "the mistake double"),
        ("mistake:moitie", plays([0] * 9), (13, "mistakes.moitie"), "not recognised in 100%"),
        ("random", plays([1] * 13 + [0] * 7), (10, "pass"), "by chance in 65%"),
        ("any", [Play({}, 0, refused="answer: too-long")], (10, "exercise"), "asked again"),
    ],
)
def test_what_keeps_an_exercise_from_being_published(
    player: str, tries: list[Play], where: tuple[int, str], said: str
) -> None:
    found = judge(NUMERIC, {player: tries})
    assert told(found) == [where]
    assert said in found[0].what


def test_a_mistake_that_seldom_collides_is_drawn_again_and_no_fault() -> None:
    tries = [*plays([0] * 39, "double"), *plays([1])]
    assert judge(NUMERIC, {"mistake:double": tries}) == []


@pytest.mark.parametrize(
    ("player", "tries", "field", "said"),
    [
        ("random", plays([1] * 9 + [0] * 11), "pass", "by chance in 45%"),
        ("mistake:double", plays([0.6, 0], "double"), "mistakes.double", "all the same in 50%"),
        ("always:nano", plays([1, 1, 0.5]), "exercise", "always:nano earns every point in 67%"),
        ("always:nano", plays([0.7, 0.7, 0.5]), "exercise", "always:nano passes in 67%"),
        ("always:even", plays([0.7, 0.2, 0.5]), "params", "passes when a = 0, and earns 0.20"),
        ("always:even", plays([0.5, 0.4], portee=True), "goals", "portee is met by everybody"),
        ("always:even", plays([0.5, 0.4], portee=False), "goals", "portee is met by nobody"),
    ],
)
def test_what_an_author_is_warned_of(player: str, tries: list[Play], field: str, said: str) -> None:
    assert judge(NUMERIC, {player: tries}) == []
    (found,) = warn(NUMERIC, {player: tries})
    assert found.field == field
    assert said in found.what


def test_free_play_may_be_as_easy_as_it_likes() -> None:
    easy = {"random": plays([1] * 20), "always:one": plays([1] * 20)}
    assert judge(FREE, easy) == []
    assert warn(FREE, easy) == []
