"""The number a formula works on: one figure, or an array of drawn ones.

The equations of the model stand once and serve three readers: the expected
outcome (floats), the draws and the frontier (numpy arrays). numpy itself is
imported only where arrays are made.
"""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

Number = TypeVar("Number", float, "NDArray[float64]")


def capped(share: Number) -> Number:
    """Return the share, held at 1 where it exceeds it."""
    return share * (share < 1) + (share >= 1)
