"""What the law asks of a campaign (facts A3, B2.20). Teaching material, not legal advice.

An unlawful plan is never a winning one, whatever it sells.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from school.campaign.messages import N_
from school.campaign.outcome import outcome
from school.campaign.plan import Plan, Sector

CONTRACT_THRESHOLD = 1_000.0  # € excluding VAT, in money and in kind, for one creator


@dataclass(frozen=True, slots=True)
class Breach:
    """A duty the plan does not meet: a stable id, the law, and what to put right."""

    id: str
    law: str  # reference, in French as lawyers write it
    sentence: str  # a sentence to translate
    remedy: str  # a sentence to translate
    sources: tuple[str, ...]


MISSING_MENTION = Breach(
    "mention",
    "loi n° 2023-451, art. 5-2",
    N_("The posts do not say that they are commercial."),
    N_("Have them say “Publicité”, “Collaboration commerciale” or an equivalent."),
    ("S104", "S107"),
)
MISSING_CONTRACT = Breach(
    "contract",
    "loi n° 2023-451, art. 8 ; décret n° 2025-1137",
    N_("A creator receives 1,000 € excluding VAT or more, in money and in kind, unwritten."),
    N_("Sign a written contract with each such creator."),
    ("S115", "S116", "S117"),
)
PROHIBITED_SECTOR = Breach(
    "sector",
    "loi n° 2023-451, art. 4",
    N_("Creators may not promote this product."),
    N_("Give up this campaign: no wording makes it lawful."),
    ("S109", "S110"),
)
UNAUTHORISED_MINOR = Breach(
    "minor",
    "loi n° 2020-1266 ; Code du travail, art. L.7124-1",
    N_("A creator under 16 takes part without authorisation."),
    N_("Obtain the authorisation first, or choose another creator."),
    ("S138", "S139"),
)


def breaches(plan: Plan) -> tuple[Breach, ...]:
    """Return every duty the plan does not meet. A plan without creators meets them all."""
    return tuple(_breaches(plan)) if any(each.count for each in plan.creators) else ()


def is_compliant(plan: Plan) -> bool:
    """Whether the plan meets every duty the model knows of."""
    return not breaches(plan)


def needs_contract(plan: Plan) -> bool:
    """Whether one creator is granted enough, money and gifts together, to need a written contract.

    The threshold counts one advertiser, one year and one promotional objective: the plan.
    Expected commissions count, and so does shipping, which a product's cost includes.
    """
    return any(
        line.costs.granted / line.creator.count >= CONTRACT_THRESHOLD
        for line in outcome(plan).lines
        if line.creator.count
    )


def _breaches(plan: Plan) -> Iterator[Breach]:
    if plan.mention is None:
        yield MISSING_MENTION
    if not plan.contract and needs_contract(plan):
        yield MISSING_CONTRACT
    if plan.brief.sector != Sector.ORDINARY:
        yield PROHIBITED_SECTOR
    if any(each.count and each.minor and not each.authorised for each in plan.creators):
        yield UNAUTHORISED_MINOR
