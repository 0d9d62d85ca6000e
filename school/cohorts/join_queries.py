"""The links to a cohort as their page reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts import tokens
from school.cohorts.joining import LETTER
from school.cohorts.models import Joining, JoinLink


@dataclass(frozen=True)
class JoinLinkLine:
    """A link to a cohort, how many have joined by it, and whether it still lets people in."""

    id: int
    token: str
    places: int
    joined: int
    last_moment: dt.datetime
    ended_at: dt.datetime | None
    works: bool


def links(session: Session, cohort_id: int, key: str, now: dt.datetime) -> Sequence[JoinLinkLine]:
    """The links to a cohort, the latest first."""
    joined = (
        select(func.count(Joining.email_key.distinct()))
        .where(Joining.link_id == JoinLink.id, Joining.joined_at.is_not(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(JoinLink, joined.label("joined"))
        .where(JoinLink.cohort_id == cohort_id)
        .order_by(JoinLink.id.desc())
    )
    return [_line(row.JoinLink, row.joined, key, now) for row in rows]


def _line(link: JoinLink, joined: int, key: str, now: dt.datetime) -> JoinLinkLine:
    return JoinLinkLine(
        link.id,
        tokens.derived(key, LETTER, link.seed),
        link.places,
        joined,
        link.expires_at - dt.timedelta(microseconds=1),  # midnight is the next day's
        link.ended_at,
        link.ended_at is None and link.expires_at > now and joined < link.places,
    )
