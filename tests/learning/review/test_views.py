"""The pages of reviews: what is due, a sitting, its end, and the news of it on the year's page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from time_machine import Traveller

from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES, answer, answer_of, form_of, send
from tests.statements import Statements

Count = Callable[[], AbstractContextManager[Statements]]
MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SENTENCE = "Ajouter au lieu de multiplier."
WRONG_SUM = str(7717 + 3313)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    """A Tuesday morning, before anybody signs in."""
    with time_machine.travel(MORNING) as traveller:
        yield traveller


def two_days_pass(clock: Traveller, client: FlaskClient, student: Account) -> None:
    """Time passes, and with it the session."""
    clock.shift(2 * DAY)
    factories.sign_in(client, student)


def start(page: str) -> str:
    found = re.search(r'href="(/revisions/1/[^"]+)"', page)
    assert found
    return found[1]


def test_nothing_learnt_and_nothing_due_say_what_to_do_and_when(
    clock: Traveller, reader: FlaskClient, session: Session, student: Account
) -> None:
    page = reader.get("/revisions").text
    assert "réussissez un premier exercice" in page
    answer(reader, "marge", lesson_id="suite", answer=answer_of(session, student, "marge"))
    page = reader.get("/revisions").text
    assert "Prochaine révision le jeudi 26 novembre 2026." in page
    assert "À revoir aujourd’hui" not in reader.get("/parcours").text
    two_days_pass(clock, reader, student)
    assert "À revoir aujourd’hui\u202f: 1" in reader.get("/parcours").text


def test_mistakes_come_first_with_their_sentence_then_skills_by_date(
    clock: Traveller,
    student: Account,
    reader: FlaskClient,
    other: Account,
    signed_in: Callable[[Account], FlaskClient],
) -> None:
    answer(reader, "choix", option="1")
    answer(reader, "ca", answer=WRONG_SUM)
    two_days_pass(clock, reader, student)
    page = reader.get("/revisions").text
    assert "À revoir aujourd’hui\u202f: 2" in page
    assert page.index(SENTENCE) < page.index("Choisir un palier")
    theirs = signed_in(other).get("/revisions").text
    assert SENTENCE not in theirs
    assert "Choisir un palier" not in theirs


def test_a_mistake_that_the_programme_no_longer_names_is_left_out(
    clock: Traveller, student: Account, reader: FlaskClient, session: Session
) -> None:
    answer(reader, "ca", answer=WRONG_SUM)
    two_days_pass(clock, reader, student)
    programme = FILES["programme.md"].replace(f'mistakes:\n  somme: "{SENTENCE}"\n', "")
    factories.publish(session, {**FILES, "programme.md": programme})
    assert "À revoir" not in reader.get("/revisions").text
    assert "À revoir" not in reader.get("/parcours").text


@pytest.mark.parametrize("htmx", [True, False])
def test_a_sitting_asks_fresh_numbers_one_after_the_other_and_says_when_all_comes_back(
    clock: Traveller,
    htmx: bool,
    reader: FlaskClient,
    session: Session,
    student: Account,
) -> None:
    answer(reader, "choix", option="1")
    answer(reader, "marge", lesson_id="suite", answer=answer_of(session, student, "marge"))
    before = reader.get("/lecons/suite").text
    two_days_pass(clock, reader, student)
    address = start(reader.get("/revisions").text)
    assert address == "/revisions/1/choix.2,marge.2"
    place, address = 2, address.replace("/1/", "/2/")
    page = reader.get(address).text
    assert f"Révision {place} sur 2" in page
    shown = re.findall(r"\d+ ventes à \d+", page)
    assert shown
    assert shown[0] not in before
    right = answer_of(session, student, "marge", draw=2)
    reply = send(reader, "marge", form_of(page, "marge") | {"answer": right}, htmx=htmx)
    if htmx:
        assert "lesson-share" not in reply.text
    else:
        assert reply.status_code == 303
        assert reply.location == f"{address}#marge"
    page = reply.text if htmx else reader.get(address).text
    assert f'href="{address.replace(f"/{place}/", f"/{place + 1}/")}"' in page
    assert "Exercice suivant" in page or "Terminer" in page
    end = reader.get(address.replace(f"/{place}/", "/3/")).text
    assert "C’est tout pour l’instant" in end
    assert "lundi 7 décembre 2026" in end
    assert ">aujourd’hui<" in end
    assert "Continuer à réviser" in end


def test_what_cannot_be_read_stays_in_the_page_of_the_sitting(
    reader: FlaskClient, session: Session
) -> None:
    page = reader.get("/revisions/1/marge.1").text
    reply = send(reader, "marge", form_of(page, "marge") | {"answer": "1,234"}, htmx=False)
    assert reply.status_code == 422
    assert "Révision 1 sur 1" in reply.text
    assert 'value="1,234"' in reply.text


@pytest.mark.parametrize("written", ["1", "2/marge", "1/inconnu.1", "0/marge.1", "1/campagne.x"])
def test_an_address_that_is_no_sitting_is_not_found(reader: FlaskClient, written: str) -> None:
    assert reader.get(f"/revisions/{written}").status_code == 404


def test_the_pages_take_few_statements(
    clock: Traveller,
    session: Session,
    reader: FlaskClient,
    student: Account,
    count_sql: Count,
) -> None:
    factories.make_cohort(session, student)
    answer(reader, "choix", option="1")
    answer(reader, "ca", answer=WRONG_SUM)
    two_days_pass(clock, reader, student)
    address = start(reader.get("/revisions").text)
    for path, most in (("/parcours", 6), ("/revisions", 6), (address, 5)):
        with count_sql() as statements:
            assert reader.get(path).status_code == 200
        assert len(statements) <= most, (path, statements)
