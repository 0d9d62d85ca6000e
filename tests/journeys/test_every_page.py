"""Every page that a student can reach opens in a browser without an error, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.factories import Account
from tests.journeys.crawl import crawl
from tests.journeys.year import enter

pytestmark = pytest.mark.once

SignedIn = Callable[[Account], FlaskClient]


def test_every_page_opens_without_an_error_or_a_foreign_request(
    page: Page, live_url: str, student: Account, signed_in: SignedIn
) -> None:
    """The page's watch fails the test on an error of the console or a request elsewhere."""
    client = signed_in(student)
    pages = {reply.path for reply in crawl(client, "/parcours") if reply.is_page}
    assert len(pages) > 20
    page.goto("/connexion")
    enter(page.context, client, live_url)
    visit(page, pages, "fr")
    page.locator("details.menu summary").click()
    page.locator("details.menu").get_by_role("button", name="English").click()
    visit(page, pages, "en")


def visit(page: Page, paths: set[str], locale: str) -> None:
    """Open pages and go to their foot; each is in this language and all its pictures show."""
    for path in sorted(paths):
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", locale)
        page.keyboard.press("End")
        images = "[...document.images].map((image) => image.decode())"
        page.evaluate(f"() => Promise.all({images})")
