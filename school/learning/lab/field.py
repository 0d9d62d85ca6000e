"""A figure that a person types in the laboratory: its unit, its limits, where it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from school.campaign.parameter import Parameter
from school.campaign.plan import Brief, Creator, Plan


@dataclass(frozen=True)
class Field:
    """A figure to type. Limits and start are in the model's unit; `%` shows fractions times 100.

    None as a start, or as a figure, means that there is none: the field may stay empty.
    """

    name: str
    label: str  # to translate
    low: float
    high: float
    start: float | None
    unit: str = ""
    parameter: Parameter | None = None
    optional: bool = False

    @property
    def whole(self) -> bool:
        """Whether only whole figures count."""
        return isinstance(self.low, int)


_DECLARED: Mapping[str, Any] = {
    each.name: each for kind in (Plan, Creator, Brief) for each in fields(kind)
}


def of_model(name: str, label: str, unit: str = "", parameter: Parameter | None = None) -> Field:
    """A figure with the limits and the usual value that the model declares for it."""
    declared = _DECLARED[name]
    low, high = declared.metadata["low"], declared.metadata["high"]
    start = parameter.typical if parameter else declared.default
    return Field(name, label, low, high, start, unit, parameter)
