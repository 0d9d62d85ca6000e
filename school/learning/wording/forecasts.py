"""What the pages say of a student's ranges: how often they held the figure, and luck's part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from school.campaign.messages import N_
from school.exercises.figures import format_value
from school.learning.calibration import Calibration
from school.learning.wording.speech import _, ngettext
from school.web.language import current


def held(found: Calibration) -> str:
    """How often the ranges of a level held the figure."""
    return ngettext(
        "Your ranges at %(level)s held the figure %(held)d time out of %(count)d.",
        "Your ranges at %(level)s held the figure %(held)d times out of %(count)d.",
        found.held,
        level=format_value(found.level, "pct", current()),
        held=found.held,
        count=found.count,
    )


def held_all(levels: Sequence[Calibration]) -> str:
    """How often the ranges of each level held the figure."""
    return " ".join(map(held, levels))


def luck(found: Calibration) -> str:
    """What luck alone explains."""
    return _(
        "For ranges that are right, luck alone gives %(least)d to %(most)d, nine times in ten.",
        least=found.least,
        most=found.most,
    )


def ranges_verdict(found: Calibration) -> str:
    """What follows for the ranges to come."""
    return _(_VERDICTS[found.verdict])


_VERDICTS: Mapping[str, str] = {
    "early": N_("Too few to tell luck from habit."),
    "narrow": N_("Luck does not explain so few: your ranges are too narrow for what you say."),
    "wide": N_("Luck does not explain so many: your ranges are wider than you say."),
    "sound": N_("Your ranges are worth what they say, as far as one can tell."),
}
