"""French pages hold no English, English ones no French, wherever a student goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from school.settings import ROOT
from tests.factories import Account, csrf
from tests.journeys.crawl import explore
from tests.learning.curriculum import HTMX, fresh_form

pytestmark = pytest.mark.once

STARTS = (
    "/parcours",
    "/parcours/previsions",
    "/parcours/fil-rouge",
    "/revisions",
    "/revisions/1/roi-micro.1",
    "/revisions/2/roi-micro.1",
    "/laboratoire/comparaison?a=1&b=2",
    "/lecons/roi-collaboration?nouveau=seuil-commandes",
    "/nulle-part",
    "/langue",
)

SignedIn = Callable[[Account], FlaskClient]

FRENCH = ROOT / "school/web/translations/fr/LC_MESSAGES/messages.po"
READ_OUT = ("aria-label", "aria-valuetext", "alt", "placeholder", "title", "data-one", "data-unit")
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr")
)
PLACE = re.compile(r"%\(\w+\)[a-z]|%%")
ENGLISH = re.compile(
    r"\b(the|and|of|with|your|you|this|that|from|have|has|been|was|were|will|would|is|are|not|it|"
    r"its|their|what|which|when|where|how|by|to|for|at|be|if|all|no|yes|here|there|each|than)\b"
)
"""Words that few English sentences go without, and that French has not."""
OF_AUTHORS = {
    "fr": {"prose", "text", "sources"},  # where English words are quoted
    "en": {"prose", "text", "sources", "dial", "facts", "goals", "data"},  # where all is in French
}
"""The parts of a page that hold what authors wrote."""


class Words(HTMLParser):
    """The texts of a page's interface: not what authors wrote, nor what is in another language."""

    def __init__(self, html: str, locale: str) -> None:
        super().__init__(convert_charrefs=True)
        self._locale = locale
        self.interface: list[str] = []
        self._open: list[tuple[str, bool]] = [("", False)]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = {*(values.get("class") or "").split()}
        foreign = values.get("lang", self._locale) != self._locale or tag in ("script", "style")
        around = self._open[-1][1] and "exercise" not in classes  # which stands in the prose
        apart = around or foreign or bool(classes & OF_AUTHORS[self._locale])
        if not apart:
            for name in READ_OUT:
                self._keep(values.get(name) or "")
        if tag not in VOID:
            self._open.append((tag, apart))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not self._open[-1][1]:
            self._keep(data)

    def _keep(self, text: str) -> None:
        if text := " ".join(text.split()):
            self.interface.append(text)


def other_language(locale: str) -> list[re.Pattern[str]]:
    """The messages of the interface as the other language has them, where the two differ."""
    with FRENCH.open("rb") as file:
        catalogue = read_po(file, locale="fr")
    pairs = [(forms_of(message.id), forms_of(message.string)) for message in catalogue]
    if locale == "en":
        pairs = [(string, message) for message, string in pairs]
    texts = {text for others, own in pairs for text in others - own}
    return [pattern(text) for text in texts if re.search("[A-Za-z]{2}", PLACE.sub("", text))]


def forms_of(text: str | list[str] | tuple[str, ...] | None) -> set[str]:
    """A message, or its singular and its plural."""
    return {text} if isinstance(text, str) else set(text or ())


def pattern(message: str) -> re.Pattern[str]:
    """What a message looks like on a page."""
    return re.compile(".+".join(map(re.escape, PLACE.split(" ".join(message.split())))))


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_pages_speak_one_language(student: Account, signed_in: SignedIn, locale: str) -> None:
    client = signed_in(student)
    work(client)
    client.set_cookie("locale", locale)
    pages = {
        reply.request: Words(reply.text, locale)
        for reply in explore(client, *STARTS)
        if reply.is_page
    }
    assert len(pages) > 60
    interface = {text: name for name, page in pages.items() for text in page.interface}
    foreign = other_language(locale)
    found = [(name, t) for t, name in interface.items() if any(m.fullmatch(t) for m in foreign)]
    if locale == "fr":
        found += [(name, t) for t, name in interface.items() if ENGLISH.search(t.lower())]
    assert found == [], "\n".join(map(str, found))


def work(client: FlaskClient) -> None:
    """Leave exercises wrong, passed over and open, and two scenarios, so that pages show them."""
    for exercise, fields in (
        ("roi-micro", {"answer": "12"}),
        ("seuil-commandes", {"answer": "1"}),
        ("seuil-commandes", {"answer": "2"}),
        ("seuil-commandes", {"answer": "3"}),
        ("lire-le-tableau", {"option": "2"}),
        ("remise-et-marge", {"input.cachet": "3000", "input.remise": "0.3"}),
        ("campagne-ventes", {"count.nano": "10", "mention": "none", "contract": "no"}),
    ):
        form = fresh_form(client, exercise, "roi-collaboration") | fields
        sent = client.post(f"/exercices/{exercise}/essais", data=form, headers=HTMX)
        assert sent.status_code == 200, exercise
    for name in ("Un", "Deux"):
        form = {"csrf_token": csrf(client, "/parcours"), "name": name}
        assert client.post("/laboratoire/scenarios", data=form).status_code == 303
