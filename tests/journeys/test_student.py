"""The main story in a real browser: read, answer wrong, answer right, play, progress, resume."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from school.publishing import catalogue
from tests.factories import Account, make_person
from tests.journeys.year import compose, sign_in, variant, winning_campaign

LESSON = "/lecons/roi-collaboration"


def figure(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def roi_and_roas(numbers: dict[str, float]) -> tuple[float, float]:
    sales = numbers["ventes"] * numbers["panier"]
    margin = sales * numbers["taux"]
    return (margin - numbers["cout"]) / numbers["cout"] * 100, sales / numbers["cout"] * 100


def share_after(session: Session, steps: int) -> tuple[int, int, int]:
    """The whole per cents of the ROI lesson, of its module and of the year after some steps."""
    curriculum = catalogue.current(session)
    session.rollback()
    roi = curriculum.lessons["roi-collaboration"]
    graded = [e for e in roi.lesson.exercises if e.settings.required and e.settings.graded]
    of_steps = 1 + len(graded)
    year = sum(lesson.minutes for lesson in curriculum.programme.lessons())
    totals = (roi.lesson.minutes, roi.module.minutes, year)
    lesson, module, whole = (
        100 * steps * roi.lesson.minutes // (of_steps * total) for total in totals
    )
    return lesson, module, whole


def test_a_student_learns_the_roi_and_finds_the_place_again(
    page: Page, session: Session, student: Account
) -> None:
    roi, roas = roi_and_roas(dict(variant(session, student, "roi-micro").numbers))
    form = winning_campaign(variant(session, student, "campagne-ventes"))
    lesson, module, year = share_after(session, steps=2)
    assert 0 < year <= module < lesson

    sign_in(page, student)
    expect(page.get_by_text("0\u202f% des leçons publiées", exact=True)).to_be_visible()
    page.goto("/modules/essentiel")
    expect(page.locator(".module-head .ring text")).to_have_text("0\u202f%")

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
    expect(page.locator("#lesson-share")).to_contain_text("1 étape faite")

    card = page.locator("#campagne-ventes")
    compose(page, "campagne-ventes", form)
    expect(card.locator(".goals li.is-met")).to_have_count(3)
    expect(card.get_by_text("ROI tracé").first).to_be_visible()
    expect(card.get_by_text("ROI complet (scénario)").first).to_be_visible()
    card.get_by_role("button", name="Valider ma campagne").click()
    expect(card).to_contain_text("réussi")
    expect(page.locator("#lesson-share .num")).to_have_text(f"{lesson}\u202f%")

    page.goto("/modules/essentiel")
    expect(page.locator(".module-head .ring text")).to_have_text(f"{module}\u202f%")
    expect(page.locator(".lessons > li").last).to_contain_text(f"{lesson}\u202f%")
    page.goto("/parcours")
    moved = page.get_by_text(f"{year}\u202f% des leçons publiées", exact=True)
    expect(moved).to_be_visible()

    page.locator("summary").filter(has_text=student.first_name).click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion")
    sign_in(page, student)
    expect(moved).to_be_visible()
    page.get_by_role("link", name=re.compile("Reprendre")).click()
    page.wait_for_url(f"**{LESSON}#campagne-ventes")
    expect(page.locator("#campagne-ventes")).to_contain_text("réussi")
    expect(page.locator("#campagne-ventes")).to_be_in_viewport()


def test_two_students_see_different_numbers(session: Session, student: Account) -> None:
    other = make_person(session)
    mine, theirs = (
        [dict(variant(session, who, name).numbers) for name in ("roi-micro", "seuil-commandes")]
        for who in (student, other)
    )
    assert mine != theirs
