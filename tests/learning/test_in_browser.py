"""What the pages do while a student types and plays, in a real browser."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.learning.models import Attempt, LessonProgress
from tests.factories import Account
from tests.learning.curriculum import RIGHT

pytestmark = pytest.mark.once

LESSON = "/lecons/calculs"


@pytest.fixture
def lesson(page: Page, student: Account) -> Page:
    """The lesson, open in the student's browser."""
    page.goto("/connexion")
    page.fill("[name=email]", student.email)
    page.fill("[name=password]", student.password)
    page.click("main form button")
    page.wait_for_url("**/parcours")
    page.goto(LESSON)
    return page


def attempts(session: Session) -> int:
    count = session.scalars(select(func.count()).select_from(Attempt)).one()
    session.rollback()
    return count


def test_a_figure_is_said_back_while_it_is_typed(lesson: Page, session: Session) -> None:
    card = lesson.locator("#ca")
    card.locator("[name=answer]").press_sequentially("1234,5")
    expect(card.get_by_role("status")).to_contain_text("1\u202f234,5\u202f€")
    expect(card.locator("[name=answer]")).to_be_focused()
    assert attempts(session) == 0


def test_an_ambiguous_figure_is_picked_never_guessed(lesson: Page, session: Session) -> None:
    card = lesson.locator("#ca")
    card.locator("[name=answer]").fill("11,030")
    card.locator("[name=answer]").press("Enter")
    expect(card).to_contain_text("peut se lire de deux façons")
    expect(card.locator("[name=answer]")).to_have_value("11,030")
    expect(card.locator("[name=answer]")).to_be_focused()
    assert attempts(session) == 0
    card.get_by_role("button", name="11\u202f030", exact=True).click()
    expect(card).to_contain_text("CANARI-SOMME")
    assert session.scalars(select(Attempt.read)).one() == {"answer": 11030.0}


def test_a_mark_comes_in_place_takes_the_focus_and_moves_the_page_around_it(lesson: Page) -> None:
    card = lesson.locator("#ca")
    lesson.evaluate("window.stayed = true")
    card.locator("[name=answer]").fill("11030")
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(card.locator(".mark")).to_be_visible()
    expect(card.locator("div:has(> .mark)")).to_be_focused()
    card.locator("[name=answer]").fill(str(RIGHT["ca"]))
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(card).to_have_class(re.compile("is-passed"))
    expect(lesson.locator("#contents-ca")).to_have_class(re.compile("is-done"))
    expect(lesson.locator("#fin-de-lecon")).to_contain_text("Il vous reste 1 exercice")
    assert lesson.evaluate("window.stayed") is True


def test_new_numbers_take_the_place_of_the_old(lesson: Page) -> None:
    card = lesson.locator("#ca")
    card.locator("[name=answer]").fill(str(RIGHT["ca"]))
    card.get_by_role("button", name="Valider ma réponse").click()
    card.get_by_role("link", name="nouveaux nombres").click()
    expect(card.locator("[name=draw]")).to_have_value("2")
    card.locator("[name=answer]").fill("1")
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(card.locator(".mark")).to_be_visible()


def test_what_the_network_did_not_take_is_said_and_sent_again(lesson: Page) -> None:
    card = lesson.locator("#ca")
    unsent = card.get_by_text("Non envoyé\u202f: la connexion était coupée.")
    card.locator("[name=answer]").fill(str(RIGHT["ca"]))
    expect(unsent).to_be_hidden()
    lesson.context.set_offline(True)
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(unsent).to_be_visible()
    expect(card.locator("[name=answer]")).to_have_value(str(RIGHT["ca"]))
    lesson.context.set_offline(False)
    card.get_by_role("button", name="Envoyer à nouveau").click()
    expect(card).to_have_class(re.compile("is-passed"))
    expect(unsent).to_have_count(0)


def test_a_simulator_answers_as_it_is_moved(lesson: Page, session: Session) -> None:
    card = lesson.locator("#reglage")
    expect(card.locator(".facts")).to_contain_text("7\u202f€")
    slider = card.get_by_role("slider", name="Prix")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(card.locator("[name='input.prix']")).to_have_value("40")
    expect(card.locator(".facts")).to_contain_text("28\u202f€")
    expect(slider).to_be_focused()
    card.locator("[name='input.prix']").fill("100")
    expect(card.locator(".goals .is-met")).to_have_count(1)
    assert attempts(session) == 0
    card.get_by_role("button", name="Valider mes réglages").click()
    expect(card.locator(".mark--right")).to_be_visible()


def test_the_enter_key_computes_a_play_and_does_not_commit_to_it(
    lesson: Page, session: Session
) -> None:
    card = lesson.locator("#campagne")
    card.locator("[name='count.nano']").fill("20")
    card.locator("[name='count.nano']").press("Enter")
    expect(card.locator(".figures-grid")).to_contain_text("800\u202f€")
    assert attempts(session) == 0


def test_a_table_stays_open_and_a_move_is_said_while_one_plays(lesson: Page) -> None:
    card = lesson.locator("#campagne")
    card.get_by_text("Ce qu’apporte chaque groupe de créateurs").click()
    card.locator("[name='count.nano']").fill("20")
    expect(card.get_by_role("row", name="Nano offerts")).to_contain_text("800\u202f€")
    expect(card.get_by_role("status")).to_contain_text("Coût 800\u202f€")


def test_a_slider_counts_in_words(lesson: Page) -> None:
    slider = lesson.locator("#campagne").get_by_role("slider", name="Nano offerts")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "1 créateur")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "2 créateurs")


def test_what_cannot_be_committed_keeps_the_composition(lesson: Page, session: Session) -> None:
    card = lesson.locator("#campagne")
    card.locator("[name='count.nano']").fill("20")
    card.get_by_label("réel").check()
    card.get_by_role("button", name="Valider ma campagne").click()
    expect(card).to_contain_text("Dites ce que les publications annoncent")
    expect(card.locator("[name='count.nano']")).to_have_value("20")
    expect(card.get_by_label("réel")).to_be_checked()
    assert attempts(session) == 0


def test_a_session_that_ended_shows_the_sign_in_page_not_a_page_in_the_page(
    lesson: Page, app: Flask
) -> None:
    lesson.context.clear_cookies()
    card = lesson.locator("#ca")
    card.locator("[name=answer]").fill("12")
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(lesson.locator("#ca")).to_have_count(0)
    expect(lesson.locator("main")).to_have_count(1)


def test_the_place_follows_the_reading(lesson: Page, session: Session) -> None:
    lesson.locator("#partie-titre-3").scroll_into_view_if_needed()
    lesson.goto(f"{LESSON}#partie-titre-3")
    with lesson.expect_request("**/place", timeout=15_000) as sent:
        lesson.mouse.wheel(0, 200)
    assert sent.value.response() is not None
    assert session.scalars(select(LessonProgress.place)).one()


def test_a_long_lesson_works_from_the_keyboard_alone(lesson: Page, session: Session) -> None:
    card = lesson.locator("#choix")
    card.get_by_role("radio").first.focus()
    lesson.keyboard.press("Space")
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    expect(card.locator(".mark")).to_be_visible()
    assert attempts(session) == 1
