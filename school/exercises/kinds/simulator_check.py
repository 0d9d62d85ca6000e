"""What sampled variants show of a `simulator`: goals out of reach, goals already met."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import TYPE_CHECKING

from school.exercises.contract import Fault, Numbers
from school.exercises.goals import Goal, bounds_by_path
from school.exercises.sampling import Findings, samples, told, undefined

if TYPE_CHECKING:
    from school.exercises.kinds.simulator import SimulatorExercise, SimulatorVariant

MAX_SEARCHED = 12
"""Variants in which the goals are searched; the others are only computed."""

MAX_SCATTERED = 300
MAX_CLIMBS = 6
MAX_GRID = 8_000

Position = tuple[int, ...]


def check(exercise: SimulatorExercise, seeds: Sequence[bytes], given: Numbers) -> list[Fault]:
    """Every fault that the seeds' draws and the extremes of the parameters show."""
    findings = Findings(exercise.head)
    variants = []
    for numbers in samples(exercise.spec.params, seeds, given):
        if found := undefined(exercise.spec.let, bounds_by_path(exercise.spec.goals), numbers):
            findings.note(*found, "narrow the parameters")
        else:
            variants.append(exercise.variant(numbers))
    if exercise.spec.goals:
        searched = variants[:: max(1, len(variants) // MAX_SEARCHED)]
        any(_find_out_of_reach(variant, findings) for variant in searched)
    return findings.faults()


def _find_out_of_reach(variant: SimulatorVariant, findings: Findings) -> bool:
    """Note the goals that cannot be met, or are from the start; whether there are any."""
    search = _Search(variant)
    example = f"when {told(variant.numbers)}"
    if search.shortfall(search.start(), variant.goals) == 0:
        what = f"every goal is met before anything is moved {example}"
        findings.note("goals", what, "start elsewhere, or ask for more")
        return True
    if search.reaches(variant.goals):
        return False
    lost = [place for place, goal in enumerate(variant.goals) if not search.reaches((goal,))]
    for place in lost:
        goal = variant.goals[place]
        what = f"no position gives {goal.measure} {goal.told()} {example}"
        findings.note(f"goals.{place}", what, "change the target or the inputs")
    if not lost:
        what = f"no position meets all goals at once {example}"
        findings.note("goals", what, "change a target or the inputs")
    return True


def reaching(variant: SimulatorVariant, goals: Sequence[Goal]) -> Position | None:
    """A position that meets the goals, if one is found."""
    return _Search(variant).find(goals)


class _Search:
    """Looks for a position that meets goals: corners and scattered ones, climbs, the whole grid."""

    def __init__(self, variant: SimulatorVariant) -> None:
        self._variant = variant
        self._controls = variant.exercise.spec.inputs
        self._sizes = [control.positions() for control in self._controls.values()]

    def start(self) -> Position:
        """The position where the controls stand at first."""
        return tuple(
            round((control.start - control.first) / control.step)
            for control in self._controls.values()
        )

    def shortfall(self, position: Position, goals: Sequence[Goal]) -> float:
        """How far a position is from goals, 0 when it meets them all."""
        inputs = {
            name: control.position(index)
            for (name, control), index in zip(self._controls.items(), position, strict=True)
        }
        played = self._variant.exercise.spec.play(self._variant.values, inputs)
        return sum(goal.shortfall(played) for goal in goals)

    def reaches(self, goals: Sequence[Goal]) -> bool:
        """Whether some position meets the goals."""
        return self.find(goals) is not None

    def find(self, goals: Sequence[Goal]) -> Position | None:
        """A position that meets the goals; the way up from the start is looked at first."""
        start = self.start()
        found, gap = self._climb(start, self.shortfall(start, goals), goals)
        return found if gap == 0 else self._find_anywhere(goals)

    def _find_anywhere(self, goals: Sequence[Goal]) -> Position | None:
        tried = {position: self.shortfall(position, goals) for position in self._scattered()}
        nearest = sorted(tried, key=tried.__getitem__)[:MAX_CLIMBS]
        for position in nearest:
            top, gap = self._climb(position, tried[position], goals)
            if gap == 0:
                return top
        if math.prod(self._sizes) > MAX_GRID:
            return None
        grid = product(*map(range, self._sizes))
        return next((at for at in grid if self.shortfall(at, goals) == 0), None)

    def _scattered(self) -> Iterator[Position]:
        yield self.start()
        yield from islice(product(*((0, size - 1) for size in self._sizes)), MAX_SCATTERED)
        chance = random.Random(0)  # noqa: S311 - a fixed scatter, no secret
        for _ in range(MAX_SCATTERED):
            yield tuple(chance.randrange(size) for size in self._sizes)

    def _climb(
        self, position: Position, gap: float, goals: Sequence[Goal]
    ) -> tuple[Position, float]:
        """Where steps along the controls, ever shorter, bring nothing more; its shortfall."""
        stride = max(self._sizes)
        while gap > 0 and stride:
            moves = {move: self.shortfall(move, goals) for move in self._moves(position, stride)}
            best = min(moves, key=moves.__getitem__, default=position)
            if moves.get(best, gap) < gap:
                position, gap = best, moves[best]
            else:
                stride //= 2
        return position, gap

    def _moves(self, position: Position, stride: int) -> Iterator[Position]:
        for axis, size in enumerate(self._sizes):
            for index in (position[axis] - stride, position[axis] + stride):
                if 0 <= index < size:
                    yield (*position[:axis], index, *position[axis + 1 :])
