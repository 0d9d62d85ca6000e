"""People reached once, and the wear of reaching them again (facts B2, equations 11 to 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from school.campaign.lines import Line
from school.campaign.number import Number
from school.campaign.plan import Brief

ROUNDING = 1e-14
"""Share of a target under which an overlap is an error of floating point, and not people."""


@dataclass(frozen=True, slots=True)
class Reach(Generic[Number]):
    """People of the target: audiences added up, and each person counted once."""

    gross: Number
    net: Number

    def wear(self, fatigue: float) -> Number:
        """Return the mean value of an exposure: e(f)/f with e(f) = (1 − λ^f)/(1 − λ)."""
        if fatigue == 1:
            return self.gross * 0 + 1
        nobody = self.net == 0
        frequency = self.gross / (self.net + nobody) + nobody
        useful: Number = (1 - fatigue**frequency) / (1 - fatigue)
        mean: Number = useful / frequency
        return mean


def reach(brief: Brief, lines: Sequence[Line[Number]], nobody: Number) -> Reach[Number]:
    """Return the reach of all lines, `nobody` being a zero of the right shape.

    Audiences overlap by chance within the niche they share, then niches by chance
    within the target (Sainsbury, S74). Whoever is met by one creator only is met once: what
    floating point makes of their overlap is taken off.
    """
    missed_by = {line.creator.cluster: nobody + 1 for line in lines}
    gross = nobody
    for line in lines:
        gross = gross + line.reach_gross
        missed_by[line.creator.cluster] = missed_by[line.creator.cluster] * line.missed
    missed = nobody + 1
    for cluster, share in missed_by.items():
        missed = missed * (1 - (1 - share) * brief.universe_of(cluster) / brief.universe)
    net = brief.universe * (1 - missed)
    met_once = (gross - net <= brief.universe * ROUNDING) & (gross <= brief.universe)
    return Reach(gross, gross * met_once + net * (1 - met_once))
