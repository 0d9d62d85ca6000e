"""The controls of a simulator: what a student may move, and reading where it was put."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from school.exercises.contract import AnswerError, Form, Json
from school.exercises.figures import FORMATS, read_figure
from school.exercises.forms import only
from school.exercises.schema import FormatName, Schema

MAX_POSITIONS = 10_000

_POSTED = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?", re.ASCII)


class Control(Schema):
    """A control: positions from one bound to the other, a step apart."""

    first: float = Field(alias="from", ge=-1e9, le=1e9)
    last: float = Field(alias="to", ge=-1e9, le=1e9)
    step: float = Field(ge=1e-6)
    start: float
    format: FormatName = "number"

    def public(self) -> Json:
        """What a page needs to draw the control; whole values without decimals."""
        bounds = {"from": self.first, "to": self.last, "step": self.step, "start": self.start}
        whole = {name: int(at) if at.is_integer() else at for name, at in bounds.items()}
        return {**whole, "format": self.format}

    def positions(self) -> int:
        """How many positions the control has."""
        return int((_exact(self.last) - _exact(self.first)) / _exact(self.step)) + 1

    def position(self, index: int) -> float:
        """The value of a position, from 0."""
        return float(_exact(self.first) + _exact(self.step) * index)

    def offers(self, value: Decimal) -> bool:
        """Whether a value within the bounds is one of the positions."""
        return (value - _exact(self.first)) % _exact(self.step) == 0

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies within the bounds."""
        return _exact(self.first) <= value <= _exact(self.last)

    def problems(self) -> Iterator[tuple[str, str]]:
        """What is wrong with the control, and the remedies."""
        start = _exact(self.start)
        if self.format == "pct" and self.step >= 1:
            yield f"moves by {self.step:.0%}", "write fractions: 0.05 for 5 %"
        elif self.last <= self.first:
            yield "goes nowhere", "write a to: above from:"
        elif not self.offers(_exact(self.last)):
            yield f"never reaches {self.last:g} by steps of {self.step:g}", "change to: or step:"
        elif self.positions() > MAX_POSITIONS:
            yield f"has {self.positions()} positions", f"widen step: for {MAX_POSITIONS} at most"
        elif not (self.holds(start) and self.offers(start)):
            yield f"cannot start at {self.start:g}", "write a start: that is one of its positions"

    def read(self, form: Form, field: str, locale: str) -> float:
        """A position as controls post it (`0.35`) or as people write it (`0,35`, `35 %`, `900 €`).

        Raises AnswerError: `out-of-range`, `not-an-option` between two positions, or those of
        `read_figure`.
        """
        text = only(form, field).strip()
        posted = _POSTED.fullmatch(text)
        value = Decimal(text) if posted else self._typed(text, locale, field)
        if not self.holds(value):
            raise AnswerError("out-of-range", field)
        if not self.offers(value):
            raise AnswerError("not-an-option", field)
        return float(value)

    def _typed(self, text: str, locale: str, field: str) -> Decimal:
        shape = FORMATS[self.format]
        value = read_figure(text, locale, shape.unit, field).value
        return value / shape.scale if "%" in text else value


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
