"""Why a field cannot be read, or a scenario saved, and what to do."""

from __future__ import annotations

from school.exercises.contract import AnswerError
from school.learning.lab import typed
from school.learning.lab.field import Field
from school.learning.lab.fields import FIGURES, LINES
from school.learning.lab.named import LONGEST as LONGEST_NAME
from school.learning.lab.operations import LONGEST, MOST
from school.learning.lab.sheet import Sheet
from school.learning.lab.wording.names import UNITS
from school.learning.wording.exercises import problem
from school.learning.wording.speech import _, ngettext
from school.web.language import current

DIALS = frozenset(
    field.name for line in LINES for field in (line.count, line.authenticity, line.quality)
)
"""Fields that browsers show as numbers: they leave out whatever is none."""


def field_fault(sheet: Sheet, name: str) -> str:
    """Why a field cannot be read, and how to write it."""
    sentence = _fault(sheet.problems[name])
    if name in DIALS and sheet.value(name):
        return _("You typed “%(typed)s”. %(problem)s", typed=sheet.value(name), problem=sentence)
    return sentence


def _fault(error: AnswerError) -> str:
    if error.code == "empty" and error.field.startswith("formats."):
        return _("Tick at least one format, or take none of these creators.")
    if error.code == "empty":
        return _("Type a figure.")
    if error.code == "too-long" and error.field.startswith("who."):
        return _("Keep the name within %(most)d characters.", most=LONGEST_NAME)
    if error.code == "not-whole":
        return _("Type a whole number.")
    if error.code == "out-of-range":
        low, high = (_bound(FIGURES[error.field], end) for end in ("low", "high"))
        return _("Type a figure between %(low)s and %(high)s.", low=low, high=high)
    if error.code == "ambiguous":
        return _("This figure can be read in two ways. Choose one.")
    return problem(error)


def _bound(field: Field, end: str) -> str:
    return typed.write(field, getattr(field, end), current()) + UNITS[field.unit]


def refusal(sheet: Sheet) -> str:
    """That something must be put right before anything is computed."""
    count = len(sheet.problems)
    return ngettext("A field is to be put right", "%(num)d fields are to be put right", count)


def refused(code: str) -> str:
    """Why a scenario was not saved, and what to do."""
    return {
        "no-name": _("Give the scenario a name."),
        "long-name": _("Keep the name within %(most)d characters.", most=LONGEST),
        "taken": _("You already have a scenario of this name. Choose another name."),
        "too-many": _(
            "You already have %(most)d scenarios. Delete one before you save another.", most=MOST
        ),
    }[code]
