"""People reached once, and the wear of reaching them again (facts B2, equations 11 to 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from school.campaign.lines import Line
from school.campaign.number import Number, lesser
from school.campaign.plan import Brief


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
    within the target (Sainsbury, S74).
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
    return Reach(gross, lesser(net, gross))
