"""What is refused, ignored or not found, whatever is posted and whoever asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.learning.models import Attempt
from tests.factories import Account
from tests.learning.curriculum import (
    RIGHT,
    answer,
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
