"""What cohorts refuse, each in a sentence for the person who asked."""

from __future__ import annotations


class CohortError(ValueError):
    """What was asked of a cohort cannot be done.

    Its text is an English sentence that pages translate; `field` names the value at fault.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
