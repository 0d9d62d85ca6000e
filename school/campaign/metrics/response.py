"""How a response bends: saturation, memory, elasticity, spread (facts A2, C5, C6)."""

from math import erf, log, sqrt

from school.campaign.metrics.ratio import ratio

LEUNG_ELASTICITY = 0.457  # +1 % of budget gives +0.46 % of engagement (S176)
ROBUST_SCALE = 1.4826  # makes the MAD of a normal series equal its standard deviation


def hill(spend: float, half_saturation: float, slope: float) -> float:
    """Share of the full response at this spend, 0 to 1 (Meridian and Robyn, S90, S91)."""
    if spend == 0:
        return 0.0
    relative: float = ratio(spend, half_saturation, "half_saturation") ** -slope
    return 1 / (1 + relative)


def adstock(decay: float, *spends: float) -> float:
    """Remembered spend: weighted mean of the latest spends, most recent first (S90)."""
    weights = [decay**age for age in range(len(spends))]
    weighted = sum(weight * spend for weight, spend in zip(weights, spends, strict=True))
    return ratio(weighted, float(sum(weights)), "the number of spends")


def budget_engagement(budget_factor: float) -> float:
    """Factor on engagement when the budget is multiplied by this factor (Leung 2022)."""
    return float(budget_factor**LEUNG_ELASTICITY)


def decayed_weight(days: float, half_life: float) -> float:
    """Weight of a contact this many days before the order: halved every half-life (S81)."""
    return float(2 ** -ratio(days, half_life, "half_life"))


def robust_z(value: float, median: float, deviation: float) -> float:
    """Robust standard scores from a median, given the median absolute deviation."""
    return ratio(value - median, ROBUST_SCALE * deviation, "deviation")


def engagement_z(rate: float, usual_rate: float, spread: float = 0.5) -> float:
    """Standard scores of an engagement rate within its tier, on the log scale.

    Both rates must be above 0, otherwise ValueError. The default spread is an
    assumption of the model (facts A2).
    """
    if rate <= 0 or usual_rate <= 0:
        raise ValueError("both rates must be above 0")
    return ratio(log(rate / usual_rate), spread, "spread")


def lognormal_spread(mean_over_median: float) -> float:
    """Sigma of a lognormal law from its mean / median; ValueError below 1."""
    if mean_over_median < 1:
        raise ValueError("the mean of a lognormal law is at least its median")
    return sqrt(2 * log(mean_over_median))


def share_above_mean(spread: float) -> float:
    """Share of a lognormal population that beats its mean, from its sigma."""
    return (1 - erf(spread / 2 / sqrt(2))) / 2
