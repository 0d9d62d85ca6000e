"""The levels of conversion that have a name and a reason (facts B6)."""

from __future__ import annotations

from dataclasses import dataclass

from school.campaign.behaviour import CONVERSION_LEVEL
from school.campaign.messages import N_


@dataclass(frozen=True)
class Preset:
    """A level of conversion: its name, what it rests on, the sources of that."""

    level: float
    name: str  # to translate
    why: str  # to translate
    sources: tuple[str, ...]


CONVERSION_LEVELS: tuple[Preset, ...] = (
    Preset(
        CONVERSION_LEVEL.low,
        N_("Prudent"),
        N_("Late 2021: 0.5 percent of followers visit the shop, 1.75 percent of visitors buy."),
        ("S47",),
    ),
    Preset(
        CONVERSION_LEVEL.typical,
        N_("Default"),
        N_("Halfway, as a ratio, between prudent and favourable: a choice of the school."),
        (),
    ),
    Preset(
        3.5,
        N_("Favourable"),
        N_("Before 2021: 1.5 to 2 percent of followers visit the shop."),
        ("S47",),
    ),
    Preset(
        CONVERSION_LEVEL.high,
        N_("Very mature"),
        N_("Codes of a fashion brand built on influence, over their whole life."),
        ("S170",),
    ),
)
