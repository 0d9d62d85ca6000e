"""The main story in a real browser: read, answer wrong, answer right, play, progress, resume."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.factories import Account, make_person
from tests.journeys.year import (
    compose,
    sign_in,
    variant,
    winning_campaign,
)

LESSON = "/lecons/roi-collaboration"


def figure(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def roi_and_roas(numbers: dict[str, float]) -> tuple[float, float]:
    sales = numbers["ventes"] * numbers["panier"]
    margin = sales * numbers["taux"]
    return (margin - numbers["cout"]) / numbers["cout"] * 100, sales / numbers["cout"] * 100


def test_a_student_learns_the_roi(page: Page, session: Session, student: Account) -> None:
    roi, roas = roi_and_roas(dict(variant(session, student, "roi-micro").numbers))
    sign_in(page, student)
    page.goto(LESSON)
    card = page.locator("#roi-micro")

    card.locator("[name=answer]").fill(figure(roas))
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(card).to_contain_text("Vous avez calculé le ROAS")
    expect(card).to_contain_text("essai 2 sur 3")
    expect(card).not_to_contain_text("La solution")

    card.locator("[name=answer]").fill(f"{figure(roi)} %")
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(card).to_contain_text("réussi")
    expect(card).to_contain_text("La solution")
    expect(card.get_by_role("link", name="nouveaux nombres")).to_be_visible()

    card.get_by_role("link", name="nouveaux nombres").click()
    expect(card.locator("[name=answer]")).to_have_value("")
    expect(card.locator("[name=draw]")).to_have_value("2")


def test_a_campaign_is_played_until_its_goals_are_met(
    page: Page, session: Session, student: Account
) -> None:
    form = winning_campaign(variant(session, student, "campagne-ventes"))
    sign_in(page, student)
    page.goto("/modules/essentiel")
    before = page.locator("main").inner_text()
    page.goto(f"{LESSON}#campagne-ventes")
    card = page.locator("#campagne-ventes")
    compose(page, "campagne-ventes", form)
    expect(card.locator(".goals li.is-met")).to_have_count(3)
    expect(card.get_by_text("ROI tracé").first).to_be_visible()
    expect(card.get_by_text("ROI complet (scénario)").first).to_be_visible()
    card.get_by_role("button", name="Valider ma campagne").click()
    expect(card).to_contain_text("réussi")
    page.goto("/modules/essentiel")
    assert page.locator("main").inner_text() != before


def test_progress_moves_and_the_place_is_found_again(
    page: Page, session: Session, student: Account
) -> None:
    sign_in(page, student)
    page.goto("/lecons/quatre-paliers")
    page.get_by_role("button", name="J’ai lu cette leçon").click()
    page.goto(LESSON)
    roi, _ = roi_and_roas(dict(variant(session, student, "roi-micro").numbers))
    card = page.locator("#roi-micro")
    card.locator("[name=answer]").fill(figure(roi))
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(card).to_contain_text("réussi")

    page.locator("summary").filter(has_text=student.first_name).click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion")
    sign_in(page, student)
    resume = page.get_by_role("link", name=re.compile("Reprendre"))
    resume.click()
    page.wait_for_url(re.compile(re.escape(LESSON)))
    expect(page.locator("#roi-micro")).to_contain_text("réussi")


def test_two_students_see_different_numbers(session: Session, student: Account) -> None:
    other = make_person(session)
    mine, theirs = (
        [dict(variant(session, who, name).numbers) for name in ("roi-micro", "seuil-commandes")]
        for who in (student, other)
    )
    assert mine != theirs
