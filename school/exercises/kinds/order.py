"""`order`: the student puts steps in their right order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, count
from random import Random
from typing import ClassVar

from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Form,
    Head,
    Json,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.draft import Draft
from school.exercises.draw import pick
from school.exercises.forms import only
from school.exercises.items import Item, cut_statement, find_list, keep_items
from school.exercises.prose import Prose
from school.exercises.schema import KindSchema

LEAST, MOST = 3, 10

_ITEM = re.compile(r"(\d{1,2})[.)] +(.*)")
_MOVE = re.compile(r"(up|down)\.(\d{1,2})", re.ASCII)


class OrderSchema(KindSchema):
    """The head of an `order` exercise: it has no field of its own."""


@dataclass(frozen=True)
class OrderVariant(Variant):
    """The items as they first stand for one student."""

    exercise: OrderExercise
    numbers: Numbers
    shuffled: tuple[int, ...]

    def question(self) -> Question:
        """The items' numbers, which follow the alphabet, in the order drawn."""
        values = {name: self.numbers[name] for name in self.exercise.shown}
        return Question(values, {"steps": list(self.shuffled)})

    def read(self, form: Form, locale: str) -> Answer:
        """Read the place of each item, from 1, posted as `place.<number>`.

        Raises AnswerError; `tie` when an item has the place of another.
        """
        places: dict[int, int] = {}
        for item in self.shuffled:
            field = f"place.{item}"
            if not only(form, field):
                raise AnswerError("empty", field)
            place = self._place(form, item)
            if not place:
                raise AnswerError("not-an-option", field)
            if place in places.values():
                raise AnswerError("tie", field)
            places[item] = place
        typed = {f"place.{item}": str(place) for item, place in places.items()}
        return Answer(typed, {"order": sorted(places, key=places.__getitem__)})

    def mark(self, answer: Answer) -> Mark:
        """The share of the pairs of items that stand in the right order."""
        order = [int(item) for item in answer.read["order"]]
        rank = {item: place for place, item in enumerate(self.exercise.right)}
        pairs = [rank[first] < rank[second] for first, second in combinations(order, 2)]
        return Mark(sum(pairs) / len(pairs), details={"good": sum(pairs), "pairs": len(pairs)})

    def solution(self) -> Solution:
        """The right order."""
        return Solution(self.numbers, {"right": list(self.exercise.right)})

    def players(self, chance: Random) -> Mapping[str, Form]:
        """The right order, its reverse, the one first shown, and one by chance."""
        orders = {
            "right": self.exercise.right,
            "reversed": self.exercise.right[::-1],
            "as-shown": self.shuffled,
            "random": chance.sample(self.shuffled, len(self.shuffled)),
        }
        return {
            name: {f"place.{item}": [str(place)] for place, item in enumerate(order, 1)}
            for name, order in orders.items()
        }

    def preview(self, form: Form, locale: str) -> Json:
        """The items as they stand, with the place of each, once `move` is done if it is asked.

        A place that cannot be read is the one that the item first had.
        """
        first = dict(zip(self.shuffled, count(1), strict=False))
        places = {item: self._place(form, item) or first[item] for item in self.shuffled}
        order = sorted(self.shuffled, key=places.__getitem__)
        move = _MOVE.fullmatch("".join(form.get("move", ())[:1])[:10])
        if move and int(move[2]) in places:
            _shift(order, int(move[2]), -1 if move[1] == "up" else 1)
            places = dict(zip(order, count(1), strict=False))
        steps = [{"item": item, "place": places[item]} for item in order]
        return {"steps": steps, "move": move[0] if move else ""}

    def _place(self, form: Form, item: int) -> int | None:
        """The place posted for an item, when it is one."""
        posted = form.get(f"place.{item}", ())[:1]
        return next((n for n in range(1, len(self.shuffled) + 1) if [str(n)] == list(posted)), None)


def _shift(order: list[int], item: int, by: int) -> None:
    """Move an item by one place, within the list."""
    place = order.index(item)
    order.insert(max(0, place + by), order.pop(place))


@dataclass(frozen=True)
class OrderExercise(Exercise):
    """Items to put in order. Their numbers follow the alphabet, so that these give nothing away."""

    kind: ClassVar[str] = "order"

    spec: OrderSchema
    given: frozenset[str]
    shown: frozenset[str]
    right: tuple[int, ...]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> OrderExercise:
        """Build from a fence whose statement ends with a numbered list, in the right order."""
        draft = Draft(OrderSchema, head, prose, prose_line, given, {})
        right = _take_items(draft.prose)
        draft.check_slots(given)
        return cls(**draft.finish(), right=right)

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def comes_back(self) -> bool:
        """In another order."""
        return True

    def draw(self, seed: bytes, given: Numbers | None = None) -> OrderVariant:
        """The items in the first order of the seed that is not the right one."""
        order = _shuffle(self.right, seed)
        while order == self.right:
            seed = hashlib.sha256(seed).digest()
            order = _shuffle(self.right, seed)
        return OrderVariant(self, dict(given or {}), order)


def _shuffle(items: tuple[int, ...], seed: bytes) -> tuple[int, ...]:
    return tuple(sorted(items, key=lambda item: pick(seed, f"item:{item}", 2**64)))


def _take_items(prose: Prose) -> tuple[int, ...]:
    """Move the numbered list that ends the statement to texts of its own; their right order."""
    lines = prose.texts["statement"].split("\n")
    found = find_list(lines, _ITEM)
    first = prose.lines["statement"]
    if found.after and (not found.items or found.items[0].sign != "1"):
        remedy = "move it above them, or indent it into one of them"
        prose.fault("steps", first + found.after, "this line cuts the steps off", remedy)
    elif not found.items:
        last, what = first + len(lines) - 1, "the statement does not end with a numbered list"
        prose.fault("steps", last, what, "end it with lines 1. 2. 3. in the right order")
    elif LEAST <= len(found.items) <= MOST:
        _check_numbers(prose, found.items)
    else:
        what = f"the numbered list has {len(found.items)} step(s)"
        prose.fault("steps", first + found.start, what, f"write {LEAST} to {MOST}")
    if found.items:
        cut_statement(prose, found.start)
    alphabetical = sorted(found.items, key=lambda item: item.text)
    keep_items(prose, first, alphabetical)
    return tuple(alphabetical.index(item) + 1 for item in found.items)


def _check_numbers(prose: Prose, items: Sequence[Item]) -> None:
    """The steps are numbered in order, or all with 1, which Markdown counts."""
    for number, item in enumerate(items, 1):
        if item.sign not in {"1", str(number)}:
            line = prose.lines["statement"] + item.line
            what = f"step {number} is numbered {item.sign}"
            prose.fault("steps", line, what, "number them 1. 2. 3. in the right order")
