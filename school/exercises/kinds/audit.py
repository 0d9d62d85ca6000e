"""`audit`: the student reads creators' dossiers, says whom to discard and on what evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import ClassVar

from pydantic import Field

from school.campaign.dossiers import Case, Clue, draw
from school.campaign.plan import Brief
from school.campaign.tiers import Tier
from school.exercises.briefs import brief_of, check_brief
from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Fault,
    Form,
    Head,
    Json,
    Mark,
    Numbers,
    Question,
    Solution,
    Variant,
)
from school.exercises.dossiers import public
from school.exercises.draft import Draft
from school.exercises.draw import pick
from school.exercises.figures import rounded
from school.exercises.forms import among, only
from school.exercises.kinds.audit_check import check
from school.exercises.planting import PlantingSchema, check_planting
from school.exercises.schema import Calculation

KEEP, DISCARD = "keep", "discard"
VERDICTS_SHARE = 0.6
"""What right verdicts are worth without any evidence; the rest comes with it."""


class AuditSchema(PlantingSchema):
    """The head of an `audit` exercise. `fee` is what each creator asks, in €."""

    fee: Calculation | None = None
    brief: dict[str, Calculation] = Field({})


@dataclass(frozen=True)
class AuditVariant(Variant):
    """One student's dossiers, the fee each creator asks (€, whole), the brand that would pay."""

    exercise: AuditExercise
    numbers: Numbers
    cases: tuple[Case, ...]
    fees: tuple[float, ...]
    brief: Brief

    def question(self) -> Question:
        """The dossiers and the list of clues, the same for all; never what is behind them."""
        dossiers = [
            public(case.dossier, fee) for case, fee in zip(self.cases, self.fees, strict=True)
        ]
        widget = {"clues": list(map(str, Clue)), "creators": dossiers}
        return Question({name: self.numbers[name] for name in self.exercise.shown}, widget)

    def read(self, form: Form, locale: str) -> Answer:
        """Read `verdict.<n>` (keep or discard) and `evidence.<n>` of each creator, from 1.

        Nobody is discarded without evidence. The evidence on someone kept counts for nothing.
        """
        typed: Json = {}
        read: list[Json] = []
        for number in range(1, len(self.cases) + 1):
            verdict = only(form, f"verdict.{number}")
            if verdict not in (KEEP, DISCARD):
                raise AnswerError("not-an-option", f"verdict.{number}")
            evidence = among(form, f"evidence.{number}", list(map(str, Clue)))
            if verdict == DISCARD and not evidence:
                raise AnswerError("empty", f"evidence.{number}")
            typed |= {f"verdict.{number}": verdict, f"evidence.{number}": evidence}
            read.append({"verdict": verdict, "evidence": evidence})
        return Answer(typed, {"creators": read})

    def mark(self, answer: Answer) -> Mark:
        """Weigh the verdicts by what the wrong ones cost, then by the evidence.

        With `cost` the price of the wrong verdicts and `all` that of every verdict being wrong,
        the score is (1 − cost ÷ all) × (0.6 + 0.4 × evidence). A wrong verdict costs what
        `Case.cost_of_error` says, and never counts for less than 1 €. The evidence is the mean,
        over the false audiences, of (right clues − wrong clues) ÷ clues to find, at least 0, and 0
        for those that were kept. The total alone is told: it does not say whose verdict is wrong.
        """
        given = answer.read["creators"]
        kept = [each["verdict"] == KEEP for each in given]
        weights = [max(1.0, cost) for cost in self.costs]
        lost = sum(
            weight
            for weight, case, keep in zip(weights, self.cases, kept, strict=True)
            if keep is not case.authentic
        )
        found = [
            0.0 if each["verdict"] == KEEP else _found(case, each["evidence"])
            for case, each in zip(self.cases, given, strict=True)
            if not case.authentic
        ]
        evidence = sum(found) / len(found)
        share = VERDICTS_SHARE + (1 - VERDICTS_SHARE) * evidence
        return Mark((1 - lost / sum(weights)) * share, details={"cost": lost})

    def solution(self) -> Solution:
        """What is behind each dossier, the evidence there was, what the wrong verdict costs."""
        truths = [
            {
                "story": str(case.story or ""),
                "authentic": case.authentic,
                "evidence": sorted(map(str, case.evidence)),
                "cost": max(1.0, cost),
            }
            for case, cost in zip(self.cases, self.costs, strict=True)
        ]
        return Solution(self.numbers, {"creators": truths})

    def players(self, chance: Random) -> Mapping[str, Form]:
        """Those who see everything, who trust or doubt everybody, who toss a coin."""
        clues = list(map(str, Clue))
        seen = [sorted(map(str, case.evidence)) for case in self.cases]
        tossed = [chance.sample(clues, 1) if chance.random() < 0.5 else [] for _ in self.cases]
        found: dict[str, Sequence[Sequence[str]]] = {
            "right": [[] if case.authentic else seen[n] for n, case in enumerate(self.cases)],
            "right-without-evidence": [[] if case.authentic else clues for case in self.cases],
            "random": tossed,
            "always:keep": [[] for _ in self.cases],
            "always:discard": [clues for _ in self.cases],
        }
        return {name: _posted(evidence) for name, evidence in found.items()}

    @cached_property
    def costs(self) -> tuple[float, ...]:
        """What the wrong verdict on each creator costs, in whole €."""
        both = zip(self.cases, self.fees, strict=True)
        return tuple(float(rounded(c.cost_of_error(fee, self.brief), "eur0")) for c, fee in both)


def _posted(evidence: Sequence[Sequence[str]]) -> Form:
    """Whoever there is evidence on is discarded."""
    form: dict[str, Sequence[str]] = {}
    for number, clues in enumerate(evidence, 1):
        form[f"verdict.{number}"] = [DISCARD if clues else KEEP]
        form[f"evidence.{number}"] = clues
    return form


def _found(case: Case, evidence: Sequence[str]) -> float:
    """Share of the evidence that was found; each wrong clue cancels a right one."""
    right = sum(clue in case.evidence for clue in evidence)
    wrong = len(evidence) - right
    return max(0, right - wrong) / len(case.evidence)


@dataclass(frozen=True)
class AuditExercise(Exercise):
    """Dossiers to judge; some hide an audience that is not there, others only look so."""

    kind: ClassVar[str] = "audit"

    spec: AuditSchema
    given: frozenset[str]
    shown: frozenset[str]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> AuditExercise:
        """Build from a fence; somebody must be kept and somebody discarded."""
        draft = Draft(AuditSchema, head, prose, prose_line, given, {})
        check_planting(draft)
        check_brief(draft, draft.spec.brief, given)
        if draft.spec.fee is not None:
            draft.check_formula("fee", draft.spec.fee, given)
        draft.check_slots(given)
        return cls(**draft.finish())

    def variables(self) -> frozenset[str]:
        """The scenario's numbers."""
        return self.given

    def draw(self, seed: bytes, given: Numbers | None = None) -> AuditVariant:
        """The dossiers of a seed. Raises FormulaUndefined, PlanError, which `check` reports."""
        numbers = dict(given or {})
        tiers = [Tier(name) for name in self.spec.tiers]
        cases = draw(pick(seed, "dossiers", 2**64), self.spec.stories(seed), tiers)
        fee = self.spec.fee.evaluate(numbers) if self.spec.fee else None
        fees = [float(rounded(case.usual_fee if fee is None else fee, "eur0")) for case in cases]
        brief = brief_of(self.spec.brief, numbers)
        return AuditVariant(self, numbers, cases, tuple(fees), brief)

    def check(self, seeds: Sequence[bytes], given: Numbers | None = None) -> list[Fault]:
        """Briefs and fees that cannot be, errors that cost nothing, marks that anybody gets."""
        return check(self, seeds, given or {})
