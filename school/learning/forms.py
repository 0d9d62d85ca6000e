"""What an exercise's form posts: the page's own fields, and the answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from school.exercises.contract import Form
from school.learning import percent
from school.learning.change import recall

OWN = frozenset(
    {
        "csrf_token",
        "draw",
        "revision",
        "key",
        "basis",
        "was",
        "save",
        "writer",
        "turn",
        "sitting",
        "do",
    }
)
READING = "reading."
"""Buttons that pick a reading of an ambiguous field: `reading.answer=1234`."""


class FormError(ValueError):
    """A form without the page's own fields: no page of ours sends it."""


@dataclass(frozen=True)
class Posted:
    """A form as posted: which numbers it answers, made on what, in which revision; the answer.

    `was` holds the figures that the page showed before the last move, `save` names the draft that
    it shows, if any.
    """

    draw: int
    revision_id: int
    key: uuid.UUID
    basis: str
    answer: Form
    was: Mapping[str, float]
    save: str = ""


def read(form: MultiDict[str, str]) -> Posted:
    """Sort the fields of an exercise's form. Raises FormError."""
    try:
        key = uuid.UUID(form.get("key", ""))
    except ValueError:
        raise FormError("key") from None
    return Posted(
        draw=_number(form, "draw"),
        revision_id=_number(form, "revision"),
        key=key,
        basis=form.get("basis", ""),
        answer=answer(form),
        was=recall(form.get("was", "")),
        # The button that keeps one text over another names the other, after the form's own field.
        save=["", *form.getlist("save")][-1],
    )


def saved_by(form: MultiDict[str, str]) -> tuple[uuid.UUID, int]:
    """The page that saves a draft, and which of its saves it is. Without a script, a new one."""
    if "writer" not in form:
        return uuid.uuid4(), 0
    try:
        return uuid.UUID(form["writer"]), _number(form, "turn")
    except ValueError:
        raise FormError("writer") from None


def answer(form: MultiDict[str, str]) -> Form:
    """The answer's fields; a reading that was picked stands for what was typed."""
    fields = {name: values for name, values in form.lists() if name not in OWN}
    picked = {name: fields.pop(name) for name in list(fields) if name.startswith(READING)}
    return percent.to_model(
        fields | {name.removeprefix(READING): values for name, values in picked.items()}
    )


def _number(form: MultiDict[str, str], name: str) -> int:
    text = form.get(name, "")
    if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        raise FormError(name)
    return int(text)
