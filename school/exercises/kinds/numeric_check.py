"""What sampled variants show of a `numeric` exercise, before any student meets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from school.exercises.contract import Fault, Numbers
from school.exercises.figures import round_half_up, rounded
from school.exercises.formula import FormulaUndefined
from school.exercises.prose import slots
from school.exercises.sampling import Findings, samples, told, undefined

if TYPE_CHECKING:
    from school.exercises.kinds.numeric import NumericExercise, NumericSchema, Working

RARE = 0.05
"""A mistake may meet the right answer in this share of the draws: those are drawn again."""

Sample = tuple[Numbers, "Working"]


def check(exercise: NumericExercise, seeds: Sequence[bytes], given: Numbers) -> list[Fault]:
    """Every fault that the seeds' draws and the extremes of the parameters show."""
    spec = exercise.spec
    findings = Findings(exercise.head)
    defined: list[Sample] = []
    drawn: list[Sample] = []
    for place, numbers in enumerate(samples(spec.params, seeds, given)):
        if found := undefined(spec.let, {"answer": spec.answer}, numbers):
            findings.note(*found, "narrow the parameters")
            continue
        defined.append((numbers, spec.work(numbers)))
        drawn += defined[-1:] if place < len(seeds) else []
    formats = _formats(exercise)
    for sample in defined:
        _check_rounding(spec, sample, formats, findings)
    _check_collisions(spec, drawn, findings)
    _check_shown(spec, defined, formats, findings)
    return findings.faults()


def _formats(exercise: NumericExercise) -> Mapping[str, set[str]]:
    """The formats in which the public texts show each number."""
    formats: dict[str, set[str]] = {}
    for key in exercise.public:
        for slot in slots(exercise.texts[key]):
            formats.setdefault(slot.name, set()).add(slot.format)
    return formats


def _check_rounding(
    spec: NumericSchema, sample: Sample, formats: Mapping[str, set[str]], findings: Findings
) -> None:
    """The answer survives being asked with few decimals, and computed from what is shown."""
    numbers, working = sample
    right = working.answer
    asked = max(spec.tolerance.abs, spec.tolerance.rel * abs(right))
    shown = float(round_half_up(right, spec.decimals))
    if asked and abs(shown - right) > asked * (1 + 1e-9):
        what = f"the answer {right:.6g}, written {shown:.6g}, is outside it when {told(numbers)}"
        findings.note("tolerance", what, "ask for more decimals or widen the tolerance")
    try:
        found = _from_shown(spec, working.values, formats)
    except FormulaUndefined:
        found = float("inf")
    if not spec.matches(found, right):
        what = f"is {right:.6g}, but {found:.6g} from the numbers as shown, when {told(numbers)}"
        findings.note("answer", what, "show more digits, or widen the tolerance")


def _from_shown(spec: NumericSchema, values: Numbers, formats: Mapping[str, set[str]]) -> float:
    """The answer of a student who computes with the numbers as they are shown."""
    seen = {
        name: min(
            (float(rounded(value, fmt)) for fmt in formats[name]), key=lambda v: abs(v - value)
        )
        for name, value in values.items()
        if name in formats
    }
    used = {name: value for name, value in values.items() if name not in spec.let} | seen
    for name, formula in spec.let.items():
        used[name] = seen[name] if name in seen else formula.evaluate(used)
    return spec.answer.evaluate(used)


def _check_collisions(spec: NumericSchema, drawn: Sequence[Sample], findings: Findings) -> None:
    """No mistake is often right, nor often hidden by one before it."""
    ids = list(spec.mistakes)
    for place, mistake in enumerate(ids):
        for other in ("answer", *ids[:place]):
            met = [sample for sample in drawn if _meet(spec, sample[1], mistake, other)]
            if len(met) > RARE * len(drawn) and len(met) >= min(2, len(drawn)):
                numbers, working = met[0]
                named = "the right answer" if other == "answer" else f"the mistake {other}"
                what = f"gives {working.mistakes[mistake]:.6g}, as {named}, when {told(numbers)}"
                remedy = f"keep it apart from {named}: other formula, parameters or tolerance"
                findings.note(f"mistakes.{mistake}", what, remedy)


def _meet(spec: NumericSchema, working: Working, mistake: str, other: str) -> bool:
    wrong = working.mistakes.get(mistake)
    first = working.answer if other == "answer" else working.mistakes.get(other)
    return wrong is not None and first is not None and spec.matches(wrong, first)


def _check_shown(
    spec: NumericSchema,
    samples: Sequence[Sample],
    formats: Mapping[str, set[str]],
    findings: Findings,
) -> None:
    """No public text shows a let that is the answer, as a number or as a percentage.

    A parameter may be the answer: to find a median among figures is an exercise.
    """
    for name in spec.let:
        if name in formats and any(_is_answer(spec, samples, name, scale) for scale in (1, 100)):
            what = f"is the number {name}, which the statement shows"
            findings.note("answer", what, f"leave {name} to the solution")


def _is_answer(spec: NumericSchema, samples: Sequence[Sample], name: str, scale: int) -> bool:
    return bool(samples) and all(
        spec.matches(scale * working.values[name], working.answer) for _, working in samples
    )
