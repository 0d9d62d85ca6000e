"""Nothing typed is lost: whatever closes, ends or drops while one types, it comes back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.accounts.models import SignIn
from school.learning.models import Attempt, Draft
from tests.factories import Account
from tests.learning.curriculum import RIGHT

pytestmark = pytest.mark.once

LESSON = "/lecons/calculs"
SAVED = re.compile(r"Brouillon enregistré à \d\d:\d\d")
COPIES = "Object.keys(localStorage).filter(name => name.startsWith('draft.')).length"


@pytest.fixture
def context(browser: Browser, live_url: str) -> Iterator[BrowserContext]:
    """A browser whose network may drop: what it then says on its console is no fault."""
    context = browser.new_context(base_url=live_url, locale="fr-FR", reduced_motion="reduce")
    faults: list[str] = []
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    context.on("console", lambda said: faults.append(said.text) if "Policy" in said.text else None)
    yield context
    context.close()
    assert faults == []


@pytest.fixture
def lesson(context: BrowserContext, student: Account) -> Page:
    """The lesson, open in the student's browser."""
    page = context.new_page()
    page.goto("/connexion")
    return sign_in(page, student)


def sign_out(page: Page) -> None:
    page.locator("details.menu").evaluate("menu => { menu.open = true }")
    page.get_by_role("button", name="Se déconnecter").click()


def sign_in(page: Page, account: Account) -> Page:
    """Sign in by the page that is shown, and go to the lesson."""
    page.fill("[name=email]", account.email)
    page.fill("[name=password]", account.password)
    page.click("main form button")
    page.wait_for_url(re.compile("/parcours|/lecons/"))
    page.goto(LESSON)
    return page


def field(page: Page) -> Locator:
    return page.locator("#ca [name=answer]")


def note(page: Page) -> Locator:
    return page.locator("#ca [data-draft-note]")


def forms(session: Session) -> list[dict[str, list[str]]]:
    found = list(session.scalars(select(Draft.form)))
    session.rollback()
    return found


def test_what_is_typed_is_saved_said_once_and_comes_back(lesson: Page, session: Session) -> None:
    field(lesson).press_sequentially("123")
    expect(note(lesson)).to_have_text(SAVED)
    expect(lesson.locator("#draft-said")).to_have_text(SAVED)
    assert lesson.evaluate(COPIES) == 0
    lesson.reload()
    expect(field(lesson)).to_have_value("123")
    expect(note(lesson)).to_have_text(SAVED)
    lesson.locator("#choix").get_by_role("radio").nth(1).check()
    lesson.locator("#campagne [name='count.nano']").fill("12")
    lesson.reload()
    expect(lesson.locator("#choix").get_by_role("radio").nth(1)).to_be_checked()
    expect(lesson.locator("#campagne [name='count.nano']")).to_have_value("12")
    expect(lesson.locator("#campagne .figures-grid")).to_contain_text("480\u202f€")
    field(lesson).fill(str(RIGHT["ca"]))
    lesson.locator("#ca").get_by_role("button", name="Valider").click()
    expect(lesson.locator("#ca")).to_have_class(re.compile("is-passed"))
    lesson.reload()
    expect(lesson.locator("#ca .solution")).to_be_visible()
    assert lesson.evaluate(COPIES) == 0


def test_a_tab_that_closes_loses_nothing(lesson: Page, context: BrowserContext) -> None:
    context.route("**/brouillon", lambda route: route.abort())
    field(lesson).fill("987")
    lesson.close()
    context.unroute("**/brouillon")
    page = context.new_page()
    page.goto(LESSON)
    expect(field(page)).to_have_value("987")
    expect(note(page)).to_have_text(SAVED)
    assert page.evaluate(COPIES) == 0


def test_what_is_typed_offline_is_saved_when_the_network_is_back(
    lesson: Page, context: BrowserContext, session: Session
) -> None:
    context.set_offline(True)
    field(lesson).fill("456")
    expect(note(lesson)).to_contain_text("hors ligne")
    assert forms(session) == []
    lesson.locator("#ca").get_by_role("button", name="Valider").click()
    expect(lesson.locator("#ca")).to_contain_text("Non envoyé")
    expect(field(lesson)).to_have_value("456")
    context.set_offline(False)
    expect(note(lesson)).to_have_text(SAVED)
    assert forms(session) == [{"answer": ["456"]}]
    lesson.get_by_role("button", name="Envoyer à nouveau").click()
    expect(lesson.locator("#ca .mark")).to_be_visible()
    assert [each.echo for each in session.scalars(select(Attempt))] == ["456\u202f€"]


def test_what_is_typed_in_a_sitting_and_in_the_lesson_comes_back_in_either(
    lesson: Page, context: BrowserContext
) -> None:
    def type_offline(page: Page, text: str) -> None:
        context.set_offline(True)
        field(page).press_sequentially(text)
        expect(note(page)).to_contain_text("hors ligne")
        page.close()
        context.set_offline(False)

    onward = "Passer cet exercice"
    lesson.goto("/revisions/1/ca.1")
    type_offline(lesson, "12")
    again = context.new_page()
    again.goto(LESSON)
    expect(note(again)).to_have_text(SAVED)
    expect(field(again)).to_have_value("12")
    expect(again.get_by_role("link", name=onward)).to_have_count(0)
    field(again).press("End")
    type_offline(again, "3")
    sitting = context.new_page()
    sitting.goto("/revisions/1/ca.1")
    expect(note(sitting)).to_have_text(SAVED)
    expect(field(sitting)).to_have_value("123")
    expect(sitting.get_by_role("link", name=onward)).to_be_visible()


def test_what_is_typed_after_a_session_ended_comes_back_to_its_author_alone(
    lesson: Page, session: Session, student: Account, other: Account
) -> None:
    session.execute(update(SignIn).values(ended_at=dt.datetime.now(dt.UTC)))
    session.commit()
    field(lesson).fill("321")
    expect(note(lesson)).to_contain_text("votre session a pris fin")
    note(lesson).get_by_role("link").click()
    sign_in(lesson, other)
    expect(field(lesson)).to_have_value("")
    lesson.context.clear_cookies()
    lesson.goto("/connexion")
    sign_in(lesson, student)
    expect(field(lesson)).to_have_value("321")
    expect(note(lesson)).to_have_text(SAVED)
    assert forms(session) == [{"answer": ["321"]}]


def test_signing_out_saves_and_leaves_nothing_in_the_browser(
    lesson: Page, session: Session, other: Account
) -> None:
    field(lesson).fill("654")
    sign_out(lesson)
    lesson.wait_for_url("**/connexion")
    assert lesson.evaluate(COPIES) == 0
    assert forms(session) == [{"answer": ["654"]}]
    sign_in(lesson, other)
    expect(field(lesson)).to_have_value("")


def test_a_page_left_open_while_one_signs_out_elsewhere_keeps_what_is_typed(
    lesson: Page, context: BrowserContext
) -> None:
    elsewhere = context.new_page()
    elsewhere.goto("/parcours")
    sign_out(elsewhere)
    elsewhere.wait_for_url("**/connexion")
    field(lesson).fill("258")
    expect(note(lesson)).to_contain_text("votre session a pris fin")
    expect(field(lesson)).to_have_value("258")
    field(lesson).press("Enter")
    expect(lesson.get_by_label("Mot de passe", exact=True)).to_be_visible()
    expect(lesson.locator("main")).to_contain_text("258")


def test_signing_out_says_first_what_it_would_lose(lesson: Page, context: BrowserContext) -> None:
    context.route("**/brouillon", lambda route: route.abort())
    field(lesson).fill("147")
    sign_out(lesson)
    expect(note(lesson)).to_contain_text("vous déconnecter le perdrait")
    expect(note(lesson)).to_be_focused()
    assert lesson.evaluate(COPIES) == 1
    sign_out(lesson)
    lesson.wait_for_url("**/connexion")
    assert lesson.evaluate(COPIES) == 0


def test_two_tabs_keep_both_texts_until_one_is_chosen(
    lesson: Page, context: BrowserContext, session: Session
) -> None:
    second = context.new_page()
    second.goto(LESSON)
    field(second).fill("222")
    expect(note(second)).to_have_text(SAVED)
    field(lesson).fill("111")
    disputed = lesson.locator("#ca [data-draft-newer]")
    expect(disputed).to_contain_text("222")
    expect(field(lesson)).to_have_value("111")
    lesson.reload()
    expect(disputed).to_contain_text("222")
    expect(field(lesson)).to_have_value("111")
    assert forms(session) == [{"answer": ["222"]}]
    lesson.get_by_role("button", name="Garder ce qui est dans cette page").click()
    expect(disputed).to_have_count(0)
    expect(note(lesson)).to_have_text(SAVED)
    assert forms(session) == [{"answer": ["111"]}]
    field(second).fill("333")
    second.get_by_role("link", name="Prendre l’autre version").click()
    expect(field(second)).to_have_value("111")
    assert second.evaluate(COPIES) == 0
