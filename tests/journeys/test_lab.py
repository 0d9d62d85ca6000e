"""The laboratory as students use it: live, by keyboard, on a phone, and without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.factories import Account
from tests.journeys.year import sign_in

pytestmark = pytest.mark.once

FIGURES = ".figures-grid"


@pytest.fixture
def lab(page: Page, student: Account) -> Page:
    """The laboratory, just opened."""
    sign_in(page, student)
    page.goto("/laboratoire")
    return page


@pytest.fixture
def plain(browser: Browser, live_url: str, student: Account) -> Iterator[Page]:
    """The laboratory in a browser that runs no script."""
    context = browser.new_context(base_url=live_url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, student)
    page.goto("/laboratoire")
    yield page
    context.close()


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def test_figures_follow_the_hand(lab: Page) -> None:
    lab.get_by_text("Chaque mesure et sa fourchette").click()
    lab.locator("#count-nano").fill("60")
    expect(lab.locator(FIGURES)).to_contain_text("86\u202f347")
    expect(lab.locator(FIGURES)).to_contain_text("+9\u202f878")
    expect(lab.locator(".roi-pair")).to_contain_text("+9,6 points")
    expect(lab.locator("#lab-measures")).to_be_visible()  # what was unfolded stays so
    expect(lab.locator("#lab-measures")).to_contain_text("86\u202f347")
    expect(lab).to_have_url(re.compile("count.nano=60"))
    lab.locator("#name").fill("À garder")
    expect(lab).to_have_url(re.compile("garder"))
    lab.reload()
    expect(lab.locator(FIGURES)).to_contain_text("86\u202f347")
    expect(lab.locator("#name")).to_have_value("À garder")


def test_what_was_folded_is_up_to_date_once_unfolded(lab: Page) -> None:
    lab.locator("#count-nano").fill("60")
    expect(lab.locator(FIGURES)).to_contain_text("86\u202f347")
    expect(lab.locator("#lab-measures")).to_be_empty()  # nothing of before the move
    lab.get_by_text("Chaque mesure et sa fourchette").click()
    expect(lab.locator("#lab-measures")).to_contain_text("86\u202f347")
    expect(lab.locator("#lab-lines")).to_be_empty()
    lab.locator("#count-nano").fill("40")
    expect(lab.locator("#lab-measures")).to_contain_text("76\u202f469")


def test_a_field_that_cannot_be_read_keeps_the_last_results(lab: Page) -> None:
    basket = lab.get_by_label("Panier moyen HT")
    basket.fill("1,234")
    choices = lab.locator("#basket-error").get_by_role("button")
    expect(choices).to_have_text(["1,234", "1\u202f234"])
    expect(lab.locator("#lab-refusal")).to_contain_text("Panier moyen HT")
    expect(lab.locator(FIGURES)).to_contain_text("76\u202f469")
    assert faults(lab) == []
    basket.fill("abc")
    expect(lab.locator("#basket-error")).to_contain_text("nombre")
    basket.fill("60")
    expect(lab.locator("#basket-error")).to_be_empty()
    expect(lab.locator("#lab-refusal")).to_be_empty()
    basket.fill("1,234")
    choices.last.click()
    expect(basket).to_have_value("1\u202f234")


def test_everything_is_done_by_keyboard(lab: Page) -> None:
    lab.get_by_label("Nano", exact=True).first.focus()
    lab.keyboard.press("ArrowUp")
    expect(lab.locator(FIGURES)).to_contain_text("9\u202f924\u202f€")
    lab.keyboard.press("Tab")  # the slider
    lab.keyboard.press("ArrowRight")
    expect(lab.locator(FIGURES)).to_contain_text("9\u202f964\u202f€")
    lab.keyboard.press("Tab")  # the settings of the line, folded
    lab.keyboard.press("Enter")
    lab.keyboard.press("Tab")
    expect(lab.get_by_label("Abonnés de chacun").first).to_be_focused()
    lab.get_by_label("Gardez cette campagne sous un nom").focus()
    lab.keyboard.type("Au clavier")
    lab.keyboard.press("Tab")
    lab.keyboard.press("Enter")
    expect(lab.get_by_role("link", name="Au clavier")).to_be_visible()


def test_two_campaigns_are_kept_and_compared(lab: Page) -> None:
    for name, count in (("Peu", "5"), ("Beaucoup", "90")):
        lab.locator("#count-nano").fill(count)
        lab.get_by_label("Gardez cette campagne sous un nom").fill(name)
        lab.get_by_role("button", name="Enregistrer").click()
        expect(lab.get_by_role("link", name=name)).to_be_visible()
    expect(lab.locator("circle.try")).to_have_count(1)
    assert faults(lab) == []
    lab.get_by_label("Comparer", exact=True).select_option("Peu")
    lab.get_by_label("avec", exact=True).select_option("Beaucoup")
    lab.get_by_role("button", name="Comparer côte à côte").click()
    expect(lab.locator("main")).to_contain_text("Nano, créateurs")
    assert faults(lab) == []


def test_the_law_comes_first(lab: Page) -> None:
    lab.get_by_label("Rien", exact=True).check()
    expect(lab.get_by_role("alert")).to_contain_text("elle ne peut pas gagner")
    expect(lab.locator("circle.plan")).to_have_count(0)
    assert faults(lab) == []


def test_results_stay_in_sight_on_a_phone(lab: Page) -> None:
    lab.set_viewport_size({"width": 390, "height": 800})
    strip = lab.locator("#lab-status dl")
    expect(strip).to_be_in_viewport()
    lab.locator("#count-nano").fill("60")
    expect(strip).to_contain_text("86\u202f347")
    assert faults(lab) == []


def test_all_of_it_works_without_a_script(plain: Page) -> None:
    plain.fill("#count-nano", "60")
    plain.fill("#name", "Sans script")
    plain.get_by_role("button", name="Calculer").click()
    expect(plain.locator(FIGURES)).to_contain_text("86\u202f347")
    expect(plain.locator("#name")).to_have_value("Sans script")
    plain.fill("#basket", "1,234")
    plain.get_by_role("button", name="Enregistrer").click()
    plain.get_by_role("button", name="1,234").click()
    expect(plain.locator("#basket")).to_have_value("1,2340")
    expect(plain.locator("#count-nano")).to_have_value("60")
    plain.get_by_role("button", name="Enregistrer").click()
    plain.get_by_role("link", name="Sans script").click()
    expect(plain.locator("#count-nano")).to_have_value("60")
    plain.get_by_role("button", name="Supprimer").click()
    expect(plain.locator("main")).to_contain_text("est supprimé")


def test_creators_are_named_by_keyboard_and_without_a_script(lab: Page, plain: Page) -> None:
    for page in (lab, plain):
        page.get_by_label("Par taille de compte").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#count-nano")).to_be_hidden()
        for number, name in enumerate(("Lina", "Noé"), 1):
            page.get_by_role("button", name="Ajouter un créateur").press("Enter")
            expect(page.locator(f"#who-{number}")).to_be_focused()
            page.keyboard.type(name)
        page.get_by_role("button", name="Retirer Créateur 1").press("Enter")
        expect(page.locator("#who-2")).to_have_count(0)
        expect(page.locator("#who-1")).to_have_value("Noé")
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.get_by_label("Par taille de compte").check()
        expect(page.locator("#count-nano")).to_have_value("40")
        expect(page.locator("#who-1")).to_be_hidden()
    lab.get_by_label("Par nom").check()
    lab.locator("#fee-1").fill("650")
    expect(lab.locator("#who-1-note")).to_contain_text("650\u202f€")
    expect(lab.locator("path.frontier")).to_have_count(1)
    assert faults(lab) == []
