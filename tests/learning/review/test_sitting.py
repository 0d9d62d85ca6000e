"""What a sitting is made of, and how it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.contract import Exercise
from school.learning.review.rule import subjects
from school.learning.review.sitting import MOST, Item, Sitting, plan, read
from school.learning.standing import Standing
from tests.learning.review.test_rule import exercise
from tests.learning.test_standing import tried

CA = exercise("ca")
OTHERS = [replace(CA, id=f"autre-{number}") for number in range(9)]
IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True).filter(lambda s: len(s) <= 60)
SITTINGS = st.builds(
    lambda items, past: Sitting(min(past, len(items) + 1), tuple(items)),
    st.lists(st.builds(Item, IDS, st.integers(1, 999)), min_size=1, max_size=MOST),
    st.integers(1, MOST + 1),
)


def met(*exercises: Exercise) -> dict[str, list[Exercise]]:
    return {subject: list(exercises) for each in exercises for subject in subjects(each)}


@given(SITTINGS)
def test_an_address_says_all_of_a_sitting(sitting: Sitting) -> None:
    assert read(sitting.written) == sitting
    assert sitting.address == f"/revisions/{sitting.written}"


@pytest.mark.parametrize(
    "written",
    ["", "1", "1/", "0/a.1", "3/a.1", "1/a", "1/a.x", "1/a.1,", "1/A.1", "1/a.1,b", "1/../a.1"],
)
def test_what_is_no_sitting_is_refused(written: str) -> None:
    assert read(written) is None
    assert read("1/" + ",".join(f"a{n}.1" for n in range(MOST + 1))) is None


def test_one_exercise_brings_back_all_that_it_can() -> None:
    sitting = plan(["mistake:somme", "skill:roi"], met(CA), {})
    assert sitting == Sitting(1, (Item("ca", 1),))
    assert plan(["skill:palier"], met(CA), {}) is None


def test_numbers_used_up_come_first_the_oldest_before_then_new_ones_then_open_ones() -> None:
    standings = {
        "autre-0": Standing(replace(tried(4, 1, closed=False), id=1)),
        "autre-1": Standing(replace(tried(2, 1, closed=True), id=9)),
        "autre-2": Standing(replace(tried(7, 1, closed=True), id=5)),
    }
    for chosen, expected in (
        (OTHERS, ("autre-2", 8)),
        ([OTHERS[0], OTHERS[3]], ("autre-3", 1)),
        (OTHERS[:1], ("autre-0", 4)),
    ):
        sitting = plan(["skill:roi"], met(*chosen), standings)
        assert sitting
        assert sitting.items == (Item(*expected),)


def test_a_sitting_is_no_longer_than_ten_minutes() -> None:
    alone = [replace(each, settings=replace(each.settings, skills=(each.id,))) for each in OTHERS]
    due = [f"skill:{each.id}" for each in alone]
    sitting = plan(due, {f"skill:{each.id}": [each] for each in alone}, {})
    assert sitting
    assert [item.exercise_id for item in sitting.items] == [each.id for each in alone[:MOST]]
