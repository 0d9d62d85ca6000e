"""The brief of a student's brand of the year, for the laboratory's fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from school.curriculum.template import Values
from school.exercises.slots import FIL
from school.learning.lab import typed
from school.learning.lab.fields import FIGURES

FIELDS: Mapping[str, str] = {
    "budget": "budget",
    "audience": "universe",
    "panier": "basket",
    "marge": "margin",
    "retours": "return_rate",
}
"""The laboratory's field for each number of a brand that it can take, as the programme names it."""


def brief(values: Values, locale: str) -> dict[str, list[str]]:
    """The fields that a brand's values fill, written as they are typed in a language."""
    known: Mapping[str, Any] = {name: values.get(FIL + name) for name in FIELDS}
    return {
        FIELDS[name]: [typed.write(FIGURES[FIELDS[name]], value, locale)]
        for name, value in known.items()
        if value is not None
    }
