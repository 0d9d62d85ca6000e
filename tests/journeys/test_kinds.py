"""Each kind of exercise answered in a browser by keyboard alone, in a lesson published for it."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.factories import Account, publish
from tests.journeys.year import sign_in, variant
from tests.learning.curriculum import FILES, FRONT


def open_lesson(page: Page, session: Session, student: Account, exercise: str) -> None:
    """Publish a lesson of one exercise, and open it as a student."""
    front = FRONT.format(id="essais", title="Essais", minutes=10, requires="")
    publish(session, {**FILES, "01-essentiel/09-essais.md": f"{front}Un essai.\n\n{exercise}\n"})
    sign_in(page, student)
    page.goto("/lecons/essais")


FORECAST = """\
```exercise forecast prevision
params: {nanos: 20..40}
brief: {basket: 58}
creators: [{count: nanos, followers: 5000, deal: gift}]
measure: clicks
unit: clics
---
{{ nanos | int }} nano. Combien de clics ?
```"""


def test_a_forecast_is_given_before_the_figure_is_revealed(
    page: Page, session: Session, student: Account
) -> None:
    open_lesson(page, session, student, FORECAST)
    card, keyboard = page.locator("#prevision"), page.keyboard
    card.get_by_label("Au moins").focus()
    keyboard.type("1 250")
    keyboard.press("Tab")
    keyboard.type("1000")
    keyboard.press("Enter")
    expect(card).to_contain_text("Le premier de ces nombres dépasse le second")
    expect(card.get_by_label("Au plus")).to_be_focused()
    expect(card.get_by_label("Au moins")).to_have_value("1 250")
    keyboard.press("Shift+Tab")
    came = variant(session, student, "prevision").solution().details
    keyboard.type(f"{came['value']:.0f} clics")
    keyboard.press("Tab")
    keyboard.type(f"{came['value'] + 1:.0f}")
    expect(card).to_contain_text("Lu :")
    expect(card).not_to_contain_text("La valeur était")
    keyboard.press("Enter")
    expect(card).to_contain_text("La valeur est dans votre intervalle")
    expect(card.get_by_role("img")).to_be_visible()
    expect(card.get_by_role("button")).to_have_count(0)
