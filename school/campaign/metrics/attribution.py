"""Rules that share an order among the contacts before it (facts A2, S80, S81).

Each returns one share per contact, in the order of the contacts; shares add up to 1.
"""

from collections.abc import Sequence

from school.campaign.metrics.response import decayed_weight

HALF_LIFE = 7.0  # days, Google Ads' definition
ENDS = 0.4  # share of the first and of the last contact, position-based


def last_click(contacts: int) -> tuple[float, ...]:
    """Give everything to the last contact."""
    return tuple(float(place == contacts - 1) for place in range(contacts))


def first_click(contacts: int) -> tuple[float, ...]:
    """Give everything to the first contact."""
    return tuple(float(place == 0) for place in range(contacts))


def linear(contacts: int) -> tuple[float, ...]:
    """Give every contact the same."""
    return (1 / contacts,) * contacts if contacts else ()


def position_based(contacts: int) -> tuple[float, ...]:
    """Give 40 % to each end and share the rest; two contacts share equally."""
    if contacts <= 2:
        return linear(contacts)
    middle = (1 - 2 * ENDS) / (contacts - 2)
    return (ENDS, *(middle for _ in range(contacts - 2)), ENDS)


def time_decay(days_before: Sequence[float], half_life: float = HALF_LIFE) -> tuple[float, ...]:
    """Halve a contact's weight for each half-life (days) between it and the order."""
    weights = [decayed_weight(days, half_life) for days in days_before]
    return tuple(weight / sum(weights) for weight in weights)
