"""What the laboratory's pages say, in the page's language."""

from school.learning.lab.wording.faults import field_fault, refusal, refused
from school.learning.lab.wording.names import (
    charted,
    conversion,
    deal,
    field,
    format_name,
    held,
    html_id,
    levels,
    measure,
    tier,
    tiers,
)
from school.learning.lab.wording.outcome import funnel, listed, odds, one_creator, strip, summary

__all__ = [
    "charted",
    "conversion",
    "deal",
    "field",
    "field_fault",
    "format_name",
    "funnel",
    "held",
    "html_id",
    "levels",
    "listed",
    "measure",
    "odds",
    "one_creator",
    "refusal",
    "refused",
    "strip",
    "summary",
    "tier",
    "tiers",
]
