"""The whole story without a script: every page and every exercise works as plain forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from tests import chromium
from tests.factories import Account
from tests.journeys.year import compose, sign_in, variant, winning_campaign

pytestmark = pytest.mark.once

LESSON = "/lecons/roi-collaboration"


@pytest.fixture
def plain(browser: Browser, live_url: str) -> Iterator[Page]:
    """A page of a browser that runs no script. The test fails on an error or a foreign request."""
    context = browser.new_context(base_url=live_url, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    watch = chromium.Watch(page, live_url)
    yield page
    context.close()
    assert watch.errors == []


def right_answer(session: Session, student: Account, exercise: str) -> float:
    return float(variant(session, student, exercise).solution().details["answer"])


def french(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def press(card: Locator, name: str) -> None:
    card.get_by_role("button", name=name).click()


def test_a_student_works_through_a_lesson(plain: Page, session: Session, student: Account) -> None:
    sign_in(plain, student)
    plain.get_by_role("link", name=re.compile("Commencer|Reprendre")).first.click()
    plain.wait_for_url("**/lecons/quatre-paliers**")
    press(plain.locator("main"), "J’ai lu cette leçon")
    plain.wait_for_url("**/lecons/quatre-paliers#fin-de-lecon")
    plain.goto(LESSON)
    answer_a_figure(plain, right_answer(session, student, "roi-micro"))
    answer_a_choice(plain)
    move_a_simulator(plain)
    play_a_campaign(plain, winning_campaign(variant(session, student, "campagne-ventes")))
    come_back(plain, student)


def answer_a_figure(page: Page, right: float) -> None:
    """A figure of two meanings is asked back, words are refused, the right one is solved."""
    card = page.locator("#roi-micro")
    card.locator("[name=answer]").fill("1,234")
    press(card, "Valider ma réponse")
    expect(card).to_contain_text("peut se lire de deux façons")
    expect(card.locator("[name=answer]")).to_have_value("1,234")
    press(card, "1\u202f234")
    expect(card).to_contain_text("essai 2 sur 3")
    card.locator("[name=answer]").fill("douze")
    press(card, "Valider ma réponse")
    expect(card.locator(".field-error")).to_be_visible()
    expect(card.locator("[name=answer]")).to_have_value("douze")
    card.locator("[name=answer]").fill(f"{french(right)} %")
    press(card, "Valider ma réponse")
    page.wait_for_url(f"**{LESSON}#roi-micro")
    expect(card).to_contain_text("réussi")
    expect(card).to_contain_text("La solution")
    card.get_by_role("link", name="nouveaux nombres").click()
    expect(card.locator("[name=draw]")).to_have_value("2")


def answer_a_choice(page: Page) -> None:
    card = page.locator("#lire-le-tableau")
    press(card, "Valider ma réponse")
    expect(card.locator(".field-error")).to_be_visible()
    for number in ("1", "3"):
        card.locator(f"[name=option][value='{number}']").check()
    press(card, "Valider ma réponse")
    expect(card).to_contain_text("réussi")


def move_a_simulator(page: Page) -> None:
    card = page.locator("#remise-et-marge")
    before = card.locator(".facts").inner_text()
    card.locator("[name$='input.cachet']").fill("3000")
    press(card, "Calculer")
    expect(card.locator("[name$='input.cachet']")).to_have_value("3000")
    expect(card.locator(".facts")).not_to_have_text(before)
    press(card, "Valider mes réglages")
    expect(card.locator(".mark")).to_be_visible()


def play_a_campaign(page: Page, form: dict[str, list[str]]) -> None:
    card = page.locator("#campagne-ventes")
    compose(page, "campagne-ventes", form)
    press(card, "Calculer")
    expect(card.locator(".goals li.is-met")).to_have_count(3)
    press(card, "Valider ma campagne")
    page.wait_for_url(f"**{LESSON}#campagne-ventes")
    expect(card).to_contain_text("réussi")


def come_back(page: Page, student: Account) -> None:
    """Sign out, sign in, and find the place again."""
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    sign_in(page, student)
    page.get_by_role("link", name=re.compile("Reprendre")).click()
    page.wait_for_url(f"**{LESSON}#campagne-ventes")


def test_a_student_chooses_a_language_and_a_password(plain: Page, student: Account) -> None:
    sign_in(plain, student)
    plain.locator("details.menu summary").click()
    plain.locator("details.menu").get_by_role("button", name="English").click()
    expect(plain.locator("html")).to_have_attribute("lang", "en")
    plain.locator("details.menu summary").click()
    plain.get_by_role("button", name="Dark").click()
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
    plain.goto("/compte/mot-de-passe")
    plain.fill("[name=current_password]", student.password)
    for field in ("new_password", "repeated_password"):
        plain.fill(f"[name={field}]", "cinq canards sur la rivière")
    plain.locator("main form button").click()
    expect(plain.locator(".flashes")).to_contain_text("Your password is changed")
