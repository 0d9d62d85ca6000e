"""In a browser: a session's end loses nothing, with htmx as without it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update
from sqlalchemy.orm import Session

from school.accounts.models import Role, SignIn
from tests.accounts.pages import WRONG
from tests.factories import Account, make_person

pytestmark = pytest.mark.once

HTMX = """values => htmx.ajax("POST", "/compte/langue", {target: "#language", values})"""
PART = """() => htmx.ajax("GET", "/compte", {target: "#language"})"""
PLAIN = """values => {
  const form = document.querySelector("form[action='/compte/langue']");
  for (const [name, value] of Object.entries(values)) {
    const field = document.createElement("textarea");
    Object.assign(field, {name, value});
    form.append(field);
  }
  form.submit();
}"""


@pytest.fixture
def account(session: Session) -> Account:
    return make_person(session, Role.ADMIN)


def sign_in(page: Page, account: Account, password: str | None = None) -> None:
    page.fill("#email", account.email)
    page.fill("#password", password or account.password)
    page.click("main form button")


def end_all(session: Session) -> None:
    session.execute(update(SignIn).values(ended_at=dt.datetime.now(dt.UTC)))
    session.commit()


@pytest.mark.parametrize("way", [HTMX, PLAIN])
def test_what_was_being_sent_is_shown_again_and_sent(
    page: Page, session: Session, account: Account, way: str
) -> None:
    page.goto("/connexion?next=/compte")
    sign_in(page, account)
    end_all(session)
    page.evaluate(way, {"locale": "en", "reponse": "12,5 %\nparce que"})
    page.wait_for_selector("#password")
    assert page.locator("main").count() == 1
    sign_in(page, account)
    expect(page.locator("main")).to_contain_text("parce que")
    page.click("main form button")
    page.wait_for_url("**/compte")
    assert page.get_attribute("html", "lang") == "en"


def test_a_part_of_a_page_leads_to_the_sign_in_page_and_back(
    page: Page, session: Session, account: Account
) -> None:
    page.goto("/connexion?next=/compte")
    sign_in(page, account)
    page.goto("/compte?depuis=ici")
    end_all(session)
    page.evaluate(PART)
    page.wait_for_url(re.compile("/connexion"))
    sign_in(page, account)
    page.wait_for_url("**/compte?depuis=ici")


def test_a_refusal_takes_the_focus(page: Page, account: Account) -> None:
    page.goto("/connexion")
    sign_in(page, account, WRONG)
    expect(page.locator(".summary")).to_be_focused()
    assert page.input_value("#email") == account.email
    assert page.input_value("#password") == ""


def test_nothing_is_seen_by_going_back_after_signing_out(page: Page, account: Account) -> None:
    page.goto("/connexion?next=/compte")
    sign_in(page, account)
    page.wait_for_url("**/compte")
    page.click("details.menu summary")
    page.click("form[action='/deconnexion'] button")
    page.wait_for_url("**/connexion")
    page.go_back()
    page.wait_for_url(re.compile("/connexion"))
    assert account.email not in page.content()
