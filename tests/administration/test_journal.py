"""Admins read the audit log in plain words, find lines in it, and take them away."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Person, Role
from school.administration.journal import PER_PAGE
from school.administration.journal_words import SENTENCES
from school.audit.models import AuditLine
from school.audit.operations import Told, record_many
from school.audit.withdrawal import withdraw_details
from school.web.spreadsheet import MARK
from tests.factories import NOW, Account, csrf, make_cohort, make_person
from tests.statements import Statements

SignedIn = Callable[[Account], FlaskClient]
STATEMENTS = 6
"""Who asks, how many there are, a page of them, names of people, of cohorts, what to choose."""


@pytest.fixture
def admin(session: Session) -> Account:
    return make_person(session, Role.ADMIN, first_name="Ada", last_name="Directrice")


@pytest.fixture
def reader(admin: Account, signed_in: SignedIn) -> FlaskClient:
    return signed_in(admin)


def tell(session: Session, *told: Told, by: int | None = None, at: dt.datetime = NOW) -> None:
    record_many(session, actor_id=by, told=told, now=at)
    session.commit()


def english(client: FlaskClient) -> FlaskClient:
    client.post("/langue", data={"locale": "en", "csrf_token": csrf(client, "/compte")})
    return client


def test_what_was_done_is_said_in_the_language_of_the_page(
    session: Session, admin: Account, reader: FlaskClient
) -> None:
    zoe = make_person(session, first_name="Zoé", last_name="Lefèvre")
    person = session.get_one(Person, zoe.id)
    operations.set_active(session, person, False, NOW, by=admin.id)
    old, new = make_cohort(session), make_cohort(session)
    change = Told("enrolment.moved", ("person", zoe.id), {"cohort": old.id}, {"cohort": new.id})
    tell(session, change, Told("moon.landed", ("moon", 3)))
    page = reader.get("/administrer/journal").text
    assert "Ada Directrice a désactivé le compte de Zoé Lefèvre" in page
    assert "<del>oui</del>" in page
    assert f"<del>{old.name}</del>" in page
    assert f"<ins>{new.name}</ins>" in page
    assert "Le serveur – moon.landed – moon 3" in page
    assert "mardi 24 novembre 2026" in page
    page = english(reader).get("/administrer/journal").text
    assert "Ada Directrice disabled the account of Zoé Lefèvre" in page


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_action_has_its_sentence(session: Session, reader: FlaskClient, locale: str) -> None:
    tell(session, *(Told(action, ("person", 1)) for action in SENTENCES))
    page = (english(reader) if locale == "en" else reader).get("/administrer/journal").text
    assert not [action for action in SENTENCES if f"– {action} –" in page]


def test_lines_are_found_by_person_action_subject_and_day(
    session: Session, admin: Account, reader: FlaskClient
) -> None:
    zoe = make_person(session, first_name="Zoé", last_name="Lefèvre")
    late = dt.datetime(2026, 12, 1, 23, 30, tzinfo=dt.UTC)  # the second of December in Paris
    tell(session, Told("cohort.created", ("cohort", 1)), by=zoe.id)
    tell(session, Told("cohort.edited", ("cohort", 1)), by=admin.id, at=late)

    def found(**asked: str) -> list[str]:
        lines = reader.get("/administrer/journal.jsonl", query_string=asked).text.splitlines()
        return [json.loads(line)["action"] for line in lines]

    assert found(personne="lefevre") == ["person.created", "cohort.created"]
    assert found(action="cohort.edited") == ["cohort.edited"]
    assert found(sujet="cohort") == ["cohort.created", "cohort.edited"]
    assert found(sujet="cohort", jusque="2026-12-01") == ["cohort.created"]
    assert found(depuis="2026-12-02", jusque="2026-12-02") == ["cohort.edited"]
    assert found(personne="nobody") == []
    wrong = reader.get("/administrer/journal?depuis=hier")
    assert "Écrivez le jour ainsi" in wrong.text
    assert 'value="hier"' in wrong.text


def test_a_page_holds_a_bounded_number_of_lines_and_statements(
    session: Session,
    reader: FlaskClient,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    tell(session, *(Told("cohort.edited", ("cohort", n)) for n in range(2 * PER_PAGE)))
    with count_sql() as sent:
        first = reader.get("/administrer/journal?sujet=cohort").text
    assert len(sent) == STATEMENTS
    assert first.count('<li id="line-') == PER_PAGE
    assert "page=2&amp;" in first or "page=2" in first
    second = reader.get("/administrer/journal?sujet=cohort&page=2").text
    assert 'rel="next"' not in second
    assert first.partition('<li id="line-')[2][:6] not in second


def test_withdrawn_details_are_said_to_be(
    session: Session, admin: Account, reader: FlaskClient
) -> None:
    tell(session, Told("person.created", ("person", admin.id), None, {"email": "canary@x.org"}))
    number = session.scalars(select(AuditLine.number).order_by(AuditLine.number.desc())).first()
    assert number is not None
    withdraw_details(session, [number], actor_id=None, subject=("person", admin.id), now=NOW)
    session.commit()
    page = reader.get("/administrer/journal").text
    assert "Les détails ont été retirés" in page
    assert "canary" not in page


def test_no_name_computes_in_a_spreadsheet_nor_breaks_a_line(
    session: Session, reader: FlaskClient
) -> None:
    hostile = make_person(session, first_name='=HYPERLINK("http://x")', last_name="<b>;")
    name = {"name": '=cmd|"/c calc"!A1\r\n\u2028+1'}
    tell(session, Told("cohort.edited", ("cohort", "@SUM(A1)"), name, name), by=hostile.id)
    text = reader.get("/administrer/journal.csv").text
    rows = list(csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {10}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\r", "\n"))]
    assert "'@SUM(A1)" in cells
    lines = reader.get("/administrer/journal.jsonl").text.splitlines()
    assert json.loads(lines[-1])["before"] == name
    stored = session.scalars(select(AuditLine.digest).order_by(AuditLine.number)).all()
    assert [json.loads(line)["digest"] for line in lines] == [each.hex() for each in stored]
    assert "<b>;" not in reader.get("/administrer/journal").text
