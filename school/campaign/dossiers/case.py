"""A dossier and its truth: what was planted, what only looks so, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from school.campaign.costs import fee
from school.campaign.dossiers.dossier import Dossier
from school.campaign.metrics import wasted_cost
from school.campaign.outcome import outcome
from school.campaign.plan import Brief, Creator, Plan


class Anomaly(StrEnum):
    """Why an audience is not what it seems (facts A2, fraud and quality signals)."""

    BOUGHT_FOLLOWERS = "bought-followers"
    POD = "pod"
    COMMENT_BOTS = "comment-bots"
    ELSEWHERE = "elsewhere"
    INFLATED_LIKES = "inflated-likes"
    SILENT = "silent"
    STALE = "stale"


class LookAlike(StrEnum):
    """What makes an authentic audience look as if it were not."""

    VIRAL = "viral"  # a jump of followers that a publication explains
    CONTEST = "contest"  # a rush of comments that a contest explains
    DIASPORA = "diaspora"  # followers abroad that the subject explains
    NICHE = "niche"  # a high engagement that a narrow subject explains


Story = Anomaly | LookAlike | None
"""What is behind a dossier; None is an ordinary authentic account."""


class Clue(StrEnum):
    """What an observer may point at in a dossier."""

    GROWTH = "growth"  # followers who came at once, without a reason
    REACH = "reach"  # far fewer people reached than the tier's usual range
    ENGAGEMENT = "engagement"  # a rate out of the tier's usual range, without a reason
    COMMENTS = "comments"  # the same words again and again
    CIRCLE = "circle"  # the same people each time, at once
    GEOGRAPHY = "geography"  # followers outside the declared markets


EVIDENCE: Mapping[Anomaly, frozenset[Clue]] = {
    Anomaly.BOUGHT_FOLLOWERS: frozenset({Clue.GROWTH}),
    Anomaly.POD: frozenset({Clue.CIRCLE, Clue.ENGAGEMENT}),
    Anomaly.COMMENT_BOTS: frozenset({Clue.COMMENTS}),
    Anomaly.ELSEWHERE: frozenset({Clue.GEOGRAPHY}),
    Anomaly.INFLATED_LIKES: frozenset({Clue.ENGAGEMENT}),
    Anomaly.SILENT: frozenset({Clue.ENGAGEMENT}),
    Anomaly.STALE: frozenset({Clue.REACH, Clue.ENGAGEMENT}),
}
"""The clues that each anomaly leaves, all of them, and no other."""


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier and what only its maker knows.

    `hollow` is the share of what the account shows that is not there for an advertiser (followers,
    engagement, reach or people of the market, whichever its anomaly inflates): 0 when authentic.
    """

    dossier: Dossier
    story: Story
    hollow: float

    @property
    def authentic(self) -> bool:
        """Whether the audience is what it seems."""
        return not isinstance(self.story, Anomaly)

    @property
    def evidence(self) -> frozenset[Clue]:
        """What there is to point at; nothing in an authentic account."""
        return EVIDENCE[self.story] if isinstance(self.story, Anomaly) else frozenset()

    @property
    def usual_fee(self) -> float:
        """The usual fee of an account of this size for a post and stories, in € (facts A1.4)."""
        return fee(Creator(self.dossier.followers[-1]))

    def cost_of_error(self, fee: float, brief: Brief) -> float:
        """What the wrong verdict costs at this fee, in €, never below 0.

        Keeping a false audience pays `fee × hollow` for nothing (facts B2.19). Discarding an
        authentic one loses the margin that its sales would have left once the fee is paid: the
        profit of a plan with this creator alone, at the usual quality of its tier, with no other
        cost (facts B2).
        """
        if not self.authentic:
            return wasted_cost(fee, 1 - self.hollow, 1.0)
        alone = Creator(self.dossier.followers[-1], fee=fee, product_cost=0.0)
        return max(0.0, outcome(Plan(brief, (alone,), agency_rate=0.0)).profit)
