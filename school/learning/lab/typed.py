"""Figures in the laboratory's fields: read as people type them, written to be read back."""

from __future__ import annotations

from decimal import Decimal

from school.exercises.contract import AnswerError
from school.exercises.figures import read_figure, write_figure
from school.learning.lab.field import Field

PLAIN = ""
"""No language: the one way to write that addresses hold and that every language reads alike."""


def read(field: Field, text: str, locale: str) -> float | None:
    """The figure that was typed, in the model's unit; None for an optional field left empty.

    Of two readings, the one that the field can take counts. Raises AnswerError: `out-of-range`,
    `not-whole`, or those of `read_figure`.
    """
    if field.optional and not text.strip():
        return None
    try:
        return _accepted(field, read_figure(text, locale, field.unit, field.name).value)
    except AnswerError as error:
        possible = [each for each in error.readings if _is_possible(field, each, locale)]
        if len(possible) != 1:
            raise
        return read(field, possible[0], locale)


def _is_possible(field: Field, reading: str, locale: str) -> bool:
    try:
        _accepted(field, read_figure(reading, locale).value)
    except AnswerError:
        return False
    return True


def _accepted(field: Field, typed: Decimal) -> float:
    value = typed / 100 if field.unit == "%" else typed
    if not Decimal(repr(field.low)) <= value <= Decimal(repr(field.high)):
        raise AnswerError("out-of-range", field.name)
    if not field.whole:
        return float(value)
    if value != value.to_integral_value():
        raise AnswerError("not-whole", field.name)
    return int(value)


def write(field: Field, value: float | None, locale: str = PLAIN) -> str:
    """A figure as it is typed, without its unit; empty when there is none.

    Thousands are spaces in French alone: English commas would be asked back.
    """
    if value is None:
        return ""
    exact = Decimal(repr(value)) * (100 if field.unit == "%" else 1)
    whole, _, decimals = f"{exact:f}".partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == 3:  # could be taken for thousands
        decimals += "0"
    if locale[:2] == "fr":
        whole = write_figure(Decimal(whole), "", locale)
    point = "," if locale[:2] == "fr" else "."
    return whole + (point + decimals if decimals else "")
