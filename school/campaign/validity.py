"""Limits declared beside a field, and every problem found at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from school.campaign.messages import N_

NOT_A_NUMBER = N_("is not a number")
NOT_WHOLE = N_("is not a whole number")
OUT_OF_RANGE = N_("is out of range")
UNKNOWN = N_("is not a known choice")
NOT_A_SWITCH = N_("is neither true nor false")
WRITE_SWITCH = N_("Write true or false.")
NOT_TEXT = N_("is not text")
WRITE_TEXT = N_("Write a word, between quotes if it looks like a number.")
WRITE_BETWEEN = N_("Give a value between %(low)s and %(high)s.")
CHOOSE_AMONG = N_("Choose one of: %(choices)s.")


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """One thing wrong in a plan: the field's dotted path, what is wrong, what to do.

    `what` and `remedy` are sentences to translate; `values` fills the remedy's names.
    """

    field: str
    what: str
    remedy: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.field} {self.what}. {self.remedy % dict(self.values)}"

    def under(self, place: str) -> "PlanProblem":
        """Return the same problem, its field placed under a dotted path."""
        path = f"{place}.{self.field}" if place else self.field
        return PlanProblem(path, self.what, self.remedy, self.values)


class PlanError(ValueError):
    """A plan that cannot be computed. Carries every problem found."""

    def __init__(self, problems: tuple[PlanProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def within(default: Any, low: float, high: float) -> Any:
    """Declare a dataclass field: its default, and the limits `problems_of` checks."""
    return field(default=default, metadata={"low": low, "high": high})


def required(low: float, high: float) -> Any:
    """Declare a dataclass field without default, with its limits."""
    return field(metadata={"low": low, "high": high})


def chosen(kind: type[StrEnum], value: object, name: str) -> Iterator[PlanProblem]:
    """Yield a problem when the value is not one of the kind's."""
    if value not in [str(choice) for choice in kind]:
        choices = ", ".join(kind)
        yield PlanProblem(name, UNKNOWN, CHOOSE_AMONG, {"choices": choices})


def problems_of(record: Any) -> Iterator[PlanProblem]:
    """Yield what is outside its declared limits, or of another type than its default.

    None passes where it is the default.
    """
    for each in fields(record):
        value = getattr(record, each.name)
        if each.type is bool and not isinstance(value, bool):
            yield PlanProblem(each.name, NOT_A_SWITCH, WRITE_SWITCH, {})
        if each.type is str and not isinstance(value, str):
            yield PlanProblem(each.name, NOT_TEXT, WRITE_TEXT, {})
        if "low" not in each.metadata or (value is None and each.default is None):
            continue
        what = _fault(value, each.metadata["low"], each.metadata["high"])
        if what:
            limits = {name: f"{each.metadata[name]:.15g}" for name in ("low", "high")}
            yield PlanProblem(each.name, what, WRITE_BETWEEN, limits)


def _fault(value: object, low: float, high: float) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        return NOT_A_NUMBER
    if not low <= value <= high:
        return OUT_OF_RANGE
    return NOT_WHOLE if isinstance(low, int) and not isinstance(value, int) else ""


def refuse(problems: Iterator[PlanProblem]) -> None:
    """Raise `PlanError` when there is any problem."""
    found = tuple(problems)
    if found:
        raise PlanError(found)
