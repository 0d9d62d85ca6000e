"""In a real browser, nothing that is written runs: not in lessons, not in names, not in answers.

Each page is opened twice: under its policy, which must have had nothing to refuse, and without it,
so that whatever gets through would run and be seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Dialog, Page, expect
from sqlalchemy import update
from sqlalchemy.orm import Session

from school.accounts.models import Person, SignIn
from school.accounts.particulars import LONGEST_NAME
from school.learning.lab import operations, sheet
from tests import chromium
from tests.factories import Account, csrf
from tests.journeys.hostile import INLINE, LESSONS, VECTORS, packed, publish_hostile
from tests.journeys.year import enter
from tests.learning.curriculum import fresh_form, send, variant

pytestmark = pytest.mark.once

SignedIn = Callable[[Account], FlaskClient]

NOTE_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) =>
  violations.push(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
SCAN = r"""
() => {
  const address = /(^|:)(href|src|action|formaction|data|poster|srcset|background|ping)$/i;
  const runs = /^(javascript|vbscript|data|file):/i;
  const foreign = "iframe, frame, object, embed, applet, base, style, template, portal, math, " +
    "marquee, [srcdoc], meta[http-equiv], link:not([href^='/static/'])";
  const dial = /^--at: ?-?\d+(\.\d+)?(e-\d+)?%;?$/;
  const found = [...violations];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const plain = value.replace(/[\u0000-\u0020\u007f-\u009f]/g, "");
      const bad = /^on/i.test(name) || (address.test(name) && runs.test(plain));
      if (bad) found.push(`${element.tagName} ${name}=${value}`);
    }
    const style = element.getAttribute("style");
    const placed = element.matches("input[type=range]") && dial.test(style);
    if (style !== null && !placed) found.push(`${element.tagName} style=${style}`);
    const loaded = new URL(element.getAttribute("src") ?? "x:", document.baseURI);
    const own = loaded.href.startsWith(`${location.origin}/static/`);
    if (element.localName === "script" && !own) found.push(element.outerHTML);
    if (element.matches(foreign)) found.push(element.outerHTML);
    if (element.closest(".text, .prose > :not(.exercise)")) {
      const live = element.getAttributeNames().filter((name) => /^(data-)?hx-/.test(name));
      if (live.length) found.push(`${element.tagName} ${live}`);
    }
  }
  return found;
}
"""
SEND = """
([path, fields]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  const token = document.querySelector("meta[name=csrf-token]").content;
  for (const [name, value] of Object.entries({csrf_token: token, ...fields})) {
    form.append(Object.assign(document.createElement("textarea"), {name, value}));
  }
  document.body.append(form);
  form.submit();
}
"""


ALL = " ".join(VECTORS)
PATH = "/" + ALL.replace(" ", "").replace("\\", "")
HOSTILE = ("answer", "option", "count.nano", "formats.micro", "input.remise", ALL[:50])
TYPED = dict.fromkeys(HOSTILE, ALL)


class Guarded:
    """A page of a browser, and everything that should not have happened on it."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.watch = chromium.Watch(page, home)
        self._dialogs: list[str] = []
        page.add_init_script(NOTE_VIOLATIONS)
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self._dialogs.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def check(self) -> None:
        """Nothing ran, nothing was refused, nothing that could run is on the page."""
        assert self.page.evaluate(SCAN) == [], self.page.url
        assert self._dialogs + self.watch.errors == [], self.page.url


class Visit:
    """A student's visit, in a browser with the site's policy and in one that ignores it."""

    def __init__(self, browser: Browser, home: str, client: FlaskClient) -> None:
        self.client = client
        self.guarded = []
        for ignored in (False, True):
            context = browser.new_context(base_url=home, bypass_csp=ignored, locale="fr-FR")
            enter(context, client, home)
            self.guarded.append(Guarded(context.new_page(), home))

    def open(self, path: str, reads: str) -> None:
        """Open a page in both, look at it, and see that this is read on it."""
        for each in self.guarded:
            each.page.goto(path)
            each.check()
            assert reads in each.page.locator("body").inner_text()

    def post(self, path: str, fields: Mapping[str, str], reads: str) -> None:
        """Send a form from a page in both, and look at what answers."""
        for each in self.guarded:
            with each.page.expect_navigation():
                each.page.evaluate(SEND, [path, fields])
            each.check()
            assert reads in each.page.content()

    def close(self) -> None:
        """Close both browsers' profiles."""
        for each in self.guarded:
            each.page.context.close()


@pytest.fixture
def visit(
    browser: Browser, live_url: str, student: Account, signed_in: SignedIn
) -> Iterator[Visit]:
    visit = Visit(browser, live_url, signed_in(student))
    yield visit
    visit.close()


def test_what_an_author_writes_does_not_run(
    session: Session, student: Account, visit: Visit
) -> None:
    publish_hostile(session)
    answer_as_written(session, student, visit.client)
    for lesson in LESSONS:
        visit.open(f"/lecons/{lesson}", reads="alert(1)")
    for page in ("/parcours", "/modules/module-0", "/modules/module-1"):
        visit.open(page, reads="alert(1)")
    for each in visit.guarded:
        swap_cards(each)


def answer_as_written(session: Session, student: Account, client: FlaskClient) -> None:
    """Answer so that mistakes, solutions and feedback show."""
    cost = variant(session, student, "chiffre").numbers["cout"]
    for exercise, lesson, fields in (
        ("chiffre", "chiffres", {"answer": str(cost)}),
        ("ferme", "fermes", {"answer": str(variant(session, student, "ferme").numbers["cout"])}),
        ("choix", "jeux", {"option": "2"}),
        ("etapes", "listes", {f"place.{step}": str(step) for step in range(1, 11)}),
        ("paires", "listes", {f"term.{term}": "1" for term in range(1, 13)}),
        ("mot", "listes", {"answer": ALL[:190]}),
        ("relire", "listes", {"words": INLINE[0], "place": "0", "fault": "image"}),
        ("dossiers", "listes", {f"verdict.{number}": "keep" for number in (1, 2, 3)}),
        ("prevision", "listes", {"low": "1", "high": "2"}),
        ("note", "listes", {"text": ALL[:5000]}),
    ):
        sent = send(client, exercise, fresh_form(client, exercise, lesson) | fields)
        assert sent.status_code == 200, exercise


def swap_cards(guarded: Guarded) -> None:
    """Let the script put fragments of the server's in the page."""
    page = guarded.page
    page.goto("/lecons/chiffres")
    card = page.locator("#chiffre")
    card.locator("[name=answer]").fill(ALL)
    card.get_by_role("button", name="Valider ma réponse").click()
    expect(card.locator(".field-error")).to_be_visible()
    guarded.check()
    page.goto("/lecons/jeux")
    page.locator("#choix").get_by_role("link", name="Recommencer").click()
    expect(page.locator("#choix [name=draw]")).to_have_value("2")
    page.locator("#reglage [name='input.prix']").fill("90")
    expect(page.locator("#reglage-live .goals .is-met")).to_be_visible()
    guarded.check()


def test_the_names_of_people_do_not_run(session: Session, student: Account, visit: Visit) -> None:
    names = list(packed(LONGEST_NAME, [vector for vector in VECTORS if "<" in vector]))
    for first_name, last_name in zip(names[::2], names[1::2] + names[:1], strict=False):
        named = update(Person).where(Person.id == student.id)
        session.execute(named.values(first_name=first_name, last_name=last_name))
        session.commit()
        lawless = visit.guarded[1]
        lawless.page.goto("/compte")
        lawless.check()
        assert last_name in lawless.page.locator("main").inner_text()


def test_the_names_of_scenarios_and_what_their_address_says_do_not_run(
    session: Session, student: Account, visit: Visit
) -> None:
    for name in list(packed(operations.LONGEST))[: operations.MOST]:
        operations.save(session, student.id, name, sheet.opening(), dt.datetime.now(dt.UTC))
    session.commit()
    visit.open("/laboratoire", reads="onerror=alert(1)")
    visit.open("/laboratoire/comparaison?a=1&b=2", reads="onerror=alert(1)")
    typed = zip(sheet.opening(), cycle(packed(300)), strict=False)
    visit.open(f"/laboratoire?{urlencode([('name', ALL[:80]), *typed])}", reads="à corriger")
    for each in visit.guarded:
        each.page.goto("/laboratoire")
        each.page.get_by_role("button", name="Supprimer").first.click()
        expect(each.page.locator(".flashes")).to_contain_text("alert(1)")
        each.check()


def test_what_is_typed_does_not_run(visit: Visit) -> None:
    fields = own_fields(visit.client)
    visit.open("/lecons/roi-collaboration", reads="ROI")
    for exercise in ("roi-micro", "lire-le-tableau", "campagne-ventes", "remise-et-marge"):
        visit.post(f"/exercices/{exercise}/essais", fields | TYPED, "exercise-submit")
    visit.post("/exercices/roi-micro/essais", TYPED | {"csrf_token": "x"}, "sorry-code")
    visit.post("/connexion", {"email": ALL[:250], "password": "x"}, 'id="email"')


def test_addresses_do_not_run(visit: Visit) -> None:
    visit.open(f"/nulle-part/{quote(ALL)}", reads="404")
    visit.open(f"/lecons/{quote(ALL, safe='')}", reads="404")
    visit.open(f"/lecons/roi-collaboration?nouveau={quote(ALL)}", reads="ROI")
    visit.client.post("/deconnexion", data={"csrf_token": csrf(visit.client, "/compte")})
    visit.open(f"/connexion?next={quote(PATH)}", reads="Mot de passe")
    for each in visit.guarded:
        expect(each.page.locator("[name=next]")).to_have_value(PATH)


def test_what_was_kept_while_signing_in_again_does_not_run(
    session: Session, student: Account, visit: Visit
) -> None:
    fields = own_fields(visit.client)
    visit.open("/lecons/roi-collaboration", reads="ROI")
    session.execute(update(SignIn).values(ended_at=dt.datetime.now(dt.UTC)))
    session.commit()
    visit.post("/exercices/roi-micro/essais", fields | TYPED, 'id="password"')
    for each in visit.guarded:
        each.page.fill("#email", student.email)
        each.page.fill("#password", student.password)
        each.page.click("main form button")
        expect(each.page.locator(".kept").first).to_contain_text("alert(1)")
        each.check()


def own_fields(client: FlaskClient) -> dict[str, str]:
    """The page's own fields of an exercise's form, but for the token."""
    form = fresh_form(client, "roi-micro", "roi-collaboration")
    return {name: value for name, value in form.items() if name != "csrf_token"}
