"""Taking fields out of a posted form, whatever was posted."""

from __future__ import annotations

from school.exercises.contract import AnswerError, Form


def only(form: Form, field: str) -> str:
    """The one value of a field. Raises AnswerError: `empty`, or `not-an-option` if repeated."""
    values = form.get(field, ())
    if not values:
        raise AnswerError("empty", field)
    if len(values) > 1:
        raise AnswerError("not-an-option", field)
    return values[0]
