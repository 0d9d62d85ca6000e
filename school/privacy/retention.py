"""How long things stay: every period in one place."""

from __future__ import annotations

import datetime as dt

PROOF_YEARS = 5
"""Years that the proof of a training stays once it ended.

The Labour Code asks a school to prove what took place (articles R6313-3 and L6362-6): connections,
activities, answers. How many years is the school's decision, to be confirmed by its counsel.
"""

DEVICE = dt.timedelta(days=365)
"""How long the name of a device stays once its sign-in ended: to recognise a stranger's."""

LINK = dt.timedelta(days=30)
"""How long a link sent by mail stays once it cannot be used any more."""


def proof_end(trained_until: dt.date) -> dt.date:
    """The day after which nothing proves a training that ended on another day."""
    last = trained_until.replace(day=min(trained_until.day, 28))
    return last.replace(year=last.year + PROOF_YEARS)
