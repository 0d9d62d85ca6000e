"""Intervals are those of the library, whole days long, and never random."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.learning.review.memory import Grade, Memory, reviewed
from tests.factories import NOW

DAY = dt.timedelta(days=1)
HISTORIES = st.lists(st.tuples(st.sampled_from(Grade), st.integers(0, 60 * 24 * 90)), min_size=1)


def after(history: Sequence[tuple[Grade, int]]) -> Memory:
    """The memory after grades, each some minutes after the last."""
    memory, at = None, NOW
    for grade, minutes in history:
        at += dt.timedelta(minutes=minutes)
        memory = reviewed(memory, grade, at)
    assert memory is not None
    return memory


@given(HISTORIES)
def test_a_history_has_the_intervals_of_the_library(history: list[tuple[Grade, int]]) -> None:
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, at = fsrs.Card(card_id=1, due=NOW), NOW
    for grade, minutes in history:
        at += dt.timedelta(minutes=minutes)
        card, _ = scheduler.review_card(card, fsrs.Rating(grade.value), at)
    assert card.state is fsrs.State.Review
    expected = (card.stability, card.difficulty, card.due, card.last_review)
    found = after(history)
    assert (found.stability, found.difficulty, found.due, found.last_review) == expected


@pytest.mark.parametrize(
    ("grades", "days"),
    [
        ([Grade.AGAIN], [1]),
        ([Grade.HARD], [1]),
        ([Grade.GOOD, Grade.GOOD, Grade.GOOD, Grade.GOOD], [2, 11, 46, 163]),
        ([Grade.GOOD, Grade.GOOD, Grade.AGAIN, Grade.GOOD], [2, 11, 2, 5]),
        ([Grade.AGAIN, Grade.GOOD, Grade.GOOD], [1, 2, 6]),
    ],
)
def test_answers_on_the_day_space_out_and_lapses_bring_back(
    grades: list[Grade], days: list[int]
) -> None:
    memory, at, found = None, NOW, []
    for grade in grades:
        memory = reviewed(memory, grade, at)
        found.append((memory.due - at) // DAY)
        at = memory.due
    assert found == days


@given(HISTORIES)
def test_the_same_history_gives_the_same_memory_and_a_day_at_least(
    history: list[tuple[Grade, int]],
) -> None:
    memory = after(history)
    assert memory == after(history)
    assert memory.due >= memory.last_review + DAY


@given(HISTORIES, st.sampled_from(Grade), st.integers(1, 60))
def test_a_clock_that_went_back_counts_as_no_time_passed(
    history: list[tuple[Grade, int]], grade: Grade, minutes: int
) -> None:
    memory = after(history)
    back = reviewed(memory, grade, memory.last_review - dt.timedelta(minutes=minutes))
    assert back == reviewed(memory, grade, memory.last_review)
