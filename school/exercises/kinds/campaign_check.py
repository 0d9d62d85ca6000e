"""What sampled variants show of a `campaign`: briefs that cannot be, goals out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from school.campaign.outcome import measure, outcome
from school.campaign.plan import Plan, PlanError
from school.exercises.briefs import by_path, note_impossible
from school.exercises.contract import Fault, Numbers
from school.exercises.goals import Goal, bounds_by_path, limits_of
from school.exercises.menu import best_plan, is_reachable, menus
from school.exercises.sampling import Findings, samples, told, undefined

if TYPE_CHECKING:
    from school.exercises.kinds.campaign import CampaignExercise, CampaignVariant


def check(exercise: CampaignExercise, seeds: Sequence[bytes], given: Numbers) -> list[Fault]:
    """Every fault that the seeds' draws and the extremes of the parameters show."""
    findings = Findings(exercise.head)
    variants = []
    spec = exercise.spec
    brief = by_path(spec.brief)
    for numbers in samples(spec.params, seeds, given):
        if found := undefined(spec.let, brief | bounds_by_path(spec.goals), numbers):
            findings.note(*found, "narrow the parameters")
            continue
        try:
            variants.append(exercise.variant(numbers))
        except PlanError as error:
            note_impossible(findings, error, numbers)
    # All plans of a variant take a tenth of a second: a draw, and both extremes of the parameters.
    looked_at = [variants[at] for at in (0, min(len(seeds), len(variants) - 1), -1) if variants]
    any(_find_out_of_reach(variant, findings) for variant in looked_at)
    any(_find_worthless(variant, findings) for variant in looked_at)
    return findings.faults()


def _find_out_of_reach(variant: CampaignVariant, findings: Findings) -> bool:
    """Note the goals that no plan meets, or an empty one does; whether there are any."""
    example = f"when {told(variant.numbers)}"
    empty = outcome(Plan(variant.brief))
    if not variant.goals:
        return False
    if all(goal.is_met({goal.measure: measure(empty, goal.measure)}) for goal in variant.goals):
        findings.note("goals", f"a campaign without creators meets all {example}", "ask for more")
        return True
    if _reachable(variant, variant.goals):
        return False
    lost = [place for place, goal in enumerate(variant.goals) if not _reachable(variant, [goal])]
    for place in lost:
        goal = variant.goals[place]
        what = f"no plan has {goal.measure} {goal.told()} {example}"
        findings.note(f"goals.{place}", what, "change the target or the choices")
    if not lost:
        what = f"no plan meets all goals at once {example}"
        findings.note("goals", what, "change a target, the budget or the choices")
    return True


def _reachable(variant: CampaignVariant, goals: Sequence[Goal]) -> bool:
    limits = limits_of(goals)
    return is_reachable(variant.brief, menus(variant.exercise.spec.choices), limits)


def _find_worthless(variant: CampaignVariant, findings: Findings) -> bool:
    """Note that even the best plan has no value to compare others with; whether it is so."""
    frontier = variant.exercise.spec.frontier
    if frontier is None:
        return False
    best = best_plan(variant.brief, menus(variant.exercise.spec.choices), frontier.measure)
    if best is not None and best.value > 0:
        return False
    found = "no value" if best is None else f"at best {best.value:.6g}"
    what = f"has {found} within the budget when {told(variant.numbers)}"
    findings.note("frontier.measure", what, "choose another measure or a larger budget")
    return True
