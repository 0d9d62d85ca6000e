"""No violation that axe can find, on each page and in each state; nothing wider than its screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.factories import Account
from tests.journeys.year import sign_in

PATHS = (
    "/parcours",
    "/modules/essentiel",
    "/modules/paliers",
    "/lecons/quatre-paliers",
    "/lecons/authenticite-et-lien",
    "/lecons/objectifs-campagne",
    "/lecons/roi-collaboration",
    "/laboratoire",
    "/laboratoire/hypotheses",
    "/compte",
    "/compte/mot-de-passe",
    "/nulle-part",
)
SCREENS = (("light", 1280), ("dark", 320))


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def screen(request: pytest.FixtureRequest, browser: Browser, live_url: str) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(
        base_url=live_url,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    faults = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
    return faults + ([f"{wide} px wider than the screen"] if wide > 0 else [])


def test_every_page(screen: Page, student: Account) -> None:
    found = {}
    screen.goto("/connexion")
    found["/connexion"] = faults(screen)
    sign_in(screen, student)
    for path in PATHS:
        screen.goto(path)
        found[path] = faults(screen)
    assert {path: each for path, each in found.items() if each} == {}


def test_the_sign_in_page_in_error(screen: Page) -> None:
    screen.goto("/connexion")
    screen.fill("#email", "personne@example.org")
    screen.fill("#password", "ce n'est pas le bon")
    screen.click("main form button")
    expect(screen.get_by_role("alert").or_(screen.locator(".field-error")).first).to_be_visible()
    assert faults(screen) == []


def test_an_exercise_in_each_state(screen: Page, student: Account) -> None:
    sign_in(screen, student)
    screen.goto("/lecons/roi-collaboration")
    card = screen.locator("#roi-micro")
    found = {}

    def answer(text: str, shows: str) -> None:
        card.locator("[name=answer]").fill(text)
        card.get_by_role("button", name="Valider ma réponse").click()
        expect(card).to_contain_text(shows)
        found[shows] = faults(screen)

    answer("1,234", "Laquelle est la vôtre")
    answer("pas un nombre", "nombre")
    answer("1", "essai 2 sur 3")
    answer("2", "essai 3 sur 3")
    answer("3", "La solution")
    screen.locator("#campagne-ventes [name='count.nano']").fill("40")
    expect(screen.locator("#campagne-ventes-live .figures-grid")).to_be_visible()
    found["campaign in play"] = faults(screen)
    assert {state: each for state, each in found.items() if each} == {}
