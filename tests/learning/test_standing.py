from __future__ import annotations

import datetime as dt
import uuid

import pytest

from school.learning.standing import UNTRIED, Standing, Tried


def tried(draw: int, number: int, *, closed: bool, score: float = 0.0) -> Tried:
    return Tried(
        id=1,
        exercise_id="ca",
        revision_id=1,
        draw=draw,
        number=number,
        numbers={},
        typed={},
        read={},
        echo="",
        score=score,
        passed=score >= 0.6,
        closed=closed,
        mistake=None,
        feedback=(),
        details={},
        handed_in=False,
        client_key=uuid.uuid4(),
        at=dt.datetime(2026, 11, 24, 14, 2, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize(
    ("last", "open_draw", "shown_draw", "next_number"),
    [
        (None, 1, 1, 1),
        (tried(1, 1, closed=False), 1, 1, 2),
        (tried(1, 3, closed=True), 2, 1, 1),
        (tried(2, 2, closed=False), 2, 2, 3),
    ],
)
def test_which_draw_and_try_may_come(
    last: Tried | None, open_draw: int, shown_draw: int, next_number: int
) -> None:
    standing = Standing(last)
    assert standing.open_draw == open_draw
    assert standing.shown_draw == shown_draw
    assert standing.next_number() == next_number


def test_the_best_score_counts_and_a_pass_stays() -> None:
    standing = UNTRIED.after(tried(1, 1, closed=True, score=0.8))
    standing = standing.after(tried(2, 1, closed=False, score=0.2))
    assert (standing.summary.attempts, standing.summary.best_score) == (2, 0.8)
    assert standing.summary.passed
    assert standing.last is not None
    assert standing.last.draw == 2
