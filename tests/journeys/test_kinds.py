"""Each kind of exercise answered in a browser by keyboard alone, in a lesson published for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.factories import Account, publish
from tests.journeys.year import sign_in, variant
from tests.learning.curriculum import FILES, FRONT

pytestmark = pytest.mark.once


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


MARKUP = """\
```exercise markup relire
documents: {serum: {type: post, missing: [mention]}}
---
Relisez ce post.

> [!DOCUMENT serum]
> Mon sérum [[remplace votre traitement|therapeutic]] en un mois.
> Et d'une : [[rien de sponsorisé ici|hidden-intent]]. Et d'une autre : je l'adore.
```"""


def test_a_document_is_proofread(page: Page, session: Session, student: Account) -> None:
    open_lesson(page, session, student, MARKUP)
    card, keyboard = page.locator("#relire"), page.keyboard
    expect(card.locator("[data-word]")).to_have_count(19)
    card.get_by_role("group", name="Le post").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", *["Shift+ArrowRight"] * 2):
        keyboard.press(key)
    expect(card.get_by_role("status")).to_contain_text("remplace votre traitement")
    keyboard.press("Enter")
    expect(card.get_by_label("Faute du passage 1", exact=True)).to_be_focused()
    keyboard.type("Produit présenté")
    expect(card.locator(".is-taken")).to_have_count(3)

    card.get_by_label("Passage 2", exact=True).focus()
    keyboard.type("d'une")
    keyboard.press("Enter")
    refused = card.get_by_label("Passage 2", exact=True)
    expect(card).to_contain_text("se trouvent à plusieurs endroits")
    expect(refused).to_be_focused()
    expect(refused).to_have_value("d'une")
    expect(card).to_contain_text("à faire")

    keyboard.press("Control+A")
    keyboard.type("RIEN de sponsorise")
    keyboard.press("Tab")
    keyboard.type("Image")
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    expect(card).to_contain_text("2 fautes trouvées, sur 3.")
    expect(card).to_contain_text("1 passage est bien en faute, mais sous un autre nom.")
    expect(card).not_to_contain_text("loi n° 2023-451")

    card.get_by_label("Faute du passage 2", exact=True).focus()
    keyboard.type("Intention")
    card.get_by_label("« Publicité »").focus()
    keyboard.press("Space")
    keyboard.press("Enter")
    expect(card).to_contain_text("réussi")
    expect(card.locator("mark")).to_have_text(
        ["1remplace votre traitement", "2rien de sponsorisé ici."]
    )
    expect(card).to_contain_text("loi n° 2023-451, art. 4")


AUDIT = """\
```exercise audit dossiers
creators: 3
planted: [pod]
brief: {conversion_level: 3.5, repeat_factor: 1.8}
---
Qui écartez-vous ?
```"""


def test_dossiers_are_judged_on_evidence(page: Page, session: Session, student: Account) -> None:
    open_lesson(page, session, student, AUDIT)
    card, keyboard = page.locator("#dossiers"), page.keyboard
    drawn = variant(session, student, "dossiers")
    truths = drawn.solution().details["creators"]
    for truth, dossier in zip(truths, card.locator(".dossier").all(), strict=True):
        dossier.get_by_label("Retenir").focus()
        keyboard.press("Space")
        expect(dossier.get_by_role("checkbox")).to_have_count(0)
        if not truth["authentic"]:
            keyboard.press("ArrowRight")
            expect(dossier.get_by_role("checkbox")).to_have_count(6)
    keyboard.press("Enter")
    expect(card).to_contain_text("Dites sur quoi vous vous fondez")
    expect(card.get_by_label("Écarter").and_(page.locator(":checked"))).to_have_count(1)
    for clue in next(truth["evidence"] for truth in truths if not truth["authentic"]):
        card.locator(f"[value={clue}]:visible").focus()
        keyboard.press("Space")
    keyboard.press("Enter")
    expect(card.get_by_text("à raison")).to_have_count(3)
    expect(card.get_by_text("Fausse alerte")).to_have_count(0)


ASSIGNMENT = """\
```exercise assignment note
words: 2..50
files: 0..1
types: [pdf]
points: 4
---
Défendez un budget.

> [!RUBRIC]
> | Critère | Faible (0) | Bon (4) |
> | --- | --- | --- |
> | Clarté | Confus | Clair |
```"""


def test_a_text_is_handed_in_and_handed_in_again(
    page: Page, session: Session, student: Account
) -> None:
    name = f"{'plan_' * 20}.pdf"
    page.set_viewport_size({"width": 320, "height": 700})
    open_lesson(page, session, student, ASSIGNMENT)
    card, keyboard = page.locator("#note"), page.keyboard
    text = card.get_by_label("Votre texte")
    card.get_by_role("button", name="Remettre", exact=True).press("Enter")
    expect(card).to_contain_text("Écrivez votre texte, puis remettez-le.")
    text.focus()
    keyboard.type("Mon plan")
    keyboard.press("Enter")
    keyboard.type("<b>tient</b>")
    card.get_by_label("Ajouter des fichiers").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    card.get_by_role("button", name="Joindre sans remettre").press("Enter")
    expect(card.get_by_label(name)).to_be_checked()
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    expect(card.get_by_label(name)).to_be_checked()
    expect(text).to_have_value("Mon plan\n<b>tient</b>")
    card.get_by_role("button", name="Remettre", exact=True).press("Enter")
    expect(card.get_by_role("status")).to_contain_text("en attente de correction")
    expect(card.locator(".assignment-text")).to_have_text("Mon plan\n<b>tient</b>")
    expect(card.get_by_role("link", name=name)).to_be_visible()
    expect(text).to_be_hidden()
    card.get_by_text("Modifier et remettre à nouveau").press("Enter")
    expect(text).to_have_value("Mon plan\n<b>tient</b>")
    text.press("Control+End")
    keyboard.type(" en une page")
    card.get_by_label(name).press("Space")
    card.get_by_role("button", name="Remettre à nouveau").press("Enter")
    expect(card.locator(".assignment-text")).to_have_text("Mon plan\n<b>tient</b> en une page")
    expect(card.get_by_role("link", name=name)).to_have_count(0)


ORDER = """\
```exercise order etapes
---
Dans l'ordre ?

1. Viser
2. Choisir
3. Signer
4. Mesurer
```"""


def test_steps_are_put_in_order_with_their_buttons_or_dragged(
    page: Page, session: Session, student: Account
) -> None:
    open_lesson(page, session, student, ORDER)
    card, keyboard, right = page.locator("#etapes"), page.keyboard, ["Viser", "Choisir", "Signer"]
    steps = card.locator(".order-text")
    for place, step in enumerate(right):
        up = card.get_by_role("button", name=f"Monter {step}")
        while (at := steps.all_inner_texts().index(step)) > place:
            up.focus()
            keyboard.press("Space")
            expect(card.get_by_role("status").first).to_have_text(f"Place {at} sur 4")
            expect(
                up if at > 1 else card.get_by_role("button", name=f"Descendre {step}")
            ).to_be_focused()
    expect(steps).to_have_text([*right, "Mesurer"])
    grip, first = card.locator(".order-grip").last, card.locator(".order-grip").first
    grip.hover()
    page.mouse.down()
    first.hover(position={"x": 5, "y": 2})
    page.mouse.up()
    expect(steps).to_have_text(["Mesurer", *right])
    chosen = card.get_by_role("combobox", name="Place Mesurer")
    chosen.select_option("3")
    expect(steps).to_have_text(["Viser", "Choisir", "Mesurer", "Signer"])
    expect(chosen).to_be_focused()
    card.get_by_role("button", name="Valider mon ordre").press("Enter")
    expect(card).to_contain_text("5 fois sur 6")
    card.get_by_role("button", name="Descendre Mesurer").press("Enter")
    card.get_by_role("button", name="Valider mon ordre").press("Enter")
    expect(card.locator(".mark--right")).to_be_visible()


MATCH = """\
```exercise match reliez
---
Reliez.

| Terme | Sens |
| --- | --- |
| CPM | Mille vues |
| CPC | Un clic |
```"""


def test_pairs_are_made_with_the_keyboard(page: Page, session: Session, student: Account) -> None:
    open_lesson(page, session, student, MATCH)
    card, keyboard = page.locator("#reliez"), page.keyboard
    letters = dict(zip(card.locator("ol li").all_inner_texts(), "AB", strict=True))
    card.get_by_label("CPM").focus()
    keyboard.type(letters["Mille vues"])
    card.get_by_role("button", name="Valider mes associations").press("Enter")
    expect(card).to_contain_text("Rien n’est encore choisi pour : CPC")
    keyboard.press("Shift+Tab")
    expect(card.get_by_label("CPC")).to_be_focused()
    keyboard.type(letters["Un clic"])
    card.get_by_role("button", name="Valider mes associations").press("Enter")
    expect(card.locator(".mark--right")).to_be_visible()


SHORT = """\
```exercise short mot
accept: [engagement]
near: true
---
Quel mot ?
```"""


def test_a_word_is_typed_until_it_is_right(page: Page, session: Session, student: Account) -> None:
    open_lesson(page, session, student, SHORT)
    card, keyboard = page.locator("#mot"), page.keyboard
    card.get_by_label("Votre réponse").focus()
    keyboard.press("Enter")
    expect(card).to_contain_text("Écrivez un ou quelques mots")
    card.get_by_label("Votre réponse").focus()
    keyboard.type("l’engagment")
    keyboard.press("Enter")
    expect(card).to_contain_text("vérifiez l’orthographe")
    card.get_by_label("Votre réponse").fill("l’Engagement")
    keyboard.press("Enter")
    expect(card.locator(".mark--right")).to_be_visible()
