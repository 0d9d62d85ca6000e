"""Sampled numbers: what a check looks at, and how a draw avoids numbers that do not work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from school.exercises.contract import Fault, Head, Numbers
from school.exercises.draw import Param, draw
from school.exercises.formula import Formula, FormulaUndefined

MAX_CORNERS = 64
MAX_REDRAWS = 50

SEARCHED = 15
"""Variants of a trial in which the best answer is searched, about, where that takes a while."""


def redraws(params: Mapping[str, Param], seed: bytes) -> Iterator[dict[str, float]]:
    """The numbers of a seed, then those drawn instead when the first ones do not work."""
    for _ in range(MAX_REDRAWS):
        yield draw(params, seed)
        seed = hashlib.sha256(seed).digest()


def samples(
    params: Mapping[str, Param], seeds: Sequence[bytes], given: Numbers
) -> list[dict[str, float]]:
    """The first draw of each seed, then extremes of the parameters, where divisions fail."""
    drawn = [draw(params, seed) for seed in seeds]
    extremes = product(*(param.extremes() for param in params.values()))
    corners = [dict(zip(params, corner, strict=True)) for corner in islice(extremes, MAX_CORNERS)]
    return [{**given, **numbers} for numbers in drawn + corners]


def undefined(
    lets: Mapping[str, Formula], others: Mapping[str, Formula], numbers: Numbers
) -> tuple[str, str] | None:
    """The path of the first formula that has no value for these numbers, and why.

    `others` are the formulas that use the lets, by path.
    """
    values = dict(numbers)
    path = ""
    try:
        for name, formula in lets.items():
            path = f"let.{name}"
            values[name] = formula.evaluate(values)
        for path, formula in others.items():  # noqa: B007 - the path is told when one fails
            formula.evaluate(values)
    except FormulaUndefined as error:
        return path, f"has no value when {told(numbers)}: {error}"
    return None


def told(numbers: Numbers) -> str:
    """Sample numbers as an author reads them: `cout = 800, ventes = 60`."""
    return ", ".join(f"{name} = {value:.6g}" for name, value in numbers.items()) or "all draws"


class Findings:
    """The faults of a check, each kept once, with the numbers of its first example."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._faults: dict[tuple[str, str], Fault] = {}

    def note(self, path: str, what: str, remedy: str) -> None:
        """Keep a fault, unless the same field already has one with the same remedy."""
        fault = Fault(self._head.line_of(path), path, what, remedy)
        self._faults.setdefault((path, remedy), fault)

    def faults(self) -> list[Fault]:
        """The faults found, in order of the file."""
        return sorted(self._faults.values(), key=lambda fault: (fault.line, fault.field))
