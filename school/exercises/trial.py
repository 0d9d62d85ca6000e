"""Made-up students play the variants of an exercise, before any real one meets it.

What some of them earn over the variants of a trial (300; 30 of a `forecast`, whose campaign is
drawn 2000 times each), at the examples of the authoring guide: the mean, and from the least to the
most.

| Kind | Knows | By chance | Another habit |
| --- | --- | --- | --- |
| `numeric` | 1 | 0.05, 0 to 1 | each mistake: 0 |
| `choice`, three options | 1 | 0.33, 0 to 1 | |
| `order`, four steps | 1 | 0.52, 0 to 1 | as shown: 0.47, 0 to 0.83 |
| `match`, three pairs | 1 | 0.23, 0 to 1 | the same for all: 0.24, 0 to 0.33 |
| `short` | 1 | | each mistake: 0 |
| `campaign` | 1 | 0.36, 0 to 1 | nano 0.39, micro 0.89, macro 0.83, even 0.96, each within 0.02 |
| `simulator` | 1 | 0.22, 0 to 1 | lowest, middle, highest: 0 |
| `forecast` | 0.93, 0 to 1 | 0.21, 0 to 1 | twice as wide: 0.50 |
| `markup` | 1 | 0.04, 0 to 0.83 | the right words under other names: 0.70, 0.67 to 0.75 |
| `audit` | 1 | 0.30, 0 to 0.76 | keeps all: 0.47, 0.26 to 0.57; discards all: 0.13, 0.03 to 0.34 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from random import Random

from school.campaign.plan import PlanError
from school.exercises.contract import AnswerError, Exercise, Fault, Form, Json, Numbers, Variant
from school.exercises.fairness import Play, Trials, judge, warn
from school.exercises.formula import FormulaUndefined
from school.exercises.sampling import told

Draws = Sequence[tuple[bytes, Numbers]]
"""The seed of each variant, and the numbers that its lesson gives."""


@dataclass(frozen=True)
class Result:
    """What a player earned over the variants played: scores from 0 to 1.

    `passes` is the share of the variants that they passed.
    """

    mean: float
    least: float
    most: float
    passes: float


@dataclass(frozen=True)
class Trial:
    """What made-up students showed of an exercise.

    `faults` keep it from being published; `warnings` are for its author to weigh.
    """

    exercise: str
    kind: str
    results: Mapping[str, Result]
    faults: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()

    def as_json(self) -> Json:
        """The results by player, as `flask content check --json` prints them."""
        results = {player: asdict(result) for player, result in self.results.items()}
        return {"exercise": self.exercise, "kind": self.kind, "players": results}


def play(exercise: Exercise, draws: Draws) -> Trial:
    """Let the kind's players answer each variant, as a student's browser would."""
    plays: dict[str, list[Play]] = defaultdict(list)
    for seed, given in draws:
        try:
            variant = exercise.draw(seed, given)
            for player, form in variant.players(Random(seed)).items():  # noqa: S311 - no secret
                plays[player].append(_play(variant, form))
        except (FormulaUndefined, PlanError) as error:
            what = f"cannot be played when {told(given)}: {error}"
            fault = Fault(exercise.line, "exercise", what, "narrow the parameters")
            return Trial(exercise.id, exercise.kind, {}, [fault])
    results = {player: _result(exercise, found) for player, found in plays.items()}
    return Trial(exercise.id, exercise.kind, results, judge(exercise, plays), warn(exercise, plays))


def _play(variant: Variant, form: Form) -> Play:
    """The mark of a form that was posted, or why it was asked again."""
    try:
        mark = variant.mark(variant.read(form, "fr"))
    except AnswerError as error:
        return Play(variant.numbers, 0.0, refused=str(error))
    goals = {goal["id"]: goal["met"] for goal in mark.details.get("goals", ())}
    return Play(variant.numbers, mark.score, mark.mistake, goals)


def _result(exercise: Exercise, plays: Trials) -> Result:
    scores = [play.score for play in plays]
    passed = sum(play.passes(exercise.settings) for play in plays)
    return Result(sum(scores) / len(scores), min(scores), max(scores), passed / len(scores))
