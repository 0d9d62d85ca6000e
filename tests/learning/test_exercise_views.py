from __future__ import annotations

import re
import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.learning.models import Attempt
from tests import factories
from tests.factories import Account
from tests.learning.curriculum import (
    FILES,
    HTMX,
    RIGHT,
    answer,
    answer_of,
    form_of,
    fresh_form,
    send,
)

ANSWER = str(RIGHT["ca"])


def attempts(session: Session) -> int:
    """How many are kept. Leaves no transaction open: requests would wait for it."""
    count = session.scalars(select(func.count()).select_from(Attempt)).one()
    session.rollback()
    return count


def test_without_a_script_a_try_leads_back_to_the_exercise_with_its_mark(
    reader: FlaskClient,
) -> None:
    form = fresh_form(reader, "ca") | {"answer": str(7717 + 3313)}
    reply = send(reader, "ca", form, htmx=False)
    assert (reply.status_code, reply.location) == (303, "/lecons/calculs#ca")
    page = reader.get("/lecons/calculs").text
    assert "CANARI-SOMME" in page
    assert 'value="11030"' in page
    assert "mark--wrong" in page


def test_with_htmx_the_card_comes_back_with_what_it_changes_on_the_page(
    reader: FlaskClient,
) -> None:
    reply = answer(reader, "ca", answer=ANSWER)
    assert reply.status_code == 200
    assert reply.text.lstrip().startswith("<section")
    assert "is-passed" in reply.text
    changed = re.findall(r'id="([^"]+)"[^>]*hx-swap-oob="true"', reply.text)
    assert changed == ["lesson-share", "contents-ca", "fin-de-lecon"]
    assert "<html" not in reply.text


def test_an_answer_that_cannot_be_read_keeps_what_was_typed(
    session: Session, reader: FlaskClient
) -> None:
    for htmx in (True, False):
        form = fresh_form(reader, "ca") | {"answer": "douze <b>"}
        reply = send(reader, "ca", form, htmx=htmx)
        assert reply.status_code == 422
        assert 'value="douze &lt;b&gt;"' in reply.text
        assert 'aria-invalid="true"' in reply.text
        assert ("<html" in reply.text) is not htmx
    assert attempts(session) == 0


def test_an_ambiguous_figure_is_asked_back_and_a_reading_is_marked(
    session: Session, reader: FlaskClient
) -> None:
    form = fresh_form(reader, "ca")
    reply = send(reader, "ca", form | {"answer": "11,030"}, htmx=False)
    assert reply.status_code == 422
    readings = re.findall(r'name="reading.answer" value="([^"]+)"', reply.text)
    assert readings == ["11,0300", "11030"]
    assert re.findall(r'value="11[,\d]+">([^<]+)</button>', reply.text) == ["11,03", "11\u202f030"]
    assert attempts(session) == 0
    reply = send(reader, "ca", form | {"answer": "11,030", "reading.answer": "11030"})
    assert reply.status_code == 200
    assert "CANARI-SOMME" in reply.text
    assert session.scalars(select(Attempt.read)).one() == {"answer": 11030.0}


def test_a_figure_asked_back_does_not_stand_with_the_former_verdict(reader: FlaskClient) -> None:
    assert "CANARI-SOMME" in answer(reader, "ca", answer="11030").text
    for htmx in (True, False):
        asked_back = send(reader, "ca", fresh_form(reader, "ca") | {"answer": "1,234"}, htmx=htmx)
        assert "reading.answer" in asked_back.text
        assert "CANARI-SOMME" not in asked_back.text
    assert "CANARI-SOMME" in reader.get("/lecons/calculs").text


def test_an_answer_given_again_is_told_and_given_back_with_what_was_said_of_it(
    session: Session, reader: FlaskClient
) -> None:
    answer(reader, "ca", answer="11030")
    for htmx in (True, False):
        reply = send(reader, "ca", fresh_form(reader, "ca") | {"answer": "11 030 €"}, htmx=htmx)
        assert reply.status_code == 409
        assert "Vous avez déjà répondu cela." in reply.text
        assert "CANARI-SOMME" in reply.text
        assert "essai 2 sur 3" in reply.text
        assert 'value="11 030 €"' in reply.text
    assert attempts(session) == 1


def test_new_numbers_are_offered_only_where_numbers_are_drawn(reader: FlaskClient) -> None:
    assert "nouveaux nombres" in answer(reader, "ca", answer=ANSWER).text
    choice = answer(reader, "choix", option="1").text
    assert "nouveaux nombres" not in choice
    assert "Recommencer" in choice


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1234,5", "1\u202f234,5\u202f€"),
        ("1 234,50 €", "1\u202f234,5\u202f€"),
        ("1.234", 'name="reading.answer"'),
        ("douze", "field-error"),
    ],
)
def test_a_figure_is_read_back_while_it_is_typed(
    session: Session, reader: FlaskClient, typed: str, said: str
) -> None:
    form = fresh_form(reader, "ca") | {"answer": typed}
    reply = reader.post("/exercices/ca/releve", data=form, headers=HTMX)
    assert reply.status_code == 200
    assert said in reply.text
    assert attempts(session) == 0


def test_a_stale_revision_is_explained_and_keeps_the_answer(
    session: Session, reader: FlaskClient
) -> None:
    form = fresh_form(reader, "ca") | {"answer": "1234567"}
    lesson = "01-essentiel/01-calculs.md"
    factories.publish(session, {**FILES, lesson: FILES[lesson].replace("Un passage", "Autre")})
    for htmx in (True, False):
        reply = send(reader, "ca", form, htmx=htmx)
        assert reply.status_code == 409
        assert "révisé" in reply.text
        assert 'value="1234567"' in reply.text
    present = form_of(reply.text, "ca")
    assert present["revision"] != form["revision"]
    assert send(reader, "ca", present | {"answer": "1234567"}).status_code == 200
    assert attempts(session) == 1


def test_an_answer_to_numbers_that_are_used_up_is_given_back(
    session: Session, reader: FlaskClient
) -> None:
    form = fresh_form(reader, "ca")
    send(reader, "ca", form | {"answer": ANSWER})
    late = form | {"answer": "1234567", "key": str(uuid.uuid4())}
    for htmx in (True, False):
        reply = send(reader, "ca", late, htmx=htmx)
        assert reply.status_code == 409
        assert "1234567" in reply.text
        assert "CANARI-SOLUTION" in reply.text
    assert attempts(session) == 1


def test_two_tabs_on_the_same_try_do_not_use_up_two(session: Session, reader: FlaskClient) -> None:
    first, second = fresh_form(reader, "ca"), fresh_form(reader, "ca")
    assert send(reader, "ca", first | {"answer": "1"}).status_code == 200
    reply = send(reader, "ca", second | {"answer": "1234567"})
    assert reply.status_code == 409
    assert 'value="1234567"' in reply.text
    assert attempts(session) == 1


def test_the_same_answer_sent_twice_gets_the_same_reply(
    session: Session, reader: FlaskClient
) -> None:
    form = fresh_form(reader, "ca") | {"answer": "12"}
    assert send(reader, "ca", form, htmx=False).status_code == 303
    assert send(reader, "ca", form, htmx=False).status_code == 303
    assert attempts(session) == 1


def test_new_numbers_come_on_demand_and_their_form_is_marked(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    answer(reader, "marge", lesson_id="suite", answer="1")
    page = reader.get("/lecons/suite").text
    assert '<form class="exercise-body"' not in page
    assert 'href="/lecons/suite?nouveau=marge#marge"' in page
    renewed = form_of(reader.get("/lecons/suite?nouveau=marge").text, "marge")
    assert renewed["draw"] == "2"
    right = answer_of(session, student, "marge", draw=2)
    reply = send(reader, "marge", renewed | {"answer": right})
    assert "is-passed" in reply.text
    drawn = session.execute(select(Attempt.draw, Attempt.number).order_by(Attempt.id)).all()
    assert [tuple(each) for each in drawn] == [(1, 1), (2, 1)]


def test_a_mistyped_answer_to_new_numbers_stays_on_the_new_numbers(reader: FlaskClient) -> None:
    answer(reader, "ca", answer=ANSWER)
    renewed = form_of(reader.get("/lecons/calculs?nouveau=ca").text, "ca")
    for htmx in (True, False):
        reply = send(reader, "ca", renewed | {"answer": "douze"}, htmx=htmx)
        assert reply.status_code == 422
        assert form_of(reply.text, "ca")["draw"] == "2"
        assert "CANARI-SOLUTION" not in reply.text


@pytest.mark.parametrize("typed", ["10", "10 %", "10,0\u202f%"])
def test_a_rate_is_typed_as_it_is_shown(reader: FlaskClient, typed: str) -> None:
    played = fresh_form(reader, "reglage") | {"input.prix": "100 €", "percent.remise": typed}
    reply = reader.post("/exercices/reglage/apercu", data=played)
    assert "90\u202f€" in reply.text
    assert 'name="percent.remise" value="10"' in reply.text
    assert "mark--right" in send(reader, "reglage", played).text


def test_an_exercise_by_itself_leads_to_its_lesson(reader: FlaskClient) -> None:
    reply = reader.get("/exercices/ca")
    assert (reply.status_code, reply.location) == (302, "/lecons/calculs#ca")


def test_a_reading_that_comes_after_its_answer_changes_nothing(reader: FlaskClient) -> None:
    form = fresh_form(reader, "ca") | {"answer": str(RIGHT["ca"])}
    send(reader, "ca", form)
    late = reader.post("/exercices/ca/releve", data=form, headers=HTMX)
    assert (late.status_code, late.text) == (204, "")
