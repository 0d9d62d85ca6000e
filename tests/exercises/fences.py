"""Exercises from the text of their fence, as an author writes it."""

from __future__ import annotations

import pytest

from school.curriculum import yaml
from school.exercises.contract import Exercise, ExerciseError, Fault, Head
from school.exercises.registry import parse

FIRST_LINE = 10
"""The file's line of the fence, so that its head begins at line 11."""


def exercise(kind: str, text: str, given: frozenset[str] = frozenset()) -> Exercise:
    """The exercise of a fence's inside: head, a line ---, prose."""
    head, _, prose = (text.strip("\n") + "\n").partition("\n---\n")
    loaded = yaml.load(head + "\n", FIRST_LINE + 1)
    assert not loaded.faults, loaded.faults
    return parse(
        Head(kind, "essai", FIRST_LINE, loaded.values, loaded.lines),
        prose,
        FIRST_LINE + head.count("\n") + 3,
        given,
    )


def faults(kind: str, text: str, given: frozenset[str] = frozenset()) -> list[Fault]:
    """Every fault of a fence that cannot be read."""
    with pytest.raises(ExerciseError) as caught:
        exercise(kind, text, given)
    return list(caught.value.faults)


def line_of(text: str, piece: str) -> int:
    """The file's line of a piece of a fence's inside."""
    lines = text.strip("\n").split("\n")
    return FIRST_LINE + 1 + next(n for n, line in enumerate(lines) if piece in line)


def seeds(count: int) -> list[bytes]:
    """So many different seeds, always the same."""
    return [f"seed {number}".encode() for number in range(count)]
