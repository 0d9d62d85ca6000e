"""Dividing, with an error that names what was zero."""

from school.campaign.number import Number


class MetricError(ZeroDivisionError):
    """A metric that does not exist because one of its arguments is zero."""

    def __init__(self, argument: str) -> None:
        super().__init__(f"{argument} is zero: the metric does not exist")
        self.argument = argument


def ratio(numerator: Number, denominator: Number, argument: str) -> Number:
    """Return numerator / denominator.

    A zero denominator raises `MetricError` naming the argument; in an array the
    zero entries become infinite or undefined, which the caller must expect.
    """
    if isinstance(denominator, (int, float)) and denominator == 0:
        raise MetricError(argument)
    return numerator / denominator
