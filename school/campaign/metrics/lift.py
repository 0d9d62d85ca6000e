"""What the campaign added: holdouts, regions, sample sizes (facts A2, X14–X16)."""

from math import sqrt

from school.campaign.metrics.ratio import ratio

NORMAL_95 = 1.96


def relative_lift(treated_rate: float, control_rate: float) -> float:
    """Growth over the control group, as a fraction of the control's rate."""
    return ratio(treated_rate - control_rate, control_rate, "control_rate")


def incremental_share(treated_rate: float, control_rate: float) -> float:
    """Share of the treated group's conversions that would not have happened."""
    return ratio(treated_rate - control_rate, treated_rate, "treated_rate")


def lift_z(treated_rate: float, treated: float, control_rate: float, control: float) -> float:
    """Standard scores between two rates, with their pooled variance."""
    people = treated + control
    pooled = ratio(treated_rate * treated + control_rate * control, people, "treated + control")
    sizes = ratio(1.0, treated, "treated") + ratio(1.0, control, "control")
    error = sqrt(pooled * (1 - pooled) * sizes)
    return ratio(treated_rate - control_rate, error, "the variance")


def lift_margin(treated_rate: float, treated: float, control_rate: float, control: float) -> float:
    """Half-width of the 95 % interval around the difference of two rates."""
    of_treated = ratio(treated_rate * (1 - treated_rate), treated, "treated")
    of_control = ratio(control_rate * (1 - control_rate), control, "control")
    return NORMAL_95 * sqrt(of_treated + of_control)


def sample_size(base_rate: float, relative_effect: float) -> float:
    """People per group to see a relative effect (5 % error, 80 % power): 16·p(1−p)/δ²."""
    difference = base_rate * relative_effect
    return ratio(16 * base_rate * (1 - base_rate), difference**2, "base_rate or relative_effect")


def difference_in_differences(
    treated_before: float,
    treated_after: float,
    control_before: float,
    control_after: float,
) -> float:
    """Growth of the treated region beyond the growth of the control region."""
    return (treated_after - treated_before) - (control_after - control_before)


def geo_lift(
    treated_before: float,
    treated_after: float,
    control_before: float,
    control_after: float,
) -> float:
    """Sales beyond what the treated region would have had at the control's pace."""
    pace = ratio(control_after, control_before, "control_before")
    return treated_after - treated_before * pace
