"""What a campaign brings, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from school.campaign.costs import fee
from school.learning import measured
from school.learning.funnel import Step, steps
from school.learning.lab import computing
from school.learning.lab.queries import Saved
from school.learning.lab.results import FIGURES, ROI, Big, Results, values
from school.learning.wording.exercises import DEALS, creator
from school.learning.wording.speech import _
from school.web.language import current

LISTED = ("cost", "reach_net", "orders.incremental", "roi")
"""What the list of scenarios shows of each."""


def summary(found: Results) -> str:
    """The results in one line, said aloud after each move."""
    shown = ", ".join(f"{each.name} {each.value}" for each in (*found.figures, *found.roi))
    return _("Unlawful campaign. %(figures)s", figures=shown) if found.breaches else shown


def strip(found: Results) -> Iterator[Big]:
    """The big figures under short names, for a phone."""
    for measure, big in zip(FIGURES + ROI, (*found.figures, *found.roi), strict=True):
        yield replace(big, name=measured.short(measure))


def odds(found: Results) -> str:
    """The odds of a gain."""
    return measured.written("roi", found.odds, current())


def one_creator(found: Results, place: int) -> str:
    """What one creator of the plan's line at this place costs, and whom that one reaches."""
    one = found.plan.creators[place]
    reach = computing.one(found.plan, one).reach_gross
    return creator({"fee": fee(one), "reach": reach, "deal": str(one.deal)}, current())


def named_creator(found: Results, place: int) -> str:
    """What the named creator at this place of the plan costs, and whom they reach."""
    one = found.plan.creators[place]
    deal = _(DEALS[one.deal], fee=measured.written("cost", fee(one), current()))
    reach = measured.written("reach_net", computing.one(found.plan, one).reach_gross, current())
    return _("%(deal)s, about %(reach)s people of the target", deal=deal, reach=reach)


def listed(saved: Saved) -> Sequence[str]:
    """The measures that the list shows of a scenario; dashes when it cannot be computed."""
    plan = saved.sheet.plan
    found = values(plan) if plan else dict.fromkeys(LISTED)
    return [measured.written(name, found[name], current()) for name in LISTED]


def funnel(found: Results) -> Iterator[Step]:
    """From people reached to clicks to orders."""
    return steps(found.values, current())
