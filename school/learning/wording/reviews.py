"""What the pages say of reviews."""

from __future__ import annotations

from school.learning.review.agenda import Entry
from school.learning.review.sitting import Sitting
from school.learning.wording.speech import _, ngettext
from school.web.clock import tomorrow
from school.web.formats import day


def review_rule() -> str:
    """What comes back, and when."""
    return _(
        "A skill comes back once you have passed an exercise of it, a mistake once you have made "
        "it. Your first answer with new numbers decides when: right, later and later; wrong, from "
        "tomorrow."
    )


def to_review(count: int) -> str:
    """How many things are due today."""
    return _("To review today: %(count)d", count=count)


def sitting_size(sitting: Sitting) -> str:
    """How long a sitting is."""
    return ngettext(
        "%(num)d exercise, ten minutes at most",
        "%(num)d exercises, about ten minutes",
        len(sitting.items),
    )


def sitting_place(sitting: Sitting) -> str:
    """How far one is in a sitting."""
    return _("Review %(place)d of %(count)d", place=sitting.place, count=len(sitting.items))


def comes_back(entry: Entry) -> str:
    """The day when a skill or a mistake comes back."""
    return day(entry.due) if entry.due >= tomorrow() else _("today")
