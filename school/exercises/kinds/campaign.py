"""`campaign`: the student composes a campaign, sees what it brings, then commits to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import prod
from random import Random
from typing import ClassVar

from pydantic import Field

from school.campaign.compliance import breaches
from school.campaign.measures import MEASURES
from school.campaign.outcome import outcome
from school.campaign.plan import Brief, PlanError
from school.exercises.authoring import instead, quoted
from school.exercises.briefs import brief_of, check_brief
from school.exercises.composition import Composition
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
from school.exercises.draft import Draft
from school.exercises.draw import follow, pick
from school.exercises.figures import rounded
from school.exercises.formula import FormulaUndefined
from school.exercises.goals import Goal, GoalsSchema, Values, check_goals
from school.exercises.kinds.campaign_check import check
from school.exercises.kinds.campaign_players import players
from school.exercises.menu import BestPlan, Menu, Offer, best_plan, menus, problems
from school.exercises.report import MEASURE_FORMATS, measures, report
from school.exercises.sampling import redraws
from school.exercises.schema import Calculation, Id, Schema

READABLE = ("cost", "reach_net", "clicks", "orders.incremental", "margin", "roi", "roi_traced")
"""The measures kept with each try: a later lesson may read them."""

FEW = 30
"""Best plans to look for when an exercise is checked."""


class FrontierSchema(Schema):
    """Points for coming near the best plan that the budget allows."""

    measure: str
    points: float = Field(1.0, gt=0)


class CampaignSchema(GoalsSchema):
    """The head of a `campaign` exercise."""

    needed: ClassVar[Mapping[str, str]] = {
        "brief": "add brief: {budget: 9000, basket: 58, margin: 0.55}",
        "choices": "add choices: nano: {followers: 5000, deal: gift, max: 40}",
    }

    brief: dict[str, Calculation] = Field({})
    choices: dict[Id, Offer] = Field({})
    compliance: bool = False
    frontier: FrontierSchema | None = None
    draws: int = Field(400, ge=50, le=4000)


@dataclass(frozen=True)
class CampaignVariant(Variant):
    """The campaign to compose, with one student's numbers; `seed` draws its ranges."""

    exercise: CampaignExercise
    numbers: Numbers
    values: Numbers
    brief: Brief
    goals: tuple[Goal, ...]
    seed: int

    def question(self) -> Question:
        """The creators on offer, the brief as written, the goals and their targets."""
        spec = self.exercise.spec
        widget = {
            "choices": [
                {"id": name, **offer.public(self.brief)} for name, offer in spec.choices.items()
            ],
            "brief": {name: getattr(self.brief, name) for name in spec.brief},
            "goals": [goal.public() for goal in self.goals],
            "compliance": spec.compliance,
            "frontier": spec.frontier.measure if spec.frontier else None,
        }
        return Question({name: self.values[name] for name in self.exercise.shown}, widget)

    def read(self, form: Form, locale: str) -> Answer:
        """Read `count.<id>`, `formats.<id>`, and `mention` and `contract` where the law is asked.

        A campaign without creators is no answer.
        """
        spec = self.exercise.spec
        composed = Composition.read(form, spec.choices)
        if not any(composed.counts.values()):
            raise AnswerError("empty", f"count.{next(iter(spec.choices))}")
        if spec.compliance:
            composed = composed.declaring(form)
        return Answer(dict(composed.typed), composed.as_json())

    def mark(self, answer: Answer) -> Mark:
        """The points of the goals and of the frontier, as a share; 0 for a breach of the law."""
        spec = self.exercise.spec
        plan = Composition.from_json(answer.read).plan(self.brief, spec.choices)
        found = measures(outcome(plan))
        details: Json = {"goals": [goal.result(found) for goal in self.goals]}
        details["figures"] = {name: found[name] for name in READABLE}
        broken = breaches(plan)
        details["breaches"] = [
            {"id": b.id, "law": b.law, "sentence": b.sentence, "remedy": b.remedy} for b in broken
        ]
        earned = sum(goal.points for goal in self.goals if goal.is_met(found))
        total = sum(goal.points for goal in self.goals)
        if spec.frontier:
            details["frontier"] = self._frontier_share(found, spec.frontier.measure)
            earned += spec.frontier.points * details["frontier"]
            total += spec.frontier.points
        score = earned / total if total else 1.0
        return Mark(0.0 if broken else score, details=details)

    def solution(self) -> Solution:
        """Every number of the texts, and the best plan when one is looked for."""
        best = self._best()
        if best is None:
            return Solution(self.values)
        counts = {
            name: {"count": creator.count, "formats": list(map(str, creator.formats))}
            for name, creator in zip(self.exercise.spec.choices, best.creators, strict=True)
        }
        return Solution(
            self.values, {"best": {"choices": counts, "cost": best.cost, "value": best.value}}
        )

    def preview(self, form: Form, locale: str) -> Json:
        """What the plan composed so far is expected to bring, and its ranges."""
        spec = self.exercise.spec
        plan = Composition.read(form, spec.choices).plan(self.brief, spec.choices)
        found = report(plan, spec.choices, spec.draws, self.seed)
        value = found["figures"][spec.frontier.measure] if spec.frontier else None
        return {
            **found,
            "goals": [goal.result(found["figures"]) for goal in self.goals],
            "point": None if value is None else {"cost": found["cost"], "value": value},
        }

    def players(self, chance: Random) -> Mapping[str, Form]:
        """Those of `campaign_players`."""
        return players(self, chance)

    def _best(self) -> BestPlan | None:
        frontier = self.exercise.spec.frontier
        if frontier is None:
            return None
        return best_plan(self.brief, self.exercise.menus, frontier.measure)

    def _frontier_share(self, found: Values, name: str) -> float:
        """The plan's value as a share of the best; 0 over the budget."""
        value, cost, best = found[name], found["cost"], self._best()
        budget = self.brief.budget
        if value is None or cost is None or best is None or budget is None or best.value <= 0:
            return 0.0
        affordable = rounded(cost, "eur") <= rounded(budget, "eur")
        return min(1.0, max(0.0, value / best.value)) if affordable else 0.0


@dataclass(frozen=True)
class CampaignExercise(Exercise):
    """A campaign to compose from creators on offer, for a brief."""

    kind: ClassVar[str] = "campaign"

    spec: CampaignSchema
    given: frozenset[str]
    shown: frozenset[str]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> CampaignExercise:
        """Build from a fence; every formula, measure and slot must exist."""
        callouts = {"CHOICE": "choices", "GOAL": "goals"}
        draft = Draft(CampaignSchema, head, prose, prose_line, given, callouts)
        known = draft.names("params", "let")
        draft.check_sequence("let", draft.spec.let, given.union(draft.written("params")))
        check_brief(draft, draft.spec.brief, known)
        check_goals(draft, MEASURES, known)
        for path, what, remedy in problems(draft.spec.choices):
            draft.fault(path, what, remedy)
        _check_frontier(draft)
        draft.check_slots(known)
        return cls(**draft.finish())

    @cached_property
    def menus(self) -> tuple[Menu, ...]:
        """Every way to pick formats for the choices."""
        return menus(self.spec.choices)

    @property
    def trials(self) -> int:
        """Few where most variants have a best plan of their own: each takes a tenth of a second."""
        briefs = prod(param.count for param in self.spec.params.values())
        return super().trials if briefs <= FEW or not self.spec.frontier else FEW

    def variables(self) -> frozenset[str]:
        """Parameters, lets and the scenario's numbers."""
        return self.given.union(self.spec.params, self.spec.let)

    def readable(self) -> Mapping[str, Sequence[str]]:
        """The main measures of the campaign composed."""
        return {name: ("details", "figures", name) for name in READABLE}

    def draw(self, seed: bytes, given: Numbers | None = None) -> CampaignVariant:
        """The first numbers of the seed for which the brief and every target exist.

        Raises FormulaUndefined if no numbers do, which `check` reports.
        """
        chance = pick(seed, "draws", 2**32)
        for drawn in redraws(self.spec.params, seed):
            with suppress(FormulaUndefined, PlanError):
                return self.variant({**(given or {}), **drawn}, chance)
        raise FormulaUndefined(f"{self.id} has no brief for any draw")

    def variant(self, numbers: Numbers, seed: int = 0) -> CampaignVariant:
        """The variant of these numbers. Raises FormulaUndefined, PlanError."""
        values = follow(self.spec.let, numbers)
        goals = [goal.goal(values, MEASURE_FORMATS[goal.measure]) for goal in self.spec.goals]
        brief = brief_of(self.spec.brief, values)
        return CampaignVariant(self, numbers, values, brief, tuple(goals), seed)

    def check(self, seeds: Sequence[bytes], given: Numbers | None = None) -> list[Fault]:
        """Impossible briefs, goals that nobody can reach, goals that an empty plan meets."""
        return check(self, seeds, given or {})


def _check_frontier(draft: Draft[CampaignSchema]) -> None:
    """There is something to mark, and a best plan to compare with."""
    frontier = draft.spec.frontier
    if draft.spec.graded and not draft.written("goals") and "frontier" not in draft.head.values:
        draft.fault("goals", "is missing", "add a goal, or graded: false for free play")
    if frontier is None:
        return
    if "budget" not in draft.written("brief"):
        draft.fault("frontier", "has no budget to compare plans at", "add budget: to brief:")
    more = [name for name, info in MEASURES.items() if info.higher_is_better]
    if frontier.measure not in more:
        what = f"{quoted(frontier.measure)} is not a measure of which more is better"
        draft.fault("frontier.measure", what, instead(frontier.measure, more))
