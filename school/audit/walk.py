"""Reading the audit log from its first line to its end, to tell whether it is what was written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from school.audit import chain
from school.audit.chain import Deed

WITHDRAWN = "details.withdrawn"
"""The action of a line that names those whose details were withdrawn."""

MOST_MOVED = 30
"""Lines in doubt among which those that were moved are looked for; more are told as altered."""


@dataclass(frozen=True)
class Line:
    """A line as it is stored."""

    deed: Deed
    details: str | None
    details_digest: bytes
    digest: bytes


@dataclass(frozen=True)
class Point:
    """A place in the log and the digest that stands there: all before it hangs on it."""

    number: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.number}:{self.digest.hex()}"


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong with a line."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.what}"


@dataclass(frozen=True)
class _Doubt:
    """A line that does not follow from any of the digests that may stand before it.

    None stand there after a gap.
    """

    line: Line
    before: tuple[bytes, ...]


@dataclass
class Walk:
    """A walk along the log. Give it each line in the order of their numbers, then the end."""

    noted: Point | None = None
    last: Point = Point(0, chain.START)
    _faults: list[Fault] = field(default_factory=list)
    _doubts: list[_Doubt] = field(default_factory=list)
    _gaps: list[tuple[Point, int]] = field(default_factory=list)
    _without_details: set[int] = field(default_factory=set)
    _before: tuple[bytes, ...] = (chain.START,)
    _met: bool = False

    def take(self, line: Line, end: int) -> None:
        """Read the next line; `end` is the number at which the log ends, as far as is known."""
        number = line.deed.number
        if not 1 <= number <= end:
            self._fault(number, f"added: the log goes from line 1 to line {end}")
            self._doubts.append(_Doubt(line, ()))
            return
        if number > self.last.number + 1:
            self._gap(number - 1)
        self._check_chain(line)
        self._check_details(line)
        self.last = Point(number, line.digest)
        self._compare(self.last)

    def finish(self, end: Point | None) -> list[Fault]:
        """Everything that is wrong, in the order of the lines, once the end is reached."""
        if end is None:
            self._fault(self.last.number, "the end of the log is missing from audit_head")
        elif end.number > self.last.number:
            self._gap(end.number)
        elif end.number == self.last.number and end.digest != self.last.digest:
            self._fault(end.number, "audit_head has another digest than this line")
        for number in self._without_details:
            self._fault(number, "its details were removed, and no later line says so")
        if self.noted and not self._met and self.noted != Point(0, chain.START):
            self._fault(self.noted.number, "it was noted, and is not there")
        return sorted([*self._faults, *self._judged()])

    def _fault(self, number: int, what: str) -> None:
        self._faults.append(Fault(number, what))

    def _gap(self, until: int) -> None:
        first = self.last.number + 1
        what = "missing" if first == until else f"missing, with all up to line {until}"
        self._fault(first, what)
        self._gaps.append((self.last, until))
        self._before = ()

    def _check_chain(self, line: Line) -> None:
        made = [chain.line_digest(each, line.deed, line.details_digest) for each in self._before]
        if line.digest in made:
            self._before = (line.digest,)
        else:
            self._doubts.append(_Doubt(line, self._before))
            self._before = (line.digest, *made[:1])

    def _check_details(self, line: Line) -> None:
        if line.details is None:
            self._without_details.add(line.deed.number)
        elif chain.details_digest(line.details) != line.details_digest:
            self._fault(line.deed.number, "its details were altered")
        elif line.deed.action == WITHDRAWN:
            self._without_details -= {n for n in _named(line.details) if n < line.deed.number}

    def _compare(self, point: Point) -> None:
        if self.noted and point.number == self.noted.number:
            self._met = True
            if point != self.noted:
                self._fault(point.number, f"its digest was noted as {self.noted.digest.hex()}")

    def _judged(self) -> Iterator[Fault]:
        """What is to be thought of the lines in doubt: a line that was moved leaves several."""
        few = len(self._doubts) <= MOST_MOVED
        digests, numbers = self._places() if few else ([], [])
        for doubt in self._doubts:
            number = doubt.line.deed.number
            written_as = _number_of(doubt.line, digests, numbers)
            if written_as is None and doubt.before:
                what = f"altered, or line {number - 1} was and its digest with it"
                yield Fault(number, what)
            elif written_as not in (None, number):
                yield Fault(number, f"moved: it was written as line {written_as}")

    def _places(self) -> tuple[list[bytes], list[int]]:
        """The digests that a line in doubt may follow from, and the numbers it may have had."""
        digests = {digest for doubt in self._doubts for digest in doubt.before}
        digests |= {doubt.line.digest for doubt in self._doubts}
        digests |= {point.digest for point, _until in self._gaps}
        numbers = {doubt.line.deed.number for doubt in self._doubts}
        for point, until in self._gaps[:MOST_MOVED]:
            numbers |= set(range(point.number + 1, min(until, point.number + MOST_MOVED) + 1))
        return list(digests), sorted(numbers)


def _number_of(line: Line, digests: Iterable[bytes], numbers: Iterable[int]) -> int | None:
    """The number under which a line was written, if it follows from one of some digests."""
    for number in numbers:
        deed = replace(line.deed, number=number)
        for digest in digests:
            if chain.line_digest(digest, deed, line.details_digest) == line.digest:
                return number
    return None


def _named(details: str) -> Iterable[int]:
    """The lines whose details a line says were withdrawn."""
    try:
        named = json.loads(details)["after"]["lines"]
    except (KeyError, TypeError, ValueError):
        return ()
    return [each for each in named if isinstance(each, int)] if isinstance(named, list) else ()
