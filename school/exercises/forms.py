"""Taking fields out of a posted form, whatever was posted."""

from __future__ import annotations

from school.exercises.contract import AnswerError, Form
from school.exercises.figures import MAX_TYPED


def only(form: Form, field: str, most: int = MAX_TYPED) -> str:
    """The one value of a field, of so many characters at most.

    Raises AnswerError: `empty` without a value, `not-an-option` with several, `too-long`.
    """
    values = form.get(field, ())
    if not values:
        raise AnswerError("empty", field)
    if len(values) > 1:
        raise AnswerError("not-an-option", field)
    if len(values[0]) > most:
        raise AnswerError("too-long", field)
    return values[0]


def among(form: Form, field: str, options: list[str]) -> list[str]:
    """The ticked options of a field, in their own order. Raises AnswerError `not-an-option`."""
    values = form.get(field, ())
    if len(values) > len(options) or not set(values) <= set(options):
        raise AnswerError("not-an-option", field)
    return [option for option in options if option in values]
