"""A mistake comes back: found in the navigation, asked with other numbers, put off once right."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update
from sqlalchemy.orm import Session

from school.exercises.contract import Variant
from school.learning.models import Review
from tests.factories import Account
from tests.journeys.year import sign_in, variant

pytestmark = pytest.mark.once


def typed(drawn: Variant, *, mistaken: bool = False) -> str:
    """The ROI of a collaboration as a student types it, or its ROAS, which is mistaken for it."""
    numbers = drawn.numbers
    sales = numbers["ventes"] * numbers["panier"]
    right = (sales * numbers["taux"] - numbers["cout"]) / numbers["cout"] * 100
    found = sales / numbers["cout"] * 100 if mistaken else right
    return f"{found:.1f}".replace(".", ",")


def test_a_mistake_is_reviewed_from_the_navigation_by_keyboard(
    page: Page, session: Session, student: Account
) -> None:
    first, second = (variant(session, student, "roi-micro", draw) for draw in (1, 2))
    sign_in(page, student)
    page.goto("/lecons/roi-collaboration")
    card = page.locator("#roi-micro")
    for answer, said in ((typed(first, mistaken=True), "ROAS"), (typed(first), "C’est juste")):
        card.locator("[name=answer]").fill(answer)
        page.keyboard.press("Enter")
        expect(card.locator(".last-mark")).to_contain_text(said)
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    session.execute(update(Review).values(due=yesterday))
    session.commit()

    navigation = page.get_by_role("navigation", name="Principale")
    navigation.get_by_role("link", name="Révisions").press("Enter")
    here = navigation.get_by_role("link", name="Révisions")
    expect(here).to_have_attribute("aria-current", "page")
    expect(page.locator(".review-due")).to_contain_text("Prendre le ROAS")
    page.get_by_role("link", name="Commencer").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Révision 1 sur 1")
    expect(here).to_have_attribute("aria-current", "true")
    card.locator("[name=answer]").focus()
    page.keyboard.type(typed(second))
    page.keyboard.press("Enter")
    expect(card.locator(".last-mark")).to_contain_text("C’est juste")
    page.get_by_role("link", name="Terminer").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est tout pour l’instant")
    expect(page.get_by_role("listitem").filter(has_text="Prendre le ROAS")).to_contain_text(
        re.compile(r"\d{4}")
    )
    here.press("Enter")
    expect(page.locator("main")).to_contain_text("Rien à revoir aujourd’hui")
