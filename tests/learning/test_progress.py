from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.contract import Settings
from school.learning import progress
from school.learning.progress import Event, Share

START = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Timed:
    """A lesson as far as shares know it."""

    id: str
    minutes: int


def at(minute: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("score", "number", "tries", "closed"),
    [
        (1.0, 1, 3, True),
        (1 - 1e-12, 1, 3, True),
        (0.99, 1, 3, False),
        (0.0, 3, 3, True),
        (0.0, 4, 3, True),
        (0.0, 99, 0, False),
        (0.0, 1, 1, True),
    ],
)
def test_a_draw_closes_when_right_or_out_of_tries(
    score: float, number: int, tries: int, closed: bool
) -> None:
    assert progress.closes(score, number, Settings(tries=tries)) is closed


@pytest.mark.parametrize(("score", "passed"), [(0.6, True), (0.6 - 1e-12, True), (0.59, False)])
def test_a_score_passes_from_the_share_asked(score: float, passed: bool) -> None:
    assert progress.passes(score, Settings(pass_score=0.6)) is passed


def test_what_remains_is_the_reading_and_the_exercises_not_passed_in_order() -> None:
    left = progress.remaining(("a", "b", "c"), {"b", "x"}, read=False)
    assert left.exercises == ("a", "c")
    assert left.reading
    assert not left.nothing
    assert progress.remaining(("a",), {"a"}, read=True).nothing


def test_a_lesson_without_required_exercises_is_done_once_read() -> None:
    assert progress.completions([Event(at(1), "l", (), read=True)]) == {"l": at(1)}


def test_a_lesson_is_done_at_the_last_thing_it_needed() -> None:
    events = [
        Event(at(1), "l", ("a", "b"), passed="a"),
        Event(at(2), "l", ("a", "b"), read=True),
        Event(at(3), "l", ("a", "b")),
        Event(at(4), "l", ("a", "b"), passed="b"),
        Event(at(5), "l", ("a", "b"), passed="b"),
    ]
    assert progress.completions(events) == {"l": at(4)}
    assert progress.completions(events[:3]) == {}


def test_once_done_a_lesson_stays_done_when_a_revision_asks_for_more() -> None:
    events = [
        Event(at(1), "l", ("a",), passed="a"),
        Event(at(2), "l", ("a",), read=True),
        Event(at(3), "l", ("a", "new")),
    ]
    assert progress.completions(events) == {"l": at(2)}


def test_an_exercise_passed_where_it_was_before_counts_where_it_went() -> None:
    events = [
        Event(at(1), "old", ("a",), passed="a"),
        Event(at(2), "new", ("a",), read=True),
    ]
    assert progress.completions(events) == {"new": at(2)}


@pytest.mark.parametrize(
    ("passed", "read", "percent"),
    [((), False, 0), (("a",), False, 25), (("a", "b"), True, 75), (("a", "b", "c"), True, 100)],
)
def test_a_lessons_steps_are_its_reading_and_each_required_exercise(
    passed: tuple[str, ...], read: bool, percent: int
) -> None:
    required = ("a", "b", "c")
    share = progress.steps(required, progress.remaining(required, passed, read))
    assert (share.percent, share.complete) == (percent, percent == 100)


def test_a_lesson_done_once_is_whole_whatever_it_asks_now() -> None:
    assert progress.steps(("a", "new"), progress.NOTHING).percent == 100


def test_an_empty_programme_has_a_share_of_nothing() -> None:
    share = progress.minutes([], {})
    assert share == Share(0, 0)
    assert share.percent == 0
    assert not share.complete


@given(
    st.lists(st.tuples(st.integers(1, 240), st.integers(1, 12), st.integers(0, 12)), max_size=30),
)
def test_shares_are_weighted_by_minutes_and_whole_only_when_all_is_done(
    lessons: list[tuple[int, int, int]],
) -> None:
    timed = [Timed(str(number), minutes) for number, (minutes, _, _) in enumerate(lessons)]
    steps = [Share(min(done, total), total) for _, total, done in lessons]
    shares = {str(number): each for number, each in enumerate(steps)}
    share = progress.minutes(timed, shares)  # type: ignore[arg-type]  # only ids and minutes
    exact = math.fsum(t.minutes * shares[t.id].done / shares[t.id].total for t in timed)
    assert share.done == pytest.approx(exact)
    assert 0 <= share.percent <= 100
    everything = all(each.complete for each in shares.values())
    assert (share.percent == 100) == share.complete == (bool(lessons) and everything)


def test_mastery_is_the_mean_of_the_latest_marks_of_each_subject() -> None:
    latest = {"a": 1.0, "b": 0.5, "c": 0.0, "untagged": 1.0}
    subjects = {"a": {"roi"}, "b": {"roi", "palier"}, "c": {"palier"}}
    found = progress.mastery(latest, subjects)
    assert found.keys() == {"roi", "palier"}
    assert (found["roi"].score, found["roi"].exercises) == (0.75, 2)
    assert found["palier"].percent == 25
