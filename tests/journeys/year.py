"""The real curriculum, published for whole stories, and what its students' numbers are."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping

from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session

from school.exercises.contract import Variant
from school.learning.draws import Student
from school.publishing import catalogue
from school.publishing.imports import import_folder
from school.settings import ROOT
from tests.conftest import SECRET
from tests.factories import Account


def publish_real_content(session: Session) -> None:
    """Import `content/`, as `make run` does, and commit."""
    import_folder(session, ROOT / "content", dt.datetime.now(dt.UTC))
    session.commit()


def variant(session: Session, account: Account, exercise_id: str, draw: int = 1) -> Variant:
    """The numbers that this account has for an exercise: what only the server knows."""
    published = catalogue.current(session).exercises[exercise_id]
    session.rollback()
    return Student(account.id, SECRET).variant(published, draw)


def winning_campaign(drawn: Variant) -> dict[str, list[str]]:
    """A form that meets every goal of a campaign, found by trying the plans it offers in turn."""
    for form in _campaigns(drawn):
        if all(goal["met"] for goal in drawn.preview(form, "fr")["goals"]):
            return form
    raise AssertionError("no campaign among those tried meets every goal")


def sign_in(page: Page, account: Account) -> None:
    """Sign in by the page, as a person does."""
    page.goto("/connexion")
    page.fill("#email", account.email)
    page.fill("#password", account.password)
    page.click("main form button")
    page.wait_for_url("**/parcours")


def enter(context: BrowserContext, client: FlaskClient, home: str) -> None:
    """Give a browser's profile the sign-in of a test client."""
    kept = client.get_cookie("ffollozz")
    assert kept is not None
    context.add_cookies([{"name": kept.key, "value": kept.value, "url": home}])


def compose(page: Page, exercise_id: str, form: Mapping[str, list[str]]) -> None:
    """Fill a campaign's controls as the form says, without sending it."""
    card = page.locator(f"#{exercise_id}")
    for name, values in form.items():
        fields = card.locator(f"[name='{name}']")
        kind = fields.first.get_attribute("type")
        if kind in ("checkbox", "radio"):
            for at in range(fields.count()):
                field = fields.nth(at)
                wanted = field.get_attribute("value") in values
                if kind == "checkbox" or wanted:
                    field.set_checked(wanted)
        elif kind != "hidden":
            fields.first.fill(values[0])


def _campaigns(drawn: Variant) -> Iterator[dict[str, list[str]]]:
    choices = drawn.question().widget["choices"]
    declared = {"mention": ["collaboration"], "contract": ["yes"]}
    formats = {f"formats.{c['id']}": ["stories"] for c in choices if len(c["formats"]) > 1}
    steps = [range(c["max"], -1, -max(1, c["max"] // 14)) for c in choices]
    for counts in filter(any, itertools.product(*steps)):
        named = {f"count.{c['id']}": [str(n)] for c, n in zip(choices, counts, strict=True)}
        yield {**named, **formats, **declared}
