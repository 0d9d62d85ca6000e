"""No violation that axe can find, on each page and in each state; nothing wider than its screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from tests import chromium
from tests.factories import Account, publish
from tests.journeys.test_secrets import ANSWERS, LESSON
from tests.journeys.year import compose, sign_in, variant, winning_campaign
from tests.learning.curriculum import FILES, fresh_form, lesson, send

pytestmark = pytest.mark.once

SignedIn = Callable[[Account], FlaskClient]

PATHS = (
    "/parcours",
    "/parcours/previsions",
    "/parcours/fil-rouge",
    "/revisions",
    "/revisions/1/roi-micro.1",
    "/revisions/2/roi-micro.1",
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
OTHER_KINDS = ("steps", "pairs", "word", "range", "proof", "dossiers", "essay")
"""Exercises of a lesson with every kind that no page of `PATHS` shows answered."""
SCREENS = (("light", 1280), ("dark", 320))
UNFOLD = "document.querySelectorAll('details').forEach(details => details.open = true)"
AXE = {"resultTypes": ["violations"]}
BEYOND = "document.documentElement.scrollWidth - innerWidth"


@dataclass
class Inspection:
    """What is wrong on a page, by the state it was in."""

    page: Page
    faults: dict[str, list[str]] = field(default_factory=dict)

    def look(self, state: str, part: str | None = None) -> None:
        """Inspect the page, or a part of it, with everything unfolded."""
        self.page.evaluate(UNFOLD)
        found = Axe().run(self.page, part, AXE).response["violations"]
        faults = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
        if (beyond := self.page.evaluate(BEYOND)) > 0:
            faults.append(f"{beyond} px wider than the screen")
        if faults:
            self.faults[state] = faults


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def inspection(
    request: pytest.FixtureRequest, browser: Browser, live_url: str
) -> Iterator[Inspection]:
    """A page in one theme at one width, and what is wrong with it: nothing, in the end."""
    scheme, width = request.param
    context = browser.new_context(
        base_url=live_url,
        locale="fr-FR",
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    watch = chromium.Watch(page, live_url)
    inspection = Inspection(page)
    yield inspection
    context.close()
    assert (inspection.faults, watch.errors) == ({}, [])


def test_every_page(inspection: Inspection, student: Account) -> None:
    page = inspection.page
    page.goto("/connexion")
    inspection.look("/connexion")
    page.fill("#email", "personne@example.org")
    page.fill("#password", "ce n'est pas le bon")
    page.click("main form button")
    expect(page.locator(".summary")).to_be_focused()
    inspection.look("/connexion, refused")
    sign_in(page, student)
    for path in PATHS:
        page.goto(path)
        inspection.look(path)


def test_every_state_of_an_exercise(
    inspection: Inspection, session: Session, student: Account
) -> None:
    page = inspection.page
    sign_in(page, student)
    page.goto("/lecons/quatre-paliers")
    inspect(inspection, "compte-de-60000", choice)
    page.goto("/lecons/roi-collaboration")
    inspect(inspection, "roi-micro", numeric)
    inspect(inspection, "remise-et-marge", simulator)
    inspect(inspection, "campagne-ventes", campaign)
    best = winning_campaign(variant(session, student, "campagne-ventes"))
    compose(page, "campagne-ventes", best)
    inspect(inspection, "campagne-ventes", won)
    page.goto("/parcours")
    inspection.look("the year of a student who has begun")


def test_the_kinds_that_are_written_ordered_and_read(
    inspection: Inspection, session: Session, student: Account, signed_in: SignedIn
) -> None:
    fences = re.findall(r"^```exercise .*?^```\n", LESSON, re.MULTILINE | re.DOTALL)
    some = [each for each in fences if each.split()[2] in OTHER_KINDS]
    publish(session, {**FILES, "01-essentiel/04-formes.md": lesson("formes", *some)})
    client, page = signed_in(student), inspection.page
    sign_in(page, student)
    page.goto("/lecons/formes")
    for exercise in OTHER_KINDS[1:]:  # an order is never empty
        page.locator(f"#{exercise} .exercise-submit").first.click()
        expect(page.locator(f"#{exercise} .field-error").first).to_be_visible()
    inspection.look("asked again", ".prose")
    for exercise in OTHER_KINDS:
        form = {**fresh_form(client, exercise, "formes"), **ANSWERS[exercise]}
        assert send(client, exercise, form).status_code == 200
    page.goto("/lecons/formes")
    inspection.look("closed, or handed in", ".prose")


def inspect(
    inspection: Inspection, exercise_id: str, play: Callable[[Locator], Iterator[str]]
) -> None:
    """Inspect an exercise each time it shows what its play says."""
    card = inspection.page.locator(f"#{exercise_id}")
    for shown in play(card):
        expect(card).to_contain_text(shown)
        inspection.look(f"{exercise_id}: {shown}", f"#{exercise_id}")


def choice(card: Locator) -> Iterator[str]:
    submit = card.get_by_role("button", name="Valider ma réponse")
    submit.click()
    yield "Cochez une réponse"
    card.get_by_label("Intermédiaire").check()
    submit.click()
    yield "essai 2 sur 3"
    card.get_by_label("Le classement est sans importance").check()
    submit.click()
    expect(card).to_contain_text("essai 3 sur 3")
    card.get_by_label("Intermédiaire").uncheck()
    submit.click()
    yield "solution vue"


def numeric(card: Locator) -> Iterator[str]:
    submit = card.get_by_role("button", name="Valider ma réponse")
    for typed, shown in (
        ("1,234", "Laquelle est la vôtre"),
        ("pas un nombre", "nombre"),
        ("1", "essai 2 sur 3"),
        ("2", "essai 3 sur 3"),
        ("3", "La solution"),
    ):
        card.locator("[name=answer]").fill(typed)
        submit.click()
        yield shown
    card.get_by_role("link", name="nouveaux nombres").click()
    yield "Valider ma réponse"


def simulator(card: Locator) -> Iterator[str]:
    card.locator("[name='input.cachet']").fill("1")
    yield "sort de"
    card.locator("[name='input.cachet']").fill("1700")
    yield "ROI tracé"
    card.get_by_role("button", name="Valider mes réglages").click()
    yield "point sur 2"


def campaign(card: Locator) -> Iterator[str]:
    submit = card.get_by_role("button", name="Valider ma campagne")
    card.locator("[name='count.nano']").fill("40")
    yield "clics pour 100 personnes"
    submit.click()
    yield "Dites ce que les publications annoncent"
    card.get_by_label("Rien", exact=True).check()
    card.get_by_label("Oui", exact=True).check()
    submit.click()
    yield "loi n° 2023-451"


def won(card: Locator) -> Iterator[str]:
    card.get_by_role("button", name="Valider ma campagne").click()
    yield "réussi"
