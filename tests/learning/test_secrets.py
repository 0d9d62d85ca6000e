"""What is secret before an answer is in no byte that is sent, whatever is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES, HTMX, RIGHT, answer, fresh_form, send

ANSWER = str(RIGHT["ca"])
CACHED = "7717007"
ALWAYS_SECRET = ("0.4817", "somme", "cachee", "tolerance", "partial")
CANARIES = (
    ANSWER,
    "25 566 421",
    "25&nbsp;566&nbsp;421",
    "25\u202f566\u202f421",
    CACHED,
    "CANARI-SOMME",
    "CANARI-CACHEE",
    "CANARI-SOLUTION",
    "CANARI-JUSTE",
    "CANARI-ABONNES",
    "CANARI-METEO",
    "CANARI-CHOIX",
    "CANARI-REGLAGE",
    "CANARI-CAMPAGNE",
    *ALWAYS_SECRET,
)


def everything_sent(reader: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every reply that a student can have without submitting an answer that is marked."""
    forms = {name: fresh_form(reader, name) for name in ("ca", "choix", "reglage", "campagne")}
    yield "lesson", reader.get("/lecons/calculs").text
    yield "renewed", reader.get("/lecons/calculs?nouveau=ca").text
    yield "module", reader.get("/modules/essentiel").text
    yield "year", reader.get("/parcours").text
    yield "reviews", reader.get("/revisions").text
    for name, form in forms.items():
        yield f"{name} card", reader.get(f"/exercices/{name}?tirage=1", headers=HTMX).text
        yield f"{name} next", reader.get(f"/exercices/{name}?tirage=2", headers=HTMX).text
        yield f"{name} in a sitting", reader.get(f"/revisions/1/{name}.1").text
        yield f"{name} after a sitting", reader.get(f"/revisions/2/{name}.1").text
        yield f"{name} 422", send(reader, name, form).text
        yield f"{name} 422 page", send(reader, name, form, htmx=False).text
        stale = {**form, "draw": "2", "answer": "1"}
        yield f"{name} 409", send(reader, name, stale).text
        yield f"{name} 409 page", send(reader, name, stale, htmx=False).text
        old = {**form, "revision": "999", "answer": "1"}
        yield f"{name} 409 revision", send(reader, name, old).text
        for typed in ("", "1,234", "12", "x"):
            for action in ("releve", "apercu", "brouillon"):
                path = f"/exercices/{name}/{action}"
                yield (
                    f"{name} {action}",
                    reader.post(
                        path, data={**form, "answer": typed, "input.prix": "50"}, headers=HTMX
                    ).text,
                )
        played = {**form, "count.nano": "20", "count.micro": "3", "formats.micro": "post"}
        yield f"{name} play", reader.post(f"/exercices/{name}/apercu", data=played).text
        yield f"{name} drafted", reader.get("/lecons/calculs").text


def test_nothing_secret_is_sent_before_an_answer(reader: FlaskClient) -> None:
    for name, text in everything_sent(reader):
        found = [canary for canary in CANARIES if canary in text]
        assert not found, f"{name}: {found}"


def test_headers_hold_no_secret(reader: FlaskClient) -> None:
    headers = str(reader.get("/lecons/calculs").headers)
    assert not [canary for canary in CANARIES if canary in headers]


def test_a_wrong_try_shows_the_mistake_that_was_made_and_nothing_else(reader: FlaskClient) -> None:
    reply = answer(reader, "ca", answer=str(7717 + 3313)).text
    page = reader.get("/lecons/calculs").text
    for text in (reply, page):
        assert "CANARI-SOMME" in text
        found = [canary for canary in CANARIES if canary in text and canary != "CANARI-SOMME"]
        assert not found


def test_a_message_that_gives_the_answer_waits_for_the_end(reader: FlaskClient) -> None:
    """Its author wrote {{ answer }} in it: while tries are left, it would end the exercise."""
    assert "CANARI-CACHEE" not in answer(reader, "ca", answer=CACHED).text
    answer(reader, "ca", answer="1")
    last = answer(reader, "ca", answer=CACHED).text
    assert f"CANARI-CACHEE {ANSWER}" in last


def test_a_wrong_option_shows_its_own_feedback_only(reader: FlaskClient) -> None:
    text = answer(reader, "choix", option="2").text
    assert "CANARI-ABONNES" in text
    for canary in ("CANARI-METEO", "CANARI-JUSTE", "CANARI-CHOIX", "is-right"):
        assert canary not in text


def test_the_solution_shows_once_tries_are_used_up(reader: FlaskClient) -> None:
    for number in (1, 2):
        assert "CANARI-SOLUTION" not in answer(reader, "ca", answer=str(number)).text
    closed = answer(reader, "ca", answer="3").text
    assert f"CANARI-SOLUTION {CACHED} {ANSWER}" in closed
    assert "INDICE-PUBLIC" not in closed


def test_new_numbers_hide_the_solution_again(reader: FlaskClient) -> None:
    answer(reader, "ca", answer=ANSWER)
    renewed = reader.get("/exercices/ca?tirage=2", headers=HTMX).text
    assert "INDICE-PUBLIC" in renewed
    assert not [canary for canary in CANARIES if canary in renewed]


@pytest.mark.parametrize("draw", ["0", "2", "3", "x", "-1", ""])
def test_asking_for_other_numbers_shows_the_present_ones(reader: FlaskClient, draw: str) -> None:
    text = reader.get(f"/exercices/ca?tirage={draw}", headers=HTMX).text
    assert 'name="draw" value="1"' in text


def test_an_old_solution_stays_with_its_own_revision(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    answer(reader, "ca", answer=ANSWER)
    lesson = "01-essentiel/01-calculs.md"
    changed = FILES[lesson].replace("panier: 3313", "panier: 4444")
    factories.publish(session, {**FILES, lesson: changed})
    page = reader.get("/lecons/calculs").text
    assert "à 3313" in page
    assert f"CANARI-SOLUTION {CACHED} {ANSWER}" in page
    renewed = reader.get("/lecons/calculs?nouveau=ca").text
    assert "à 4444" in renewed
    assert "CANARI-SOLUTION" not in renewed
