"""What publications reach and what they are answered, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from school.campaign.dossiers.audiences import Curve
from school.campaign.dossiers.chance import Chance
from school.campaign.dossiers.dossier import POSTS, WEEKS, Note, Post
from school.campaign.dossiers.traits import Growth, Talk, Traits

SPREAD = 0.16
"""Sigma of reach and of engagement from one publication of an account to the next."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What the median publication does, for one follower of today."""

    reach: float
    engagement: float
    comments: float  # among engagements


def posts(
    chance: Chance, traits: Traits, rates: Rates, curve: Curve, followers: int
) -> tuple[Post, ...]:
    """One publication for each of the last weeks.

    They speak to the people who are really there, so that bought followers change nothing to
    them. The viral one is seen far beyond them, in the week when followers come.
    """
    weeks = range(WEEKS - POSTS + 1, WEEKS + 1)
    contest = chance.one(weeks) if traits.talk is Talk.CONTEST else 0
    viral = curve.event if traits.growth is Growth.VIRAL else 0
    seen, answered = [], []
    for week in weeks:
        mood, there = chance.noise(SPREAD), curve.real[week - 1]
        seen.append(mood * there * (chance.between(5, 8) if week == viral else 1))
        warmth = chance.noise(SPREAD / 2)
        answered.append(mood * warmth * there * (chance.between(3, 4.5) if week == viral else 1))
    reaches = _around(rates.reach * followers, seen)
    engagements = _around(rates.engagement * followers, answered)
    found = []
    for week, reach, engaged in zip(weeks, reaches, engagements, strict=True):
        comments = engaged * rates.comments * chance.noise(SPREAD)
        rush = chance.between(7, 11) if week == contest else 1
        note = {viral: Note.VIRAL, contest: Note.CONTEST}.get(week, Note.NONE)
        likes = round(engaged - comments)
        found.append(Post(week, round(reach), likes, round(comments * rush), note))
    return tuple(found)


def _around(middle: float, shape: Sequence[float]) -> list[float]:
    """The shape, brought to this median."""
    return [middle * each / median(shape) for each in shape]
