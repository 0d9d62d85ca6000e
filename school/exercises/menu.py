"""The creators that a campaign exercise offers, and what the best plan made of them brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, product
from math import inf
from typing import Literal

from pydantic import Field

from school.campaign.costs import fee
from school.campaign.formats import USUAL_FORMATS, Format, Platform
from school.campaign.frontier import best, share_meeting
from school.campaign.measures import MEASURES
from school.campaign.outcome import outcome
from school.campaign.plan import Brief, Creator, Deal, Plan
from school.exercises.contract import Json
from school.exercises.schema import Schema

MAX_MENUS = 64
"""Ways to pick formats for all choices; each takes about a millisecond to search."""

MAX_PLANS = 300_000

FormatNames = Literal["post", "reel", "stories"]


class Profile(Schema):
    """Creators of one size and deal, and their formats, if any is named."""

    followers: int = Field(ge=500, le=100_000_000)
    deal: Literal["gift", "paid", "affiliation"]
    formats: list[FormatNames] = Field([])

    @property
    def chosen(self) -> tuple[str, ...]:
        """The formats at the start: the usual ones among those offered, or the first."""
        usual = tuple(map(str, USUAL_FORMATS[Platform.INSTAGRAM]))
        offered = tuple(name for name in usual if name in self.formats)
        return offered or tuple(self.formats[:1]) or usual

    def creator(self, count: int, formats: Sequence[str] = ()) -> Creator:
        """So many of these creators, with these formats or those of the start."""
        picked = tuple(map(Format, formats or self.chosen))
        return Creator(self.followers, count, Deal(self.deal), formats=picked)

    def one(self, brief: Brief) -> Json:
        """What a page shows of one of these creators: fee in €, people of the target reached."""
        one = self.creator(1)
        return {
            "tier": str(one.tier),
            "followers": self.followers,
            "deal": self.deal,
            "chosen": list(self.chosen),
            "fee": fee(one),
            "reach": outcome(Plan(brief, (one,))).lines[0].reach_gross,
        }


class Offer(Profile):
    """Creators to choose from: how many of them there are, and the formats to pick among."""

    max: int = Field(ge=1, le=500)

    def variants(self) -> list[Creator]:
        """All of these creators, once for each way to pick formats."""
        sizes = range(1, len(self.formats) + 1)
        picks = [pick for size in sizes for pick in combinations(self.formats, size)]
        return [self.creator(self.max, pick) for pick in picks or [()]]

    def public(self, brief: Brief) -> Json:
        """What a page shows of the offer."""
        return {**self.one(brief), "max": self.max, "formats": list(self.formats)}


Menu = tuple[Creator, ...]
Bounds = tuple[tuple[str, float, float], ...]
"""Measures, each with the least and the most that it may be."""


@dataclass(frozen=True)
class BestPlan:
    """The plan that brings most of a measure: its cost in €, its value, its creators."""

    cost: float
    value: float
    creators: Menu


def menus(offers: Mapping[str, Offer]) -> tuple[Menu, ...]:
    """Every way to pick formats, with as many creators as are offered."""
    return tuple(product(*(offer.variants() for offer in offers.values())))


def problems(offers: Mapping[str, Offer]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the offers: path, what, remedy. All their plans must be computable."""
    ways = plans = 1
    for name, offer in offers.items():
        ways *= max(1, 2 ** len(offer.formats) - 1)
        plans *= offer.max + 1
        if len(set(offer.formats)) < len(offer.formats):
            yield f"choices.{name}.formats", "names a format twice", "keep one of them"
    if ways > MAX_MENUS or ways * plans > MAX_PLANS:
        what = f"allow {ways} ways to pick formats and {ways * plans} plans"
        remedy = f"stay within {MAX_MENUS} and {MAX_PLANS}: fewer formats, or smaller max:"
        yield "choices", what, remedy


@lru_cache(maxsize=256)
def best_plan(
    brief: Brief, menus: tuple[Menu, ...], measure: str, limits: Bounds = ()
) -> BestPlan | None:
    """The best plan within the brief's budget for a measure; None if none has a value.

    `limits` hold the least and the most of any measures.
    Kept in memory: every student with the same numbers is judged against the same one.
    """
    within = {name: (least, most) for name, least, most in limits}
    found = [(best(brief, menu, measure, limits=within), menu) for menu in menus]
    points = [(point, menu) for point, menu in found if point]
    if not points:
        return None
    sign = 1 if MEASURES[measure].higher_is_better else -1
    point, menu = max(points, key=lambda found: sign * found[0].value)
    creators = zip(menu, point.counts, strict=True)
    chosen = tuple(replace(creator, count=count) for creator, count in creators)
    return BestPlan(point.cost, point.value, chosen)


def is_reachable(
    brief: Brief, menus: tuple[Menu, ...], limits: Mapping[str, tuple[float, float]]
) -> bool:
    """Whether some plan, whatever it costs, keeps every measure within its limits."""
    return any(share_meeting(brief, menu, limits, inf) > 0 for menu in menus)
