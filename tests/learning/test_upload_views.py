"""Files attached to an answer: kept with its draft, handed in, given to their owner alone."""

from __future__ import annotations

import datetime as dt
import html
import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from school.exercises.files import MEGABYTE
from school.learning import shelf
from school.learning.models import Attempt, Upload
from school.learning.uploads import MOST_KEPT
from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES, HTMX, form_of, lesson
from tests.statements import Statements

ESSAY = """\
```exercise assignment dossier
files: 0..2
types: [pdf, csv]
max_mb: 1
points: 4
---
Remettez.

> [!RUBRIC]
> | Critère | Faible (0) | Bon (4) |
> | --- | --- | --- |
> | Clarté | Confus | Clair |
```
"""
PAGE = "/lecons/remise"
PATH = "/exercices/dossier/remise"
PDF = b"%PDF-1.7 plan"

Sent = tuple[str, bytes]
SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture(autouse=True)
def published(session: Session) -> None:
    """A lesson with an assignment that takes files is published."""
    text = lesson("remise", ESSAY, title="Remise")
    factories.publish(session, {**FILES, "01-essentiel/04-remise.md": text})


def fields(reader: FlaskClient) -> dict[str, Any]:
    page = reader.get(PAGE).text.replace("dossier/remise", "dossier/essais")
    return {**form_of(page, "dossier"), "file": named(page)}


def named(page: str) -> list[str]:
    """The files that a page's form holds."""
    return [html.unescape(each) for each in re.findall(r'name="file" value="([^"]*)"', page)]


def post(
    reader: FlaskClient, form: dict[str, Any], *files: Sent, htmx: bool = False
) -> TestResponse:
    sent = [FileStorage(BytesIO(content), name, "upload") for name, content in files]
    boundary, body = encode_multipart({**form, "upload": sent})
    kind = f"multipart/form-data; boundary={boundary}"
    return reader.post(PATH, data=body, content_type=kind, headers=HTMX if htmx else {})


def kept(session: Session) -> list[dict[str, Any]]:
    found = [each.read for each in session.scalars(select(Attempt).order_by(Attempt.id))]
    session.rollback()
    return found


def test_an_attached_file_survives_a_reload_and_is_handed_in_later(
    reader: FlaskClient, session: Session
) -> None:
    form = fields(reader) | {"text": "Un début", "do": "attach"}
    assert post(reader, form, ("Mon plan.pdf", PDF)).status_code == 303
    page = reader.get(PAGE).text
    assert "Mon plan.pdf" in page
    assert "Un début</textarea>" in page
    assert kept(session) == []
    form = fields(reader) | {"text": "Un début, une fin"}
    reply = post(reader, form, ("chiffres.csv", b"a;b\r\n"), htmx=True)
    assert reply.status_code == 200
    assert "en attente de correction" in reply.text
    (answer,) = kept(session)
    assert answer["text"] == "Un début, une fin"
    assert [each["name"] for each in answer["files"]] == ["Mon plan.pdf", "chiffres.csv"]
    link = f"/exercices/dossier/fichiers/{answer['files'][0]['id']}"
    assert link in reader.get(PAGE).text
    with reader.get(link) as given:
        assert given.data == PDF


def test_a_file_is_given_to_its_owner_alone_and_never_as_a_page(
    reader: FlaskClient, session: Session, other: Account, signed_in: SignedIn, app: Flask
) -> None:
    post(reader, fields(reader) | {"do": "attach"}, ("é plan.pdf", PDF))
    (value,) = named(reader.get(PAGE).text)
    path = f"/exercices/dossier/fichiers/{value.partition('.')[0]}"
    with reader.get(path) as reply:
        assert reply.headers["Content-Disposition"].startswith("attachment")
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.mimetype == "application/pdf"
    stranger = signed_in(other)
    assert stranger.get(path).status_code == 404
    assert reader.get(path.replace("dossier", "ca")).status_code == 404
    assert post(stranger, fields(stranger) | {"file": [value]}).status_code == 422
    assert kept(session) == []
    instance: Path = app.extensions["settings"].instance
    assert [each.read_bytes() for each in (instance / "files").glob("*/*")] == [PDF]


@pytest.mark.parametrize("forged", ["1.13.autre.pdf", "1.14.plan.pdf", "2.13.plan.pdf"])
def test_a_file_that_was_not_attached_as_named_is_asked_again(
    reader: FlaskClient, session: Session, forged: str
) -> None:
    post(reader, fields(reader) | {"do": "attach"}, ("plan.pdf", PDF))
    for path in (PATH, "/exercices/dossier/essais"):
        reply = reader.post(path, data=fields(reader) | {"file": [forged], "text": "gardé"})
        assert reply.status_code == 422
        assert "Joignez-le à nouveau" in reply.text
        assert "gardé</textarea>" in reply.text
    assert kept(session) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.exe", b"MZ", "n’est pas d’un type accepté (pdf, csv)"),
        ("bombe.pdf", b"PK\x03\x04", "n’est pas ce que son nom annonce"),
        ("vide.csv", b"", "est vide"),
        ("lourd.pdf", b"%PDF-" + b"0" * 1024 * 1024, "est trop lourd"),
        ("lourd.pdf", b"%PDF-" + b"0" * 20 * 1024 * 1024, "est trop lourd"),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_a_file_that_is_refused_costs_neither_the_text_nor_the_other_file(
    reader: FlaskClient, session: Session, name: str, content: bytes, said: str, htmx: bool
) -> None:
    form = fields(reader) | {"text": "mon texte"}
    reply = post(reader, form, (name, content), ("bon.pdf", PDF), htmx=htmx)
    assert reply.status_code == 422
    assert said in reply.text
    assert f"«\N{NO-BREAK SPACE}{name}" in reply.text
    assert "mon texte</textarea>" in reply.text
    assert [each.rpartition(".")[0][-3:] for each in named(reply.text)] == ["bon"]
    assert kept(session) == []


def test_too_much_is_told(reader: FlaskClient, session: Session) -> None:
    three = [(f"{n}.pdf", PDF) for n in range(3)]
    reply = post(reader, fields(reader) | {"text": "gardé"}, *three)
    assert (reply.status_code, "fichiers au plus" in reply.text) == (422, True)
    assert "gardé</textarea>" in reply.text
    reply = post(reader, fields(reader) | {"text": "long " * 20_000, "do": "attach"})
    assert (reply.status_code, "C’est trop long" in reply.text) == (422, True)
    five = [(f"{n}.pdf", b"0" * 10 * MEGABYTE) for n in range(5)]
    assert post(reader, fields(reader), *five).status_code == 422
    assert post(reader, fields(reader), *five, ("5.pdf", b"0" * MEGABYTE)).status_code == 413
    assert post(reader, fields(reader)).status_code == 422
    assert kept(session) == []


def test_a_student_cannot_fill_the_disk(reader: FlaskClient, session: Session) -> None:
    for number in range(MOST_KEPT + 1):
        form = fields(reader) | {"do": "attach", "file": []}
        reply = post(reader, form, ("plan.pdf", PDF + str(number).encode()))
    assert (reply.status_code, "Trop de fichiers différents" in reply.text) == (422, True)
    assert len(session.scalars(select(Upload)).all()) == MOST_KEPT
    session.rollback()


def test_a_double_click_keeps_one_file_and_hands_in_once(
    reader: FlaskClient, session: Session
) -> None:
    form = fields(reader)
    replies = [post(reader, form, ("plan.pdf", PDF), htmx=True) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200]
    assert len(kept(session)) == 1
    assert len(session.scalars(select(Upload)).all()) == 1
    session.rollback()


def test_only_where_files_are_taken(reader: FlaskClient) -> None:
    assert reader.post("/exercices/ca/remise", data=fields(reader)).status_code == 404


def test_handing_in_with_a_file_asks_the_database_a_bounded_number_of_times(
    reader: FlaskClient, count_sql: Callable[[], AbstractContextManager[Statements]]
) -> None:
    form = fields(reader)
    with count_sql() as sent:
        assert post(reader, form, ("plan.pdf", PDF)).status_code == 303
    assert len(sent) <= 18, sent


def test_files_never_handed_in_are_purged_in_time_and_no_other(
    reader: FlaskClient, session: Session, app: Flask
) -> None:
    post(reader, fields(reader), ("remis.pdf", PDF))
    post(reader, fields(reader) | {"file": [], "do": "attach"}, ("a.csv", b"a"), ("b.csv", b"b"))
    attached = named(reader.get(PAGE).text)
    left_out = next(each for each in attached if each.endswith("a.csv"))
    attached.remove(left_out)
    post(reader, fields(reader) | {"file": attached, "text": "Sans a", "do": "attach"})
    post(reader, fields(reader) | {"file": [], "do": "attach"}, ("copie.csv", b"b"))
    post(reader, fields(reader) | {"file": attached, "text": "Sans a", "do": "attach"})
    purge = app.test_cli_runner().invoke
    assert "0 file(s)" in purge(args=["draft", "purge"]).output
    before = dt.datetime.now(dt.UTC) - dt.timedelta(days=31)
    session.execute(update(Upload).values(at=before))
    session.commit()
    folder: Path = app.extensions["settings"].instance / "files"
    for path in folder.glob("*/*"):
        os.utime(path, (before.timestamp(), before.timestamp()))
    assert "2 file(s)" in purge(args=["draft", "purge"]).output
    assert session.scalars(select(Upload.name).order_by(Upload.name)).all() == [
        "b.csv",
        "remis.pdf",
    ]
    session.rollback()
    assert sorted(path.read_bytes() for path in folder.glob("*/*")) == [PDF, b"b"]
    form = fields(reader)
    assert form["file"] == attached
    assert post(reader, form | {"text": "Sans a"}).status_code == 303


def test_bytes_that_are_wanted_again_are_not_swept(app: Flask) -> None:
    instance: Path = app.extensions["settings"].instance
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    path = shelf.place(instance, shelf.put(instance, b"a"))
    os.utime(path, (long_ago.timestamp(), long_ago.timestamp()))
    shelf.put(instance, b"a")
    shelf.sweep(instance, set(), long_ago + dt.timedelta(days=1))
    assert path.read_bytes() == b"a"
    shelf.sweep(instance, set(), dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    assert not path.exists()
