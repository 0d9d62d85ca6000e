"""Controls that are fractions in the model and per cent on the page.

The page posts `percent.remise=15` where the exercise reads `input.remise=0.15`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from school.exercises.contract import Form

MODEL = "input."
PAGE = "percent."
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_TYPED = re.compile(r"\s*(-?[0-9]{1,12}(?:[.,][0-9]{1,12})?)\s*%?\s*")
SUFFIXES = {"pct": "%", "eur": "€", "eur0": "€"}


@dataclass(frozen=True)
class Dial:
    """A control as the page draws it: its field, its bounds and step, its unit, where it stands."""

    field: str
    first: str
    last: str
    step: str
    suffix: str
    value: str


def dial(control: Mapping[str, Any], form: Form) -> Dial:
    """The control of a simulator, where the form puts it or else at its start."""
    model = MODEL + control["id"]
    scaled = control["format"] == "pct"
    posted = form.get(model)
    value = posted[0] if posted else str(control["start"])
    first, last, step = (str(control[name]) for name in ("from", "to", "step"))
    if scaled:
        value, first, last, step = (_times(each, 100) for each in (value, first, last, step))
    field = PAGE + control["id"] if scaled else model
    return Dial(field, first, last, step, SUFFIXES.get(control["format"], ""), value)


def to_model(form: Form) -> Form:
    """A posted form with its per cent turned to fractions, be they posted `35` or typed `35 %`.

    What is no number is left as it is.
    """
    return {
        MODEL + name.removeprefix(PAGE) if name.startswith(PAGE) else name: (
            [_fraction(value) for value in values] if name.startswith(PAGE) else values
        )
        for name, values in form.items()
    }


def _fraction(typed: str) -> str:
    found = _TYPED.fullmatch(typed)
    return _times(found[1].replace(",", "."), Decimal("0.01")) if found else typed


def _times(text: str, factor: Decimal | int) -> str:
    if not _NUMBER.fullmatch(text.strip()):
        return text
    product = Decimal(text.strip()) * factor
    whole = product.to_integral_value()
    return f"{whole if product == whole else product.normalize():f}"
