"""Pages are kept between requests, and never show what is no longer, nor another's."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES, RIGHT, answer, token

LESSON = "/lecons/calculs"
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


def without_tokens(page: str) -> str:
    return page.replace(TOKEN.findall(page)[0], "")


def test_the_same_page_comes_back_with_a_token_that_works(reader: FlaskClient) -> None:
    first, second = reader.get(LESSON).text, reader.get(LESSON).text
    assert without_tokens(first) == without_tokens(second)
    form = {"csrf_token": TOKEN.findall(second)[0]}
    assert reader.post(f"{LESSON}/lecture", data=form).status_code == 303


def test_every_form_of_a_kept_page_has_the_token_of_its_own_request(reader: FlaskClient) -> None:
    reader.get(LESSON)
    page = reader.get(LESSON).text
    fields = set(re.findall(r'name="csrf_token"\s+value="([^"]+)"', page))
    assert fields == {TOKEN.findall(page)[0]}


def test_a_kept_page_is_kept_compressed_too(reader: FlaskClient) -> None:
    plain = reader.get(LESSON)
    for _ in range(2):
        packed = reader.get(LESSON, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(packed.data) == plain.data


def test_each_device_gets_a_token_that_works_on_it(
    reader: FlaskClient, student: Account, signed_in: Callable[[Account], FlaskClient]
) -> None:
    reader.get(LESSON)
    for device in (signed_in(student), reader):
        form = {"csrf_token": TOKEN.findall(device.get(LESSON).text)[0]}
        assert device.post(f"{LESSON}/lecture", data=form).status_code == 303


def test_another_student_gets_their_own_page(
    reader: FlaskClient, other: Account, signed_in: Callable[[Account], FlaskClient]
) -> None:
    reader.get(LESSON), reader.get("/parcours")
    theirs = signed_in(other)
    for path in (LESSON, "/parcours"):
        assert "Sacha" in theirs.get(path).text
        assert "Camille" not in theirs.get(path).text


def test_what_the_student_did_shows_at_once(reader: FlaskClient) -> None:
    before = [reader.get(path).text for path in (LESSON, "/parcours")]
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    reader.post(f"{LESSON}/lecture", data={"csrf_token": token(reader)})
    after = [reader.get(path).text for path in (LESSON, "/parcours")]
    for old, new in zip(before, after, strict=True):
        assert without_tokens(old) != without_tokens(new)


def test_a_publication_shows_at_once(reader: FlaskClient, session: Session) -> None:
    reader.get(LESSON)
    path = next(name for name, text in FILES.items() if "\nid: calculs\n" in text)
    changed = FILES[path].replace("Savoir", "Tout autre chose")
    factories.publish(session, {**FILES, path: changed})
    assert "Tout autre chose" in reader.get(LESSON).text


def test_language_and_theme_show_at_once(reader: FlaskClient) -> None:
    reader.get(LESSON)
    reader.post("/langue", data={"locale": "en", "csrf_token": token(reader)})
    reader.post("/theme", data={"theme": "dark", "csrf_token": token(reader)})
    page = reader.get(LESSON).text
    assert '<html lang="en"' in page
    assert 'data-theme="dark"' in page


def test_made_up_addresses_do_not_fill_the_cache(reader: FlaskClient) -> None:
    pages = reader.application.extensions["page_cache"]._pages
    reader.get(LESSON)
    before = len(pages)
    for number in range(5):
        reader.get(f"{LESSON}?nouveau=invente-{number}")
    assert len(pages) == before
