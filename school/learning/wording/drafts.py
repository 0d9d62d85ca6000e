"""What the pages say of what is typed and not sent."""

from __future__ import annotations

import datetime as dt

from school.learning.card import Card
from school.learning.draft import KeptDraft
from school.learning.wording.speech import _
from school.web.clock import PARIS, today
from school.web.formats import moment, time


def saved(draft: KeptDraft) -> str:
    """When a draft was saved; the day too when it was not today."""
    if _is_today(draft.saved_at):
        return _("Draft saved at %(time)s", time=time(draft.saved_at))
    return _("Draft saved on %(moment)s", moment=moment(draft.saved_at))


def saved_elsewhere(draft: KeptDraft) -> str:
    """When another page saved another text."""
    if _is_today(draft.saved_at):
        return _(
            "This one was saved at %(time)s, in another window or on another device:",
            time=time(draft.saved_at),
        )
    return _(
        "This one was saved on %(moment)s, in another window or on another device:",
        moment=moment(draft.saved_at),
    )


def moved(card: Card) -> str:
    """What changed since a draft was typed."""
    if card.moved == "revision":
        return _(
            "The lesson was revised since you typed this. Check your answer against the present "
            "text."
        )
    return _(
        "The numbers changed since you typed this: they follow an answer of yours or your brand. "
        "Check your answer against the present ones."
    )


def _is_today(instant: dt.datetime) -> bool:
    return instant.astimezone(PARIS).date() == today()
