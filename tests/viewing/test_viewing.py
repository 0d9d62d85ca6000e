"""Whoever answers for a student sees their pages as they do, and writes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Person, Role, SignIn
from school.audit.models import AuditLine
from school.cohorts.models import CohortInstructor, Enrolment
from school.database import SAFE_METHODS, Base
from tests.accounts.pages import post
from tests.factories import NOW, Account, csrf, make_cohort, make_person

SignedIn = Callable[[Account], FlaskClient]

BANNER = "Revenir à mes pages"


@pytest.fixture
def student(session: Session) -> Account:
    return make_person(session, first_name="Nour")


@pytest.fixture
def teacher(session: Session, student: Account) -> Account:
    """An instructor of the student's cohort, and of no other."""
    account = make_person(session, Role.INSTRUCTOR, first_name="Ariane")
    cohort = make_cohort(session, student)
    session.add(CohortInstructor(cohort_id=cohort.id, person_id=account.id))
    session.commit()
    return account


def see(client: FlaskClient, whom: Account) -> int:
    return post(client, f"/vue/{whom.id}", "/connexion").status_code


def without_the_viewer(page: str) -> str:
    """A page but for what tells sessions, and viewers, apart."""
    page = re.sub(r'<div class="viewing".*?</form>\s*</div>\s*</div>', "", page, flags=re.DOTALL)
    page = re.sub(r'<meta name="(csrf-token|owner)"[^>]*>|<script[^>]*></script>', "", page)
    page = re.sub(r'name="(csrf_token|key|writer)"[^>]*value="[^"]*"', "", page)
    return re.sub(r"\s+", " ", page)


@pytest.mark.parametrize("path", ["/parcours", "/lecons/calculs", "/laboratoire", "/revisions"])
def test_a_page_is_seen_as_the_student_sees_it(
    session: Session, signed_in: SignedIn, student: Account, teacher: Account, path: str
) -> None:
    client, theirs = signed_in(teacher), signed_in(student)
    assert see(client, student) == 303
    seen = client.get(path).text
    assert BANNER in seen
    assert without_the_viewer(seen) == without_the_viewer(theirs.get(path).text)
    assert "<script" not in seen
    assert BANNER not in theirs.get(path).text


def test_nothing_is_sent_in_the_student_s_name(
    app: Flask, session: Session, signed_in: SignedIn, student: Account
) -> None:
    """Whatever the address and the method; no row of the database changes."""
    client = signed_in(make_person(session, Role.ADMIN))
    see(client, student)
    token = csrf(client, "/parcours")
    before = rows(session)
    allowed = {"viewing.end", "accounts.sign_out", "web.language", "web.theme"}
    values = {"int": 1, "string": "x", "path": "x"}
    for rule in app.url_map.iter_rules():
        unsafe = (rule.methods or set()) - SAFE_METHODS
        if not unsafe or rule.endpoint in allowed:
            continue
        names = {n: values[_kind(rule._converters[n])] for n in rule.arguments}
        built = rule.build(names)
        assert built is not None
        reply = client.open(built[1], method=unsafe.pop(), data={"csrf_token": token})
        assert reply.status_code == 403, rule.rule
        assert "Vous voyez les pages de quelqu’un d’autre" in reply.text
        assert BANNER in reply.text
    assert rows(session) == before


def _kind(converter: object) -> str:
    return {"IntegerConverter": "int", "PathConverter": "path"}.get(
        type(converter).__name__, "string"
    )


def rows(session: Session) -> list[str]:
    found = [
        f"{table.name} {row}"
        for table in Base.metadata.sorted_tables
        for row in sorted(map(repr, session.execute(select(table))))
    ]
    session.rollback()
    return found


@pytest.mark.parametrize(
    "path", ["/compte", "/compte/mot-de-passe", "/administrer", "/enseigner/etudiants"]
)
def test_the_student_s_account_is_theirs_and_one_s_own_pages_wait(
    session: Session, signed_in: SignedIn, student: Account, path: str
) -> None:
    client = signed_in(make_person(session, Role.ADMIN))
    see(client, student)
    assert client.get(path).status_code == 403


def test_it_is_written_down_and_ends_by_its_button_and_with_the_sign_in(
    session: Session, signed_in: SignedIn, student: Account
) -> None:
    admin = make_person(session, Role.ADMIN)
    client, elsewhere = signed_in(admin), signed_in(admin)
    see(client, student)
    line = session.scalars(select(AuditLine).where(AuditLine.actor_id == admin.id)).one()
    assert (line.action, line.subject_id) == ("person.viewed", str(student.id))
    session.rollback()
    assert BANNER not in elsewhere.get("/parcours").text
    reply = post(client, "/vue/fin", "/parcours")
    assert reply.location == f"/administrer/personnes/{student.id}"
    assert BANNER not in client.get("/parcours").text
    see(client, student)
    assert post(client, "/deconnexion", "/parcours").status_code == 303
    assert client.get("/parcours").status_code == 303
    assert BANNER not in signed_in(admin).get("/parcours").text


def test_an_instructor_sees_the_students_of_their_cohorts_alone(
    session: Session, signed_in: SignedIn, student: Account, teacher: Account
) -> None:
    other, colleague = make_person(session, first_name="Inès"), make_person(session, Role.ADMIN)
    make_cohort(session, other)
    client = signed_in(teacher)
    page = client.get("/enseigner/etudiants").text
    assert ("Nour Exemple" in page, "Inès Exemple" in page) == (True, False)
    assert [see(client, each) for each in (other, colleague, teacher)] == [403, 403, 403]
    assert see(signed_in(student), other) == 403
    assert see(client, student) == 303


@pytest.mark.parametrize("lost", ["cohort", "place", "role"])
def test_a_right_that_is_lost_ends_it_at_the_next_page(
    session: Session, signed_in: SignedIn, student: Account, teacher: Account, lost: str
) -> None:
    client = signed_in(teacher)
    see(client, student)
    assert BANNER in client.get("/parcours").text
    if lost == "cohort":
        session.execute(delete(CohortInstructor))
    elif lost == "place":
        session.scalars(select(Enrolment)).one().left_at = NOW
    else:
        operations.set_role(session, session.get_one(Person, teacher.id), "student", NOW)
    session.commit()
    page = client.get("/parcours").text
    assert BANNER not in page
    assert "Ariane" in page
    assert session.scalars(select(SignIn.person_id)).all() == [teacher.id]
