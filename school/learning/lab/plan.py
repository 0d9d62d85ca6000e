"""The plan that the laboratory's fields describe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from school.campaign.formats import Format
from school.campaign.plan import Brief, Creator, Deal, Plan
from school.exercises.composition import CONTRACTS, MENTIONS
from school.exercises.contract import Form
from school.learning.lab import fields
from school.learning.lab.fields import (
    ASSUMPTIONS,
    BRIEF,
    BY,
    CONVERSION,
    LINES,
    NAMED,
    PRESET,
    REPEAT,
    Line,
)
from school.learning.lab.named import Row, present

OF_CREATORS = ("target_share", "product_cost")
"""The assumptions that are about each creator; the agency's rate is the plan's."""


def plan_of(figures: Mapping[str, float | None], choices: Form) -> Plan:
    """The plan of fields that were all read: figures in the model's units, and choices."""
    given: Any = figures
    shared = {field.name: given[field.name] for field in ASSUMPTIONS}
    of_creators = {name: shared.pop(name) for name in OF_CREATORS}
    agency_rate = shared.pop("agency_rate")
    brief = {field.name: given[field.name] for field in (*BRIEF, REPEAT)}
    level = given.get(CONVERSION.name, fields.LEVELS.get(choices[PRESET][0]))
    if list(choices[BY]) == [NAMED]:
        creators = tuple(_named(row, given, choices, **of_creators) for row in present(choices))
    else:
        creators = tuple(_creator(line, given, choices, **of_creators) for line in LINES)
    return Plan(
        Brief(**brief, **shared, conversion_level=level),
        creators,
        agency_rate=agency_rate,
        mention=MENTIONS[choices["mention"][0]],
        contract=CONTRACTS[choices["contract"][0]],
    )


def _creator(
    line: Line, given: Any, choices: Form, *, target_share: float, product_cost: float
) -> Creator:
    deal = Deal(choices[line.deal_field][0])
    return Creator(
        followers=given[line.followers.name],
        count=given[line.count.name],
        deal=deal,
        formats=tuple(map(Format, choices[line.formats_field])),
        authenticity=given[line.authenticity.name],
        audience_quality=given[line.quality.name],
        target_share=target_share,
        product_cost=None if deal == Deal.AFFILIATION else product_cost,
    )


def _named(
    row: Row, given: Any, choices: Form, *, target_share: float, product_cost: float
) -> Creator:
    """One creator, who publishes the usual formats to an audience of the usual quality."""
    deal, share = Deal(choices[row.deal_field][0]), given[row.share.name]
    return Creator(
        followers=given[row.followers.name],
        deal=deal,
        authenticity=given[row.authenticity.name],
        target_share=target_share if share is None else share,
        fee=given[row.fee.name] if deal == Deal.PAID else None,
        product_cost=None if deal == Deal.AFFILIATION else product_cost,
    )
