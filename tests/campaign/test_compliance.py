"""What makes a plan unlawful, and that lawful ones pass."""

from dataclasses import replace

import pytest

from school.campaign.compliance import (
    MISSING_CONTRACT,
    MISSING_MENTION,
    PROHIBITED_SECTOR,
    UNAUTHORISED_MINOR,
    breaches,
    is_compliant,
    needs_contract,
)
from school.campaign.plan import Brief, Creator, Deal, Mention, Plan, Sector
from school.campaign.sources import SOURCES
from tests.campaign.plans import MACRO, MICRO, plan, reference


def test_a_plan_is_lawful_unless_it_says_otherwise() -> None:
    assert breaches(reference()) == ()
    assert is_compliant(reference())


def test_even_a_gift_needs_a_mention() -> None:
    gifted = replace(plan(Creator(5_000, deal=Deal.GIFT)), mention=None)
    assert breaches(gifted) == (MISSING_MENTION,)
    assert not is_compliant(gifted)


@pytest.mark.parametrize("mention", Mention)
def test_every_equivalent_mention_is_accepted(mention: Mention) -> None:
    assert is_compliant(replace(reference(), mention=mention))


@pytest.mark.parametrize(
    ("fee", "product", "needed"),
    [(650.0, 360.0, True), (650.0, 350.0, True), (650.0, 349.99, False), (0.0, 1_000.0, True)],
)
def test_money_and_gifts_together_make_the_threshold(
    fee: float, product: float, needed: bool
) -> None:
    """X10: 350 € + 300 € and two products of 180 € are 1,010 €; 1,000 € is enough."""
    some = Plan(Brief(), (Creator(MICRO, 3, fee=fee, product_cost=product),), contract=False)
    assert needs_contract(some) is needed
    assert (breaches(some) == (MISSING_CONTRACT,)) is needed


def test_the_agency_fee_is_not_granted_to_the_creator() -> None:
    some = Plan(Brief(), (Creator(MICRO, fee=900.0, product_cost=0.0),), 1.0, contract=False)
    assert not needs_contract(some)


def test_many_small_deals_need_no_written_contract() -> None:
    assert is_compliant(Plan(Brief(), (Creator(MICRO, 50),), contract=False))
    assert not is_compliant(Plan(Brief(), (Creator(MACRO),), contract=False))


@pytest.mark.parametrize("sector", set(Sector) - {Sector.ORDINARY})
def test_no_wording_makes_a_prohibited_sector_lawful(sector: Sector) -> None:
    assert breaches(Plan(Brief(sector=sector), (Creator(MICRO),))) == (PROHIBITED_SECTOR,)


def test_a_minor_needs_an_authorisation() -> None:
    assert breaches(plan(Creator(MICRO, minor=True))) == (UNAUTHORISED_MINOR,)
    assert is_compliant(plan(Creator(MICRO, minor=True, authorised=True)))


def test_every_breach_is_told_at_once() -> None:
    worst = Plan(
        Brief(sector=Sector.NICOTINE), (Creator(MACRO, minor=True),), mention=None, contract=False
    )
    found = breaches(worst)
    assert [each.id for each in found] == ["mention", "contract", "sector", "minor"]
    assert all(set(each.sources) <= SOURCES.keys() for each in found)


def test_a_plan_without_creators_breaks_nothing() -> None:
    assert is_compliant(Plan(Brief(sector=Sector.NICOTINE), (Creator(MICRO, 0),), mention=None))
