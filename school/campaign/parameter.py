"""A benchmark figure: its range, where it comes from, how far to trust it."""

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How far a figure can be trusted (marks of the facts file)."""

    SOLID = "solid"  # law, regulator, peer-reviewed, or several sources agreeing
    REPORTED = "reported"  # one press or study page, not cross-checked
    VENDOR = "vendor"  # published by someone who sells influence services
    CALIBRATED = "calibrated"  # set so that the model meets a published table
    ASSUMPTION = "assumption"  # a choice of the model; no source


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure with its low, typical and high values, in the unit its table states."""

    low: float
    typical: float
    high: float
    sources: tuple[str, ...]  # ids in `sources.SOURCES`
    confidence: Confidence
    note: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.typical <= self.high:
            raise ValueError("a parameter needs low ≤ typical ≤ high")

    @property
    def is_assumption(self) -> bool:
        """Whether pages must label it an assumption ("hypothèse")."""
        return self.confidence in (Confidence.ASSUMPTION, Confidence.CALIBRATED)
