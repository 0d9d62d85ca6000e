"""What sampled variants show of a `forecast`: campaigns that cannot be, nothing to forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from school.campaign.plan import PlanError
from school.exercises.briefs import by_path
from school.exercises.contract import Fault, Numbers
from school.exercises.outlook import outlook
from school.exercises.sampling import Findings, samples, told, undefined

if TYPE_CHECKING:
    from school.exercises.kinds.forecast import ForecastExercise, ForecastVariant

MOST = 200
"""Creators of a plan: to draw so many takes a fifth of a second."""

LEAST = 10
"""How many different figures a student must be able to name within the model's own interval."""


def check(exercise: ForecastExercise, seeds: Sequence[bytes], given: Numbers) -> list[Fault]:
    """Every fault that the seeds' draws and the extremes of the parameters show."""
    findings = Findings(exercise.head)
    spec = exercise.spec
    formulas = by_path(spec.brief) | {
        f"creators.{n}.count": each.count for n, each in enumerate(spec.creators)
    }
    variants = []
    for numbers in samples(spec.params, seeds, given):
        if found := undefined(spec.let, formulas, numbers):
            findings.note(*found, "narrow the parameters")
            continue
        try:
            variants.append(exercise.variant(numbers))
        except PlanError as error:
            for problem in error.problems:
                what = f"{problem.what} when {told(numbers)}"
                findings.note(problem.field, what, problem.remedy % dict(problem.values))
    for variant in variants:
        _check_size(variant, findings)
    # A campaign's draws take hundredths of a second: those of a draw and of both extremes.
    for place in (0, min(len(seeds), len(variants) - 1), -1):
        if not findings.faults():
            _check_spread(variants[place], findings)
    return findings.faults()


def _check_size(variant: ForecastVariant, findings: Findings) -> None:
    count = sum(creator.count for creator in variant.plan.creators)
    if not 1 <= count <= MOST:
        what = f"are {count} people when {told(variant.numbers)}"
        findings.note("creators", what, f"keep 1 to {MOST} in all")


def _check_spread(variant: ForecastVariant, findings: Findings) -> None:
    spec = variant.exercise.spec
    found = outlook(variant.plan, spec.measure, spec.level, spec.shown_as, variant.seed)
    example = f"when {told(variant.numbers)}"
    if found is None:
        findings.note("measure", f"seldom exists {example}", "choose another, or more creators")
    elif found.high - found.low < LEAST * found.step:
        what = f"lies between {found.low:.6g} and {found.high:.6g} {example}"
        remedy = "choose a measure that varies more, or a finer format"
        findings.note("measure", what, remedy)
