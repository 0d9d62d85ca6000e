"""The kinds of exercise, and reading a fence as the kind it names."""

from __future__ import annotations

from collections.abc import Mapping

from school.exercises.authoring import instead, quoted
from school.exercises.contract import Exercise, ExerciseError, Fault, Head
from school.exercises.kinds.assignment import AssignmentExercise
from school.exercises.kinds.audit import AuditExercise
from school.exercises.kinds.campaign import CampaignExercise
from school.exercises.kinds.choice import ChoiceExercise
from school.exercises.kinds.forecast import ForecastExercise
from school.exercises.kinds.markup import MarkupExercise
from school.exercises.kinds.match import MatchExercise
from school.exercises.kinds.numeric import NumericExercise
from school.exercises.kinds.order import OrderExercise
from school.exercises.kinds.short import ShortExercise
from school.exercises.kinds.simulator import SimulatorExercise

KINDS: Mapping[str, type[Exercise]] = {
    kind.kind: kind
    for kind in (
        NumericExercise,
        ChoiceExercise,
        OrderExercise,
        MatchExercise,
        ShortExercise,
        CampaignExercise,
        SimulatorExercise,
        ForecastExercise,
        MarkupExercise,
        AuditExercise,
        AssignmentExercise,
    )
}


def parse(head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()) -> Exercise:
    """The exercise of a fence. `given` names the numbers that the lesson's scenario draws.

    Raises ExerciseError with every fault of the fence.
    """
    kind = KINDS.get(head.kind)
    if kind is None:
        what = f"{quoted(head.kind)} is not a kind of exercise"
        raise ExerciseError([Fault(head.line, "kind", what, instead(head.kind, KINDS))])
    exercise = kind.parse(head, prose, prose_line, given)
    if exercise.prose_faults:
        raise ExerciseError(exercise.prose_faults, exercise)
    return exercise
