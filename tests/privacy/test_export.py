"""A person takes away what is kept about them: all of it, harmless to open, and nobody else's."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Person, SignIn
from school.learning import shelf, uploads
from school.learning.lab import operations, sheet
from school.privacy.register import TABLES
from tests.factories import NOW, Account, make_cohort, make_person
from tests.statements import Statements

SignedIn = Callable[[Account], FlaskClient]


def taken(client: FlaskClient) -> dict[str, bytes]:
    reply = client.get("/compte/donnees/archive")
    assert (reply.status_code, reply.mimetype) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(reply.data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def told(client: FlaskClient) -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(taken(client)["donnees.json"])["tables"]
    return tables


def test_everything_about_oneself_and_nothing_about_others(
    session: Session, signed_in: SignedIn
) -> None:
    mine, other = make_person(session), make_person(session, first_name="Nour")
    make_cohort(session, mine, other)
    for who in (mine, other):
        operations.save(session, who.id, f"Plan {who.email}", sheet.opening(), NOW)
    session.commit()
    client = signed_in(mine)
    found = taken(client)
    tables = json.loads(found["donnees.json"])["tables"]
    assert {*tables} == {"person", "sign_in", "enrolment", "scenario", "audit_line"}
    assert {f"tables/{name}.csv" for name in tables} == {*found} - {"donnees.json"}
    assert tables["audit_line"]["rows"][0]["details"]["after"]["email"] == mine.email
    everything = b"".join(found.values())
    assert mine.email.encode() in everything
    assert other.email.encode() not in everything


def test_secrets_stay(session: Session, signed_in: SignedIn) -> None:
    mine = make_person(session)
    client = signed_in(mine)
    person, sign_in = session.get_one(Person, mine.id), session.scalars(select(SignIn)).one()
    session.rollback()
    everything = b"".join(taken(client).values())
    assert person.password_hash.encode() not in everything
    assert sign_in.token_digest.hex().encode() not in everything


def test_no_name_is_a_formula_nor_leads_elsewhere(
    app: Flask, session: Session, signed_in: SignedIn
) -> None:
    hostile = '=HYPERLINK("https://evil.example")'
    mine = make_person(session, first_name=hostile, last_name="@SUM(1)")
    digest = shelf.put(app.extensions["settings"].instance.resolve(), b"mon plan")
    kept = uploads.keep(session, mine.id, "ca", "../..\\plan.txt", digest, 8, NOW)
    session.commit()
    found = taken(signed_in(mine))
    text = found["tables/person.csv"].decode("utf-8-sig")
    titles, row = csv.reader(io.StringIO(text), delimiter=";")
    cells = dict(zip(titles, row, strict=True))
    assert (cells["first_name"], cells["last_name"]) == (f"'{hostile}", "'@SUM(1)")
    assert found[f"fichiers/{kept.id}-.._.._plan.txt"] == b"mon plan"


def test_the_page_tells_what_is_kept_in_few_statements(
    session: Session,
    signed_in: SignedIn,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    client = signed_in(make_person(session))
    with count_sql() as statements:
        page = client.get("/compte/donnees").text
    assert len(statements) == 3  # who asks, how much is kept, whether erasure was asked
    assert "Votre compte" in page
    with count_sql() as statements:
        taken(client)
    assert len(statements) <= 1 + len(TABLES)
