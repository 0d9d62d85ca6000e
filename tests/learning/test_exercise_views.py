from __future__ import annotations

import re
import uuid
from collections.abc import Callable

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
    variant,
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
    assert changed == ["contents-ca", "fin-de-lecon"]
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
    assert attempts(session) == 0
    reply = send(reader, "ca", form | {"answer": "11,030", "reading.answer": "11030"})
    assert reply.status_code == 200
    assert "CANARI-SOMME" in reply.text
    assert session.scalars(select(Attempt.read)).one() == {"answer": 11030.0}


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


def test_a_choice_of_several_keeps_its_ticks_and_says_what_is_right_at_the_end(
    reader: FlaskClient,
) -> None:
    assert 'value="2" checked' in answer(reader, "choix", option="2").text
    closed = answer(reader, "choix", option="3").text
    assert 'value="3" checked' in closed
    assert closed.count("is-right") == 1
    assert closed.count("is-wrong") == 1
    assert '<fieldset class="choices" disabled' in closed


def test_a_simulator_is_played_and_marked(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    form = fresh_form(reader, "reglage")
    played = form | {"input.prix": "100", "percent.remise": "10"}
    reply = reader.post("/exercices/reglage/apercu", data=played, headers=HTMX)
    assert "90\u202f€" in reply.text
    assert "is-met" in reply.text
    assert "<form" not in reply.text
    marked = send(reader, "reglage", played)
    assert "mark--right" in marked.text
    assert session.scalars(select(Attempt.typed)).one() == {
        "input.prix": ["100"],
        "input.remise": ["0.1"],
    }


@pytest.mark.parametrize("typed", ["10", "10 %", "10,0\u202f%"])
def test_a_rate_is_typed_as_it_is_shown(reader: FlaskClient, typed: str) -> None:
    played = fresh_form(reader, "reglage") | {"input.prix": "100 €", "percent.remise": typed}
    reply = reader.post("/exercices/reglage/apercu", data=played)
    assert "90\u202f€" in reply.text
    assert 'name="percent.remise" value="10"' in reply.text
    assert "mark--right" in send(reader, "reglage", played).text


def test_an_output_that_does_not_exist_is_a_dash(reader: FlaskClient) -> None:
    played = fresh_form(reader, "reglage") | {"input.prix": "0", "percent.remise": "10"}
    assert "–" in reader.post("/exercices/reglage/apercu", data=played, headers=HTMX).text


def test_without_a_script_a_play_is_computed_in_the_lessons_page(
    session: Session, reader: FlaskClient
) -> None:
    played = fresh_form(reader, "reglage") | {"input.prix": "100", "percent.remise": "10"}
    page = reader.post("/exercices/reglage/apercu", data=played)
    assert page.status_code == 200
    assert "90\u202f€" in page.text
    assert 'name="percent.remise" value="10"' in page.text
    assert "<html" in page.text
    assert attempts(session) == 0


def test_a_campaign_is_composed_and_marked(reader: FlaskClient) -> None:
    form = fresh_form(reader, "campagne")
    composed = form | {"count.nano": "30", "count.micro": "5", "formats.micro": ["post", "stories"]}
    live = reader.post("/exercices/campagne/apercu", data=composed, headers=HTMX).text
    for shown in ("ROI tracé", "ROI complet (scénario)", "<svg", "<table", "is-met"):
        assert shown in live
    refused = send(reader, "campagne", composed)
    assert refused.status_code == 422
    assert 'name="count.nano" value="30"' in refused.text
    unlawful = send(reader, "campagne", composed | {"mention": "none", "contract": "yes"})
    assert "loi n° 2023-451" in unlawful.text
    assert "0 point sur 4" in unlawful.text
    lawful = form_of(unlawful.text, "campagne") | composed
    lawful |= {"mention": "collaboration", "contract": "yes", "key": str(uuid.uuid4())}
    assert "mark--partial" in send(reader, "campagne", lawful).text


def test_a_campaign_that_cannot_be_computed_says_why(reader: FlaskClient) -> None:
    form = fresh_form(reader, "campagne") | {"count.nano": "4000"}
    live = reader.post("/exercices/campagne/apercu", data=form, headers=HTMX)
    assert live.status_code == 200
    assert "sort de ce qui est proposé" in live.text


def test_a_play_from_a_page_that_is_past_gets_the_present_card(reader: FlaskClient) -> None:
    stale = fresh_form(reader, "reglage") | {"draw": "2", "input.prix": "100"}
    reply = reader.post("/exercices/reglage/apercu", data=stale, headers=HTMX)
    assert reply.status_code == 409
    assert reply.headers["HX-Retarget"] == "#reglage"
    assert form_of(reply.text, "reglage")["draw"] == "1"


@pytest.mark.parametrize("path", ["releve", "apercu", "essais"])
def test_a_form_that_no_page_of_ours_sends_is_refused(reader: FlaskClient, path: str) -> None:
    form = fresh_form(reader, "reglage")
    for name in ("draw", "revision", "key"):
        broken = form | {name: "x' OR 1=1"}
        assert reader.post(f"/exercices/reglage/{path}", data=broken).status_code == 400
    bare = {"csrf_token": form["csrf_token"]}
    assert reader.post(f"/exercices/reglage/{path}", data=bare).status_code == 400
    assert reader.post(f"/exercices/reglage/{path}").status_code == 400


def test_what_is_not_asked_is_ignored(session: Session, reader: FlaskClient) -> None:
    extra = {"score": "1", "is_correct": "true", "person_id": "2", "number": "9", "passed": "1"}
    reply = answer(reader, "ca", answer="12", **extra)
    assert reply.status_code == 200
    row = session.scalars(select(Attempt)).one()
    assert (row.score, row.passed, row.number, row.typed) == (0.0, False, 1, {"answer": "12"})


def test_a_form_of_another_exercise_is_not_an_answer_to_this_one(
    session: Session, reader: FlaskClient
) -> None:
    answer(reader, "ca", answer=ANSWER)
    renewed = form_of(reader.get("/lecons/calculs?nouveau=ca").text, "ca")
    assert send(reader, "marge", renewed | {"answer": "1"}).status_code == 409
    assert attempts(session) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": ["1", "2"]},
        {"answer": "9" * 10_000},
        {"answer": "\u202e12"},
        {"option": "12"},
        {"answer": "é" * 41},
        {"answer": "1e9"},
    ],
)
def test_absurd_answers_are_asked_again(
    session: Session, reader: FlaskClient, fields: dict[str, str]
) -> None:
    for htmx in (True, False):
        form = fresh_form(reader, "ca") | fields
        assert send(reader, "ca", form, htmx=htmx).status_code == 422
    assert attempts(session) == 0


@pytest.mark.parametrize("path", ["essais", "releve", "apercu"])
def test_ten_megabytes_are_refused(reader: FlaskClient, path: str) -> None:
    form = fresh_form(reader, "ca") | {"answer": "1" * (10 * 1024 * 1024)}
    assert reader.post(f"/exercices/ca/{path}", data=form).status_code == 413


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/exercices/inconnu"),
        ("POST", "/exercices/inconnu/essais"),
        ("POST", "/exercices/inconnu/releve"),
        ("POST", "/exercices/inconnu/apercu"),
        ("POST", "/exercices/ca/apercu"),
        ("GET", "/lecons/inconnue"),
        ("POST", "/lecons/inconnue/lecture"),
        ("POST", "/lecons/inconnue/place"),
        ("GET", "/modules/inconnu"),
    ],
)
def test_what_does_not_exist_is_not_found(reader: FlaskClient, method: str, path: str) -> None:
    form = fresh_form(reader, "ca")
    data = form if method == "POST" else None
    assert reader.open(path, method=method, data=data).status_code == 404


def test_an_exercise_by_itself_leads_to_its_lesson(reader: FlaskClient) -> None:
    reply = reader.get("/exercices/ca")
    assert (reply.status_code, reply.location) == (302, "/lecons/calculs#ca")


def test_nobody_else_sees_a_students_work(
    reader: FlaskClient, other: Account, signed_in: Callable[[Account], FlaskClient]
) -> None:
    answer(reader, "ca", answer=str(7717 + 3313))
    theirs = signed_in(other)
    page = theirs.get("/lecons/calculs").text
    assert "CANARI-SOMME" not in page
    assert "11030" not in page
    assert form_of(page, "ca")["key"] != form_of(reader.get("/lecons/calculs").text, "ca")["key"]


def test_two_students_see_different_numbers(
    session: Session,
    reader: FlaskClient,
    student: Account,
    other: Account,
    signed_in: Callable[[Account], FlaskClient],
) -> None:
    mine, theirs = (
        f"dossier {variant(session, account, 'ca').numbers['hasard']}"
        for account in (student, other)
    )
    assert mine != theirs
    assert mine in reader.get("/lecons/calculs").text
    assert theirs in signed_in(other).get("/lecons/calculs").text


def test_a_visitor_is_sent_to_sign_in(client: FlaskClient) -> None:
    for path in ("/parcours", "/lecons/calculs", "/modules/essentiel", "/exercices/ca"):
        reply = client.get(path)
        assert reply.status_code == 303
        assert reply.location.startswith("/connexion")


@pytest.mark.parametrize("path", ["/exercices/ca/essais", "/exercices/ca/releve"])
def test_a_post_needs_the_token_of_its_own_session(
    session: Session,
    reader: FlaskClient,
    other: Account,
    signed_in: Callable[[Account], FlaskClient],
    path: str,
) -> None:
    form = fresh_form(reader, "ca") | {"answer": "12"}
    stolen = fresh_form(signed_in(other), "ca")["csrf_token"]
    for token in ("", "x", stolen):
        assert reader.post(path, data=form | {"csrf_token": token}).status_code == 400
    assert attempts(session) == 0
