"""Counting people once: de-duplicated reach (facts A2). All in people."""

from school.campaign.metrics.ratio import ratio

AGOSTINI_CONSTANT = 1.125  # from memory of the trade, not found in a stored source


def net_reach(universe: float, *reaches: float) -> float:
    """People reached at least once, if audiences overlap by chance (Sainsbury, S74).

    Each reach must lie between 0 and the universe, otherwise ValueError.
    """
    if not all(0 <= reach <= universe for reach in reaches):
        raise ValueError("each reach must lie between 0 and the universe")
    missed = 1.0
    for reach in reaches:
        missed *= 1 - ratio(reach, universe, "universe")
    return universe * (1 - missed)


def union(first: float, second: float, overlap: float) -> float:
    """People in one audience or the other, from their measured overlap."""
    return first + second - overlap


def chance_overlap(universe: float, first: float, second: float) -> float:
    """People two independent audiences would share by chance."""
    return ratio(first * second, universe, "universe")


def agostini(gross_reach: float, duplications: float) -> float:
    """Net reach from the sum of audiences and the sum of pairwise overlaps (1961)."""
    weighted = AGOSTINI_CONSTANT * duplications + gross_reach
    return ratio(gross_reach**2, weighted, "gross_reach")


def duplication(net: float, gross_reach: float) -> float:
    """Share of the summed audiences counted more than once, as a fraction."""
    return 1 - ratio(net, gross_reach, "gross_reach")
