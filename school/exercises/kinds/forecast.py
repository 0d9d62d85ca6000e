"""`forecast`: the student gives an interval before a campaign's result is revealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random
from typing import Annotated, ClassVar

from pydantic import Field

from school.campaign.measures import MEASURES
from school.campaign.outcome import outcome
from school.campaign.plan import Plan, PlanError
from school.exercises.authoring import instead, quoted
from school.exercises.briefs import check_brief
from school.exercises.contract import (
    Answer,
    AnswerError,
    Exercise,
    Fault,
    Form,
    Head,
    Mark,
    Numbers,
    Question,
    Settings,
    Solution,
    Variant,
)
from school.exercises.draft import ANSWER, Draft
from school.exercises.draw import follow, pick
from school.exercises.figures import (
    FORMATS,
    read_figure,
    round_half_up,
    write_clearly,
    write_figure,
)
from school.exercises.forms import only
from school.exercises.formula import FormulaUndefined
from school.exercises.hiring import Hired, plan_of
from school.exercises.kinds.forecast_check import check
from school.exercises.outlook import Outlook, outlook
from school.exercises.report import MEASURE_FORMATS
from school.exercises.sampling import redraws
from school.exercises.schema import Calculation, Drawn, FormatName, KindSchema, Name, Share

BOUNDS = ("low", "high")


class ForecastSchema(KindSchema):
    """The head of a `forecast` exercise."""

    needed: ClassVar[Mapping[str, str]] = {
        "brief": "add brief: {basket: 58, margin: 0.55}",
        "creators": "add creators: [{count: 40, followers: 5000, deal: gift}]",
        "measure": "add measure: orders.total",
    }

    params: dict[Name, Drawn] = Field({})
    let: dict[Name, Calculation] = Field({})
    brief: dict[str, Calculation] = Field({})
    creators: list[Hired] = Field([])
    measure: str = ""
    level: Annotated[Share, Field(ge=0.5, le=0.95)] = 0.8
    format: FormatName | None = None
    unit: str = Field("", pattern=r"^[^0-9]{0,20}$")

    def settings(self) -> Settings:
        """The common settings; what was revealed cannot be forecast again."""
        return replace(super().settings(), tries=1)

    @property
    def shown_as(self) -> str:
        """The format of the figures."""
        return self.format or MEASURE_FORMATS[self.measure]


@dataclass(frozen=True)
class ForecastVariant(Variant):
    """A campaign with one student's numbers; `seed` draws what comes of it."""

    exercise: ForecastExercise
    numbers: Numbers
    values: Numbers
    plan: Plan
    seed: int

    @property
    def outlook(self) -> Outlook:
        """What came. Raises FormulaUndefined where nothing did, which `check` reports."""
        spec = self.exercise.spec
        found = outlook(self.plan, spec.measure, spec.level, spec.shown_as, self.seed)
        if found is None:
            raise FormulaUndefined(f"{spec.measure} seldom exists")
        return found

    def question(self) -> Question:
        """The plan, as known before it is played, and what is asked of it."""
        spec = self.exercise.spec
        creators = zip(spec.creators, self.plan.creators, strict=True)
        widget = {
            "level": spec.level,
            "format": spec.shown_as,
            "unit": FORMATS[spec.shown_as].unit,
            "counted": spec.unit,
            "cost": outcome(self.plan).cost,
            "creators": [
                {"count": hired.count, **profile.one(self.plan.brief)}
                for profile, hired in creators
                if hired.count
            ],
        }
        return Question({name: self.values[name] for name in self.exercise.shown}, widget)

    def read(self, form: Form, locale: str) -> Answer:
        """Read the fields `low` and `high`; rates are read as fractions."""
        shape = FORMATS[self.exercise.spec.shown_as]
        unit, scale = shape.unit or self.exercise.spec.unit, shape.scale
        low, high = (read_figure(only(form, name), locale, unit, name) for name in BOUNDS)
        if low.value > high.value:
            raise AnswerError("out-of-order", "high")
        echo = " – ".join(write_figure(each.value, unit, locale) for each in (low, high))
        return Answer(
            typed={"low": low.typed, "high": high.typed},
            read={"low": float(low.value / scale), "high": float(high.value / scale)},
            echo=echo,
        )

    def mark(self, answer: Answer) -> Mark:
        """The reward of the interval, and what decided it."""
        low, high = (float(answer.read[name]) for name in BOUNDS)
        came = self.outlook
        gap = came.gap(low, high)
        details = {
            "level": came.level,
            "low": low,
            "high": high,
            "value": came.value,
            "inside": gap == 0,
            "gap": gap,
            "weight": came.weight,
            "widths": (high - low) / came.width,
            "model": [came.low, came.high],
        }
        return Mark(came.reward(low, high), details=details)

    def solution(self) -> Solution:
        """Every number, the value that came, and the model's own interval."""
        came = self.outlook
        details = {"value": came.value, "low": came.low, "high": came.high}
        return Solution({**self.values, ANSWER: came.value}, details)

    def players(self, chance: Random) -> Mapping[str, Form]:
        """The model's own range, narrower and wider ones, and two ends by chance.

        None is right: what comes is drawn.
        """
        came = self.outlook
        middle, half = (came.low + came.high) / 2, came.width / 2
        ends = {
            "model": (came.low, came.high),
            "half-as-wide": (middle - half / 2, middle + half / 2),
            "twice-as-wide": (middle - 2 * half, middle + 2 * half),
            "random": tuple(sorted(5 * middle * chance.random() for _ in BOUNDS)),
        }
        return {name: self._posted(both) for name, both in ends.items()}

    def _posted(self, ends: Sequence[float]) -> Form:
        shape = FORMATS[self.exercise.spec.shown_as]
        figures = sorted(round_half_up(end * shape.scale, shape.decimals) for end in ends)
        both = zip(BOUNDS, figures, strict=True)
        return {name: [write_clearly(figure, "fr")] for name, figure in both}


@dataclass(frozen=True)
class ForecastExercise(Exercise):
    """A campaign whose result is to be forecast."""

    kind: ClassVar[str] = "forecast"

    spec: ForecastSchema
    given: frozenset[str]
    shown: frozenset[str]

    @classmethod
    def parse(
        cls, head: Head, prose: str, prose_line: int, given: frozenset[str] = frozenset()
    ) -> ForecastExercise:
        """Build from a fence; every formula, the measure and every slot must exist."""
        draft = Draft(ForecastSchema, head, prose, prose_line, given, {})
        known = draft.names("params", "let")
        draft.check_sequence("let", draft.spec.let, given.union(draft.written("params")))
        check_brief(draft, draft.spec.brief, known)
        for place, each in enumerate(draft.spec.creators):
            draft.check_formula(f"creators.{place}.count", each.count, known)
        _check_figure(draft)
        if "tries" in head.values:
            draft.fault("tries", "is always 1 in a forecast", "remove it")
        draft.check_slots(known, secret=frozenset({ANSWER}))
        return cls(**draft.finish())

    @property
    def trials(self) -> int:
        """Few: each campaign is drawn 2000 times."""
        return 30

    def variables(self) -> frozenset[str]:
        """Parameters, lets, the scenario's numbers, and the value that came."""
        return self.given.union(self.spec.params, self.spec.let, {ANSWER})

    def readable(self) -> Mapping[str, Sequence[str]]:
        """The two ends of the range."""
        return {name: ("read", name) for name in BOUNDS}

    def draw(self, seed: bytes, given: Numbers | None = None) -> ForecastVariant:
        """The first numbers of the seed that make a campaign.

        Raises FormulaUndefined if no numbers do, which `check` reports.
        """
        chance = pick(seed, "draws", 2**32)
        for drawn in redraws(self.spec.params, seed):
            with suppress(FormulaUndefined, PlanError):
                return self.variant({**(given or {}), **drawn}, chance)
        raise FormulaUndefined(f"{self.id} has no campaign for any draw")

    def variant(self, numbers: Numbers, seed: int = 0) -> ForecastVariant:
        """The variant of these numbers. Raises FormulaUndefined, PlanError."""
        values = follow(self.spec.let, numbers)
        plan = plan_of(self.spec.brief, self.spec.creators, values)
        return ForecastVariant(self, numbers, values, plan, seed)

    def check(self, seeds: Sequence[bytes], given: Numbers | None = None) -> list[Fault]:
        """Campaigns that cannot be, results that hardly vary or seldom exist."""
        return check(self, seeds, given or {})


def _check_figure(draft: Draft[ForecastSchema]) -> None:
    """The measure exists, and its figures have one unit."""
    spec = draft.spec
    if spec.measure in MEASURES:
        if spec.unit and FORMATS[spec.shown_as].unit:
            draft.fault("unit", f"is {FORMATS[spec.shown_as].unit} already", "remove it")
    elif "measure" in draft.head.values and "measure" not in draft.lost:
        what = f"{quoted(spec.measure)} is not a measure"
        draft.fault("measure", what, instead(spec.measure, MEASURES))
