"""An exercise being read: its head, its prose, and every fault found so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Generic, TypeVar

from school.exercises.authoring import instead, nearest, plain, quoted
from school.exercises.contract import ExerciseError, Fault, Head
from school.exercises.figures import TEXT
from school.exercises.formula import Formula
from school.exercises.heads import read
from school.exercises.prose import half_slots, is_public, slots, split
from school.exercises.schema import KindSchema
from school.exercises.slots import FIL, slot_problem

AnySchema = TypeVar("AnySchema", bound=KindSchema)

ANSWER = "answer"
"""The name of the right answer, in texts that are shown after it."""


class Draft(Generic[AnySchema]):
    """What every kind checks when it is read; a kind adds its own faults, then calls `finish`.

    `callouts` maps the callouts of the kind to the field of the head that lists their ids, or to
    None when they take no id. `lost`
    are the fields that are missing, misspelt or cannot be read at all.
    """

    def __init__(
        self,
        schema: type[AnySchema],
        head: Head,
        prose: str,
        prose_line: int,
        given: frozenset[str],
        callouts: Mapping[str, str | None],
    ) -> None:
        self.head = head
        self.given = given
        self.spec, self.faults = read(schema, head)
        whole = [fault.field for fault in self.faults if "." not in fault.field]
        self.lost = {nearest(field, schema.model_fields) for field in whole}
        self.unlabelled: list[Fault] = []
        ids = {
            callout: self.written(field) if field else None for callout, field in callouts.items()
        }
        self.prose = split(prose, prose_line, ids)
        for callout, field in callouts.items():
            if field in self.lost:  # what its items lack would only repeat that it cannot be read
                self.prose.forget(callout)
            elif field:
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
            for name in filter(None, self.written(field)):
                if name in known or name == ANSWER:
                    self.fault(f"{field}.{name}", "is already a number", "choose another name")
                known.add(name)
        return frozenset(known)

    def check_formula(
        self, path: str, formula: Formula, known: Collection[str], later: Collection[str] = ()
    ) -> None:
        """Note the names that a formula uses and nothing defines, or only something `later`."""
        for name in sorted(formula.names.difference(_named(known))):
            if name in later:
                self.fault(path, f"{quoted(name)} is defined after it", f"move {name} before it")
            elif self.is_sure():
                what = f"there is no number {quoted(name)} here"
                self.fault(path, what, instead(name, known, "define it in params"))

    def check_sequence(
        self, field: str, formulas: Mapping[str, Formula], known: frozenset[str], leaf: str = ""
    ) -> None:
        """Check the formulas of a field, each of which may use the names before it."""
        names = self.written(field)
        for place, name in enumerate(names):
            if name in formulas:
                later = names[place + 1 :]
                self.check_formula(f"{field}.{name}{leaf}", formulas[name], known, later)
            known |= {name}

    def check_slots(self, known: frozenset[str], secret: frozenset[str] = frozenset()) -> None:
        """Check every slot; `secret` names may only stand in texts shown after the answer."""
        for key, text in self.prose.texts.items():
            allowed = _named(known if is_public(key) else known | secret)
            first = self.prose.lines[key]
            for slot in slots(text):
                strange = slot.name and slot.name not in allowed | secret
                problem = slot_problem(slot, allowed, secret)
                if problem and (self.is_sure() or not strange):
                    self.prose.fault(key, first + slot.line, *problem)
            for slot in half_slots(text):
                if slot.name in allowed | secret or slot.name.startswith(FIL):
                    what, remedy = f"{slot.format} is not a slot", f"write {{{slot.format}}}"
                    self.prose.fault(key, first + slot.line, what, remedy)

    def finish(self) -> dict[str, Any]:
        """What every exercise is made of, the faults of its prose included.

        Raises ExerciseError with every fault when the head has one.
        """
        found = dict.fromkeys([*self.faults, *self.unlabelled, *self.prose.faults])
        faults = tuple(sorted(found, key=lambda fault: (fault.line, fault.field)))
        if self.faults:
            raise ExerciseError(faults)
        texts = self.prose.texts
        public = frozenset(filter(is_public, texts))
        return {
            "id": self.head.id,
            "line": self.head.line,
            "settings": self.spec.settings(),
            "texts": texts,
            "text_lines": self.prose.lines,
            "prose_faults": faults,
            "public": public,
            "head": self.head,
            "spec": self.spec,
            "given": self.given,
            "shown": frozenset(
                slot.name for key in public for slot in slots(texts[key]) if slot.format != TEXT
            ),
        }

    def is_sure(self) -> bool:
        """Whether all the names of numbers could be read."""
        return self.lost.isdisjoint(("params", "let", "inputs", "outputs"))

    def _check_callouts(self, callout: str, field: str) -> None:
        for item in self.written(field):
            if item and f"{callout.lower()}.{item}" not in self.prose.texts:
                remedy = f"write > [!{callout} {item}] and its text under the line ---"
                path = self.path(field, item)
                fault = Fault(self.head.line_of(path), path, "has no text", remedy)
                self.unlabelled.append(fault)


def _named(names: Collection[str]) -> frozenset[str]:
    """The names, and those that are at fault as they will be once their accents are gone."""
    return frozenset(names) | {plain(name) for name in names}
