"""What sampled variants show of an `audit`: figures that cannot be, errors without a price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from school.campaign.plan import PlanError
from school.exercises.briefs import by_path, note_impossible
from school.exercises.contract import Answer, Fault, Numbers
from school.exercises.figures import format_value
from school.exercises.sampling import Findings, told, undefined

if TYPE_CHECKING:
    from school.exercises.kinds.audit import AuditExercise, AuditVariant

MAX_FEE = 1_000_000


def check(exercise: AuditExercise, seeds: Sequence[bytes], given: Numbers) -> list[Fault]:
    """Every fault that the seeds' draws show."""
    findings = Findings(exercise.head)
    spec = exercise.spec
    formulas = by_path(spec.brief) | ({"fee": spec.fee} if spec.fee else {})
    if found := undefined({}, formulas, given):
        findings.note(*found, "narrow the scenario of the lesson")
        return findings.faults()
    if spec.fee and not 1 <= spec.fee.evaluate(given) <= MAX_FEE:
        what = f"is {spec.fee.evaluate(given):g} when {told(given)}"
        findings.note("fee", what, f"write an amount of € between 1 and {MAX_FEE:g}")
        return findings.faults()
    for seed in seeds:
        try:
            variant = exercise.draw(seed, given)
            _check_prices(variant, findings)
        except PlanError as error:
            note_impossible(findings, error, given)
            break
        _check_blind(variant, findings)
    return findings.faults()


def _check_prices(variant: AuditVariant, findings: Findings) -> None:
    """Discarding an authentic creator must lose something, or nobody would look twice."""
    for case, fee, cost in zip(variant.cases, variant.fees, variant.costs, strict=True):
        if case.authentic and cost < 1:
            people, euros = (
                format_value(value, fmt, "en")
                for value, fmt in ((case.dossier.followers[-1], "people"), (fee, "eur0"))
            )
            what = f"of {euros} is not paid back by an authentic creator of {people} followers"
            remedy = "lower fee:, or raise basket:, conversion_level: or repeat_factor: in brief:"
            findings.note("fee", what, remedy)


def _check_blind(variant: AuditVariant, findings: Findings) -> None:
    """Keeping everybody, or discarding everybody for no good reason, must not pass."""
    passing = variant.exercise.settings.pass_score
    for verdict, said in (("keep", "keeping"), ("discard", "discarding")):
        everybody = [{"verdict": verdict, "evidence": []} for _ in variant.cases]
        score = variant.mark(Answer({}, {"creators": everybody})).score
        if score >= passing:
            what = f"is reached by {said} everybody, without a look: {score:.2f}"
            findings.note("pass", what, "raise pass:, or change planted:")
