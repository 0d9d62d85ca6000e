"""The numbers of one student's variant: parameters drawn from a seed, then what follows from them.

A draw depends on the seed and the parameter's own name and values only: adding, removing or
reordering other parameters changes nothing for a student who already has numbers.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from school.exercises.authoring import AuthoringError, quoted
from school.exercises.contract import Numbers
from school.exercises.figures import round_half_up
from school.exercises.formula import Formula

MAX_LISTED = 1000

_NUMBER = r"-?\d{1,12}(?:\.\d{1,9})?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})(?:\s+step\s+({_NUMBER}))?", re.ASCII)


@dataclass(frozen=True)
class Param:
    """The values that a parameter may take: `count` of them from `first`, or those listed."""

    first: Decimal = Decimal(0)
    step: Decimal = Decimal(0)
    count: int = 1
    listed: tuple[float, ...] = ()

    def value(self, index: int) -> float:
        """The value at an index from 0; whole when it is, and without binary dust."""
        if self.listed:
            return self.listed[index]
        exact = self.first + self.step * index
        return int(exact) if exact == exact.to_integral_value() else float(exact)

    def extremes(self) -> tuple[float, float]:
        """The smallest and the largest value."""
        values = self.listed or (self.value(0), self.value(self.count - 1))
        return min(values), max(values)

    def nearest(self, value: float) -> float | None:
        """The value of a range nearest to another; None when that one is out of its bounds."""
        low, high = self.extremes()
        if not low <= value <= high:
            return None
        steps = (Decimal(repr(value)) - self.first) / self.step
        return self.value(int(round_half_up(steps, 0)))

    def draw(self, seed: bytes, name: str) -> float:
        """The value that this seed gives to the parameter of this name."""
        return self.value(pick(seed, f"param:{name}", self.count))


def pick(seed: bytes, label: str, count: int) -> int:
    """A number from 0 to count − 1, the same for the same seed and label."""
    digest = hmac.digest(seed, label.encode(), hashlib.sha256)
    return int.from_bytes(digest, "big") % count


def draw(params: Mapping[str, Param], seed: bytes) -> dict[str, float]:
    """The value of each parameter for this seed."""
    return {name: param.draw(seed, name) for name, param in params.items()}


def follow(lets: Mapping[str, Formula], numbers: Numbers) -> dict[str, float]:
    """The numbers, and those that formulas compute from them in order. Raises FormulaUndefined."""
    values = dict(numbers)
    for name, formula in lets.items():
        values[name] = formula.evaluate(values)
    return values


def parse_param(raw: object) -> Param:
    """Read `a..b`, `a..b step s`, a list of numbers, or a number. Raises AuthoringError."""
    if isinstance(raw, str):
        return _parse_range(raw)
    written = raw if isinstance(raw, list) else [raw]
    listed = tuple(value for value in written if _is_number(value))
    if not listed or len(listed) < len(written) or len(listed) > MAX_LISTED:
        raise AuthoringError(f"{quoted(raw)} is not numbers", "write a..b, [0.5, 2] or a number")
    return Param(count=len(listed), listed=listed)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12


def _parse_range(raw: str) -> Param:
    match = _RANGE.fullmatch(raw.strip()[:200])
    if match is None:
        raise AuthoringError(
            f"{quoted(raw)} is not a range", "write it like 10..50 or 10..50 step 5"
        )
    first, last = Decimal(match[1]), Decimal(match[2])
    step = Decimal(match[3]) if match[3] else _finest(first, last)
    if step <= 0:
        raise AuthoringError(f"the step of {quoted(raw)} is not above 0", "write a step above 0")
    if last < first:
        raise AuthoringError(f"{quoted(raw)} goes down", f"write {last}..{first}")
    steps, rest = divmod(last - first, step)
    if rest:
        ends = f"{last - rest} or {last - rest + step}"
        raise AuthoringError(f"{quoted(raw)} never reaches {last}", f"end it at {ends}")
    return Param(first, step, int(steps) + 1)


def _finest(first: Decimal, last: Decimal) -> Decimal:
    """The step that the writing implies: 1 for whole numbers, 0.1 for 0.1..0.5."""
    places = max(0, *(-int(bound.as_tuple().exponent) for bound in (first, last)))
    return Decimal(1).scaleb(-places)
