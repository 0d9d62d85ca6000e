"""What is wrong with a slot: `{{ name | format }}` in a lesson's text or in an exercise's."""

from __future__ import annotations

from collections.abc import Set

from school.exercises.authoring import instead, quoted
from school.exercises.figures import FORMATS, TEXT
from school.exercises.prose import Slot

FIL = "fil."
"""How the names of the fil rouge begin. Which there are stands in programme.md, not in a lesson."""


def slot_problem(
    slot: Slot, allowed: Set[str], secret: Set[str] = frozenset()
) -> tuple[str, str] | None:
    """What is wrong with a slot and the remedy, for the names allowed in its text."""
    if not slot.name:
        return f"{quoted(slot.format)} is not a slot", "write {{ name }} or {{ name | format }}"
    if slot.name.startswith(FIL):
        return _format_problem(slot.format, {*FORMATS, TEXT})
    if slot.name in secret - allowed:
        return f"{quoted(slot.name)} would be shown before it is found", "leave it to the solution"
    if slot.name not in allowed:
        none = "remove it, or draw it in the scenario: of the lesson"
        return f"there is no number {quoted(slot.name)}", instead(slot.name, allowed, none)
    return _format_problem(slot.format, set(FORMATS))


def _format_problem(written: str, formats: set[str]) -> tuple[str, str] | None:
    if written in formats:
        return None
    return f"{quoted(written)} is not a format", instead(written, formats)
