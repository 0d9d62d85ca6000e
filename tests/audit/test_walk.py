"""Whatever is done to the stored lines of the audit log is found, and the very line is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.audit import chain
from school.audit.walk import WITHDRAWN, Fault, Line, Point, Walk
from tests.factories import NOW

Lines = list[Line]


def log(count: int = 8, withdrawn: Sequence[int] = ()) -> Lines:
    """Lines as `record` writes them; the last one withdraws the details of some."""
    lines: Lines = []
    for number in range(1, count + 1):
        last = number == count and withdrawn
        action = WITHDRAWN if last else f"cohort.{number}"
        details = chain.details_text(None, {"lines": withdrawn} if last else {"name": "Zoé"})
        at = NOW + dt.timedelta(seconds=number)
        deed = chain.Deed(number, at, number % 3 or None, action, "cohort", "1")
        digest = chain.details_digest(details)
        before = lines[-1].digest if lines else chain.START
        kept = None if number in withdrawn else details
        lines.append(Line(deed, kept, digest, chain.line_digest(before, deed, digest)))
    return lines


def end_of(lines: Lines) -> Point:
    return Point(lines[-1].deed.number, lines[-1].digest)


def walk(lines: Lines, end: Point | None, noted: Point | None = None) -> list[Fault]:
    walk = Walk(noted)
    for line in sorted(lines, key=lambda line: line.deed.number):
        walk.take(line, end.number if end else line.deed.number)
    return walk.finish(end)


def numbers(faults: Sequence[Fault]) -> list[int]:
    return [fault.number for fault in faults]


def rewritten(line: Line, before: Line) -> Line:
    """A line whose digest was made again after it was altered."""
    return replace(line, digest=chain.line_digest(before.digest, line.deed, line.details_digest))


def with_deed(line: Line, **changes: object) -> Line:
    return replace(line, deed=replace(line.deed, **changes))  # type: ignore[arg-type]  # any column


def test_what_was_written_is_whole() -> None:
    lines = log(withdrawn=[2, 5])
    assert walk(lines, end_of(lines), noted=Point(4, lines[3].digest)) == []
    assert walk([], Point(0, chain.START)) == []


ALTERED: dict[str, Callable[[Line], Line]] = {
    "at": lambda line: with_deed(line, at=line.deed.at + dt.timedelta(microseconds=1)),
    "actor_id": lambda line: with_deed(line, actor_id=7),
    "action": lambda line: with_deed(line, action="cohort.archived"),
    "subject_kind": lambda line: with_deed(line, subject_kind="person"),
    "subject_id": lambda line: with_deed(line, subject_id="2"),
    "details": lambda line: replace(line, details=f"{line.details} "),
    "details removed": lambda line: replace(line, details=None),
    "details_digest": lambda line: replace(line, details_digest=bytes(32)),
    "digest": lambda line: replace(line, digest=bytes(32)),
}


@given(st.sampled_from(sorted(ALTERED)), st.integers(0, 6))
def test_an_altered_line_is_named_and_no_other(what: str, place: int) -> None:
    lines = log()
    end, noted = end_of(lines), Point(8, lines[7].digest)
    lines[place] = ALTERED[what](lines[place])
    assert set(numbers(walk(lines, end, noted))) == {place + 1}


@given(st.integers(0, 7))
def test_an_altered_line_with_a_new_digest_breaks_the_next(place: int) -> None:
    lines = log()
    end = end_of(lines)
    altered = ALTERED["action"](lines[place])
    before = lines[place - 1].digest if place else chain.START
    digest = chain.line_digest(before, altered.deed, altered.details_digest)
    lines[place] = replace(altered, digest=digest)
    assert numbers(walk(lines, end)) == [min(place + 2, 8)]


@given(st.integers(0, 7))
def test_a_missing_line_is_named(place: int) -> None:
    lines = log()
    end = end_of(lines)
    del lines[place]
    assert walk(lines, end) == [Fault(place + 1, "missing")]


@given(st.integers(1, 8), st.integers(1, 8))
def test_lines_that_changed_places_are_named(one: int, other: int) -> None:
    lines = log()
    end = end_of(lines)
    lines[one - 1] = with_deed(lines[one - 1], number=other)
    lines[other - 1] = with_deed(lines[other - 1], number=one) if one != other else lines[one - 1]
    found = walk(lines, end)
    expected = {} if one == other else {one: other, other: one}
    moved = {f.number: f.what for f in found if "written as" in f.what}
    assert moved == {k: f"moved: it was written as line {v}" for k, v in expected.items()}
    assert {f.number for f in found} <= {one, other}


def test_a_line_added_beyond_the_end_is_named() -> None:
    lines = log()
    end = end_of(lines[:7])
    assert numbers(walk(lines, end)) == [8]
    assert numbers(walk([*lines[:7], with_deed(lines[7], number=0)], end)) == [0]


def test_a_line_put_beyond_the_end_is_known_again() -> None:
    lines = log()
    end = end_of(lines)
    lines[4] = with_deed(lines[4], number=99)
    assert walk(lines, end) == [
        Fault(5, "missing"),
        Fault(99, "added: the log goes from line 1 to line 8"),
        Fault(99, "moved: it was written as line 5"),
    ]


def test_a_tail_that_was_cut_is_found_by_the_head() -> None:
    lines = log()
    assert [str(f) for f in walk(lines[:5], end_of(lines))] == [
        "line 6: missing, with all up to line 8"
    ]


@pytest.mark.parametrize(
    "end", [None, Point(8, bytes(32)), Point(7, bytes(32)), Point(9, bytes(32))]
)
def test_a_head_that_was_altered_is_found(end: Point | None) -> None:
    assert walk(log(), end) != []


def test_a_log_rewritten_to_its_end_is_found_by_what_was_noted() -> None:
    lines = log()
    noted = end_of(lines)
    lines[3] = ALTERED["action"](lines[3])
    for place in range(3, 8):
        lines[place] = rewritten(lines[place], lines[place - 1])
    assert walk(lines, end_of(lines)) == []
    assert numbers(walk(lines, end_of(lines), noted)) == [8]
    assert numbers(walk(lines[:6], end_of(lines[:6]), noted)) == [8]


def test_details_may_only_be_withdrawn_by_a_later_line() -> None:
    lines = log(withdrawn=[2])
    lines[2] = replace(lines[2], details=None)
    assert walk(lines, end_of(lines)) == [
        Fault(3, "its details were removed, and no later line says so")
    ]
    hostile = log()
    lie = with_deed(hostile[0], action=WITHDRAWN)
    details = chain.details_text(None, {"lines": [5, "6", None]})
    digest = chain.details_digest(details)
    lie = Line(lie.deed, details, digest, chain.line_digest(chain.START, lie.deed, digest))
    assert 5 in numbers(walk([lie, *hostile[1:4], replace(hostile[4], details=None)], None))
