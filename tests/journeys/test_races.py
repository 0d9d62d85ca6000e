"""Two clicks, two tabs, a busy database: each try counts once, and nothing typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from school.learning.models import Attempt
from tests import factories
from tests.factories import Account, make_person
from tests.journeys.year import enter, sign_in, variant

LESSON = "/lecons/roi-collaboration"
WRONG = "90000"


@pytest.fixture
def tab(page: Page, live_url: str, client: FlaskClient, student: Account) -> Page:
    """A student's browser, with the lesson open."""
    enter(page.context, factories.sign_in(client, student), live_url)
    page.goto(LESSON)
    return page


@pytest.fixture
def other_tab(tab: Page) -> Page:
    """The same lesson in another tab of the same browser."""
    page = tab.context.new_page()
    page.goto(LESSON)
    return page


def card(page: Page) -> Locator:
    """The card of the exercise."""
    return page.locator("#roi-micro")


def answer(page: Page, text: str) -> None:
    """Type an answer and send it."""
    card(page).locator("[name=answer]").fill(text)
    card(page).get_by_role("button", name="Valider ma réponse").click()


def right_answer(session: Session, student: Account) -> str:
    """The right answer, as a student types it."""
    right = variant(session, student, "roi-micro").solution().details["answer"]
    return f"{right:.1f}".replace(".", ",")


def typed(session: Session) -> list[tuple[int, str]]:
    """Every try that is stored: whose it is, and what was typed."""
    rows = session.execute(select(Attempt.person_id, Attempt.typed).order_by(Attempt.id)).all()
    session.rollback()
    return [(person_id, kept["answer"]) for person_id, kept in rows]


def test_a_double_click_counts_once(tab: Page, session: Session, student: Account) -> None:
    card(tab).locator("[name=answer]").fill(WRONG)
    card(tab).get_by_role("button", name="Valider ma réponse").dblclick()
    expect(card(tab)).to_contain_text("essai 2 sur 3")
    assert typed(session) == [(student.id, WRONG)]


def test_another_answer_from_another_tab_is_shown_the_first_and_not_counted(
    tab: Page, other_tab: Page, session: Session, student: Account
) -> None:
    answer(tab, WRONG)
    expect(card(tab)).to_contain_text("essai 2 sur 3")
    answer(other_tab, "91000")
    expect(card(other_tab)).to_contain_text("Cette réponse n’a pas été comptée")
    expect(card(other_tab).locator("[name=answer]")).to_have_value("91000")
    assert typed(session) == [(student.id, WRONG)]
    card(other_tab).get_by_role("button", name="Valider ma réponse").click()
    expect(card(other_tab)).to_contain_text("essai 3 sur 3")
    assert typed(session) == [(student.id, WRONG), (student.id, "91000")]


def test_a_tab_with_the_numbers_before_counts_nothing_on_the_new_ones(
    tab: Page, other_tab: Page, session: Session, student: Account
) -> None:
    right = right_answer(session, student)
    answer(tab, right)
    card(tab).get_by_role("link", name="nouveaux nombres").click()
    expect(card(tab).locator("[name=draw]")).to_have_value("2")
    answer(other_tab, WRONG)
    expect(card(other_tab)).to_contain_text("Cette réponse n’a pas été comptée")
    expect(card(other_tab)).to_contain_text(WRONG)
    answer(tab, "92000")
    expect(card(tab)).to_contain_text("Il reste 2 essais")
    assert typed(session) == [(student.id, right), (student.id, "92000")]


def sign_out(page: Page) -> None:
    """Sign out by the menu."""
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion")


def test_a_tab_left_open_after_signing_out_counts_nothing_and_gives_back_what_was_typed(
    tab: Page, other_tab: Page, session: Session
) -> None:
    sign_out(tab)
    answer(other_tab, WRONG)
    expect(other_tab.locator(".kept")).to_contain_text(WRONG)
    assert typed(session) == []


def test_a_tab_of_one_student_sends_nothing_in_the_name_of_the_next(
    tab: Page, other_tab: Page, session: Session
) -> None:
    sign_out(tab)
    sign_in(tab, make_person(session, first_name="Sacha"))
    answer(other_tab, WRONG)
    expect(other_tab.locator(".kept")).to_contain_text(WRONG)
    assert typed(session) == []


@contextmanager
def busy(session: Session) -> Iterator[None]:
    """Hold what every try must write, until the session is rolled back."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"  # where any transaction of ours does
    lock = "SELECT 1" if on_sqlite else "LOCK TABLE lesson_progress IN EXCLUSIVE MODE"
    session.execute(text(lock))
    yield
    session.rollback()


def test_an_answer_waits_for_a_busy_database(tab: Page, session: Session, student: Account) -> None:
    with busy(session):
        release = threading.Timer(3, session.rollback)
        release.start()
        answer(tab, WRONG)
        expect(card(tab)).to_contain_text("essai 2 sur 3", timeout=10_000)
        release.join()
    assert typed(session) == [(student.id, WRONG)]


def test_an_answer_that_cannot_wait_longer_is_given_back_and_sent_again(
    browser: Browser, live_url: str, client: FlaskClient, session: Session, student: Account
) -> None:
    context = browser.new_context(base_url=live_url, locale="fr-FR")
    enter(context, factories.sign_in(client, student), live_url)
    tab = context.new_page()
    tab.goto(LESSON)
    with busy(session):
        answer(tab, WRONG)
        expect(tab.locator(".sorry-code")).to_have_text("Erreur 503", timeout=15_000)
    expect(tab.locator(".kept")).to_have_text([WRONG])
    assert typed(session) == []
    tab.get_by_role("button", name="Envoyer maintenant").click()
    expect(card(tab)).to_contain_text("essai 2 sur 3")
    assert typed(session) == [(student.id, WRONG)]
    context.close()
