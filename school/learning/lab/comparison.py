"""Two scenarios side by side: what sets them apart, measure by measure, and which wins on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel.lists import format_list

from school.campaign.compliance import breaches
from school.campaign.measures import MEASURES
from school.campaign.plan import Plan
from school.exercises.figures import NO_FIGURE
from school.learning import measured
from school.learning.change import change
from school.learning.lab import computing
from school.learning.lab.queries import Saved
from school.learning.lab.results import values
from school.learning.wording.speech import _

COMPARED = (
    "cost",
    "reach_net",
    "views",
    "engagements",
    "clicks",
    "orders.incremental",
    "orders.code",
    "cpm",
    "cpc",
    "cpa.incremental",
    "roas.code",
    "profit",
    "roi_traced",
    "roi",
)
Pair = tuple[Plan, Plan]
EQUAL = "="
FIRST, SECOND, NEITHER = "first", "second", ""


@dataclass(frozen=True)
class Duel:
    """A measure of both scenarios, the second's difference, and which does better."""

    name: str
    first: str
    second: str
    difference: str
    winner: str


@dataclass(frozen=True)
class Comparison:
    """Two scenarios measure by measure, and the conclusions in sentences."""

    first: Saved
    second: Saved
    duels: Sequence[Duel]
    conclusions: Sequence[str]


def compare(first: Saved, second: Saved, locale: str) -> Comparison | None:
    """Compare two scenarios; None when one of them cannot be computed any more."""
    if first.sheet.plan is None or second.sheet.plan is None:
        return None
    plans = (first.sheet.plan, second.sheet.plan)
    duels = list(_duels(plans, locale))
    conclusions = list(_conclusions(first.name, second.name, plans, duels, locale))
    return Comparison(first, second, duels, conclusions)


def _duels(plans: Pair, locale: str) -> Iterator[Duel]:
    """The measures, then the odds of a gain."""
    first, second = (values(plan) for plan in plans)
    for name in COMPARED:
        better = MEASURES[name].higher_is_better
        yield _duel(name, measured.name(name), (first[name], second[name]), plans, better, locale)
    odds = (_odds(plans[0]), _odds(plans[1]))
    yield _duel("roi", _("Odds of a gain"), odds, plans, True, locale)


def _odds(plan: Plan) -> float | None:
    return None if breaches(plan) else computing.ranges(plan).probability_of_profit


def _duel(
    like: str,
    name: str,
    figures: tuple[float | None, float | None],
    plans: Pair,
    more_is_better: bool,
    locale: str,
) -> Duel:
    """Two figures, written as a measure like them; what is equal once written is equal."""
    first, second = figures
    texts = (measured.written(like, first, locale), measured.written(like, second, locale))
    moved = EQUAL if texts[0] == texts[1] else change(like, first, second, locale).text
    winner = NEITHER
    if first is not None and second is not None and texts[0] != texts[1]:
        winner = FIRST if (first > second) == more_is_better else SECOND
        if breaches(plans[0 if winner == FIRST else 1]):
            winner = NEITHER
    return Duel(name, texts[0], texts[1], moved or NO_FIGURE, winner)


def _conclusions(
    first: str, second: str, plans: Pair, duels: Sequence[Duel], locale: str
) -> Iterator[str]:
    for name, plan, side in ((first, plans[0], FIRST), (second, plans[1], SECOND)):
        won = [_inside(duel.name) for duel in duels if duel.winner == side]
        if breaches(plan):
            yield _("“%(name)s” breaks the law: it cannot win, whatever it sells.", name=name)
        elif won:
            measures = format_list(won, locale=locale)
            yield _("“%(name)s” does better on %(measures)s.", name=name, measures=measures)
        else:
            yield _("“%(name)s” does better on nothing.", name=name)
    if not any(breaches(plan) for plan in plans):
        yield from _doubt(plans)


def _doubt(plans: Pair) -> Iterator[str]:
    """Whether the ranges of both full ROI leave room for doubt; nothing when one has none."""
    found = [computing.ranges(plan).by_measure["roi"] for plan in plans]
    lows = [each.p5 for each in found if each.p5 is not None]
    highs = [each.p95 for each in found if each.p95 is not None]
    if len(lows) < len(plans) or len(highs) < len(plans):
        return
    if max(lows) <= min(highs):
        yield _("The ranges of their full ROI overlap: luck alone may reverse the order.")
    else:
        yield _("The ranges of their full ROI do not overlap: the gap is more than luck.")


def _inside(name: str) -> str:
    """A measure's name inside a sentence: acronyms keep their capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
