"""Made-up students before a `campaign`: the best plan there is, plans of habit, plans by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING

from school.campaign.behaviour import AGENCY_RATE
from school.campaign.costs import costs
from school.exercises.composition import CONTRACTS, MENTIONS
from school.exercises.contract import Form
from school.exercises.goals import limits_of
from school.exercises.menu import Offer, best_plan
from school.exercises.sampling import SEARCHED

if TYPE_CHECKING:
    from school.exercises.kinds.campaign import CampaignVariant

LAWFUL = ("collaboration", "yes")


def players(variant: CampaignVariant, chance: Random) -> Mapping[str, Form]:
    """`always:<id>` spends the whole budget on one choice, `always:even` as much on each.

    `always:everything` hires everybody, whatever it costs.

    `random` spends it by chance, and declares by chance what the law asks.
    """
    offers = variant.exercise.spec.choices
    budget = variant.brief.budget
    plans = {f"always:{name}": {name: _affordable(offers[name], budget)} for name in offers}
    share = None if budget is None else budget / len(offers)
    plans["always:everything"] = {name: offer.max for name, offer in offers.items()}
    plans["always:even"] = {name: _affordable(offer, share) for name, offer in offers.items()}
    found = {
        name: _posted(offers, counts) for name, counts in plans.items() if any(counts.values())
    }
    found["random"] = _by_chance(variant, chance)
    if chance.random() * variant.exercise.trials < SEARCHED and (best := _best(variant)):
        found["best"] = best
    return found


def _affordable(offer: Offer, budget: float | None) -> int:
    """How many of an offer a budget (€) pays."""
    price = _price(offer)
    return offer.max if budget is None or not price else min(offer.max, int(budget / price))


def _price(offer: Offer) -> float:
    return costs(offer.creator(1), AGENCY_RATE.typical).total


def _by_chance(variant: CampaignVariant, chance: Random) -> Form:
    offers, left = variant.exercise.spec.choices, variant.brief.budget
    counts = dict.fromkeys(offers, 0)
    for name in chance.sample(list(offers), len(offers)):
        counts[name] = chance.randint(0, _affordable(offers[name], left))
        left = None if left is None else left - counts[name] * _price(offers[name])
    if not any(counts.values()):
        counts[chance.choice(list(offers))] = 1
    formats = {
        name: chance.sample(offer.formats, chance.randint(1, len(offer.formats)))
        for name, offer in offers.items()
        if offer.formats
    }
    declared = chance.choice(list(MENTIONS)), chance.choice(list(CONTRACTS))
    return _posted(offers, counts, formats, declared)


def _best(variant: CampaignVariant) -> Form | None:
    """The plan that meets every goal and brings most of what the frontier, or a goal, measures."""
    spec = variant.exercise.spec
    limits = tuple((name, *bounds) for name, bounds in limits_of(variant.goals).items())
    wanted = [goal.measure for goal in variant.goals]
    measure = spec.frontier.measure if spec.frontier else next(iter(wanted), "")
    found = measure and best_plan(variant.brief, variant.exercise.menus, measure, limits)
    if not found:
        return None
    lines = dict(zip(spec.choices, found.creators, strict=True))
    counts = {name: creator.count for name, creator in lines.items()}
    formats = {name: list(map(str, creator.formats)) for name, creator in lines.items()}
    return _posted(spec.choices, counts, formats)


def _posted(
    offers: Mapping[str, Offer],
    counts: Mapping[str, int],
    formats: Mapping[str, Sequence[str]] | None = None,
    declared: tuple[str, str] = LAWFUL,
) -> Form:
    form: dict[str, Sequence[str]] = {f"count.{name}": [str(n)] for name, n in counts.items()}
    for name, offer in offers.items():
        if offer.formats:
            form[f"formats.{name}"] = (formats or {}).get(name) or offer.chosen
    mention, contract = declared
    return {**form, "mention": [mention], "contract": [contract]}
