"""An exercise being read: its head, its prose, and every fault found so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Generic

from school.exercises.authoring import instead, quoted
from school.exercises.contract import ExerciseError, Fault, Head
from school.exercises.figures import FORMATS
from school.exercises.formula import Formula
from school.exercises.prose import Slot, is_public, slots, split
from school.exercises.schema import AnySchema, read

ANSWER = "answer"
"""The name of the right answer, in texts that are shown after it."""


class Draft(Generic[AnySchema]):
    """What every kind checks when it is read; a kind adds its own faults, then calls `finish`.

    `callouts` maps the callouts of the kind to the field of the head that lists their ids.
    """

    def __init__(
        self,
        schema: type[AnySchema],
        head: Head,
        prose: str,
        prose_line: int,
        given: frozenset[str],
        callouts: Mapping[str, str],
    ) -> None:
        self.head = head
        self.given = given
        self.spec, self.faults = read(schema, head)
        ids = {callout: self.written(field) for callout, field in callouts.items()}
        self.prose = split(prose, prose_line, ids)
        for callout, field in callouts.items():
            self._check_callouts(callout, field)

    def fault(self, path: str, what: str, remedy: str) -> None:
        """Note a fault of the head."""
        self.faults.append(Fault(self.head.line_of(path), path, what, remedy))

    def written(self, field: str) -> list[str]:
        """The ids that the head lists in a field, even those at fault otherwise."""
        raw = self.head.values.get(field)
        if isinstance(raw, Mapping):
            return [str(key) for key in raw]
        items = raw if isinstance(raw, list) else []
        return [str(item.get("id", "")) if isinstance(item, Mapping) else "" for item in items]

    def path(self, field: str, item: str) -> str:
        """The dotted path of the item that has this id."""
        listed = isinstance(self.head.values.get(field), list)
        return f"{field}.{self.written(field).index(item) if listed else item}"

    def names(self, *fields: str) -> frozenset[str]:
        """The names that the lesson's scenario and these fields give to numbers."""
        known = set(self.given)
        for field in fields:
            for name in self.written(field):
                if name in known or name == ANSWER:
                    self.fault(f"{field}.{name}", "is already a number", "choose another name")
                known.add(name)
        return frozenset(known)

    def check_formula(self, path: str, formula: Formula, known: Collection[str]) -> None:
        """Note the names that a formula uses and nothing defines."""
        for name in sorted(formula.names.difference(known)):
            what = f"there is no number {quoted(name)} here"
            self.fault(path, what, instead(name, known, "define it in params"))

    def check_sequence(
        self, field: str, formulas: Mapping[str, Formula], known: frozenset[str], leaf: str = ""
    ) -> None:
        """Check the formulas of a field, each of which may use the names before it."""
        for name in self.written(field):
            if name in formulas:
                self.check_formula(f"{field}.{name}{leaf}", formulas[name], known)
            known |= {name}

    def check_slots(self, known: frozenset[str], secret: frozenset[str] = frozenset()) -> None:
        """Check every slot; `secret` names may only stand in texts shown after the answer."""
        for key, text in self.prose.texts.items():
            allowed = known if is_public(key) else known | secret
            for slot in slots(text):
                if problem := _slot_problem(slot, allowed, secret):
                    self.prose.fault(key, self.prose.lines[key] + slot.line, *problem)

    def finish(self) -> dict[str, Any]:
        """What every exercise is made of. Raises ExerciseError with every fault."""
        faults = dict.fromkeys([*self.faults, *self.prose.faults])
        if faults:
            raise ExerciseError(sorted(faults, key=lambda fault: (fault.line, fault.field)))
        texts = self.prose.texts
        public = frozenset(filter(is_public, texts))
        return {
            "id": self.head.id,
            "line": self.head.line,
            "settings": self.spec.settings(),
            "texts": texts,
            "text_lines": self.prose.lines,
            "public": public,
            "head": self.head,
            "spec": self.spec,
            "given": self.given,
            "shown": frozenset(slot.name for key in public for slot in slots(texts[key])),
        }

    def _check_callouts(self, callout: str, field: str) -> None:
        for item in self.written(field):
            if item and f"{callout.lower()}.{item}" not in self.prose.texts:
                remedy = f"write > [!{callout} {item}] and its text under the line ---"
                self.fault(self.path(field, item), "has no text", remedy)


def _slot_problem(
    slot: Slot, allowed: frozenset[str], secret: frozenset[str]
) -> tuple[str, str] | None:
    if not slot.name:
        return f"{quoted(slot.format)} is not a slot", "write {{ name }} or {{ name | format }}"
    if slot.name in secret - allowed:
        return f"{quoted(slot.name)} would be shown before it is found", "leave it to the solution"
    if slot.name not in allowed:
        return f"there is no number {quoted(slot.name)}", instead(slot.name, allowed)
    if slot.format not in FORMATS:
        return f"{quoted(slot.format)} is not a format", instead(slot.format, FORMATS)
    return None
