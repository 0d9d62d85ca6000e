"""An admin erases who asked for it: nothing that names them is left, but for the law's proof."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import links
from school.accounts.models import Person, Purpose, Role, SignIn
from school.audit.models import AuditLine
from school.audit.operations import record
from school.audit.verification import verify
from school.cohorts.models import Enrolment
from school.database import Base
from school.learning import uploads
from school.learning.lab import operations, sheet
from school.learning.models import Draft
from school.mail.operations import post as post_mail
from school.privacy import erased, requests
from school.privacy.models import ErasureRequest
from tests.accounts.pages import is_signed_in, post, try_password
from tests.factories import NOW, PASSWORD, Account, make_cohort, make_person

SignedIn = Callable[[Account], FlaskClient]
PAGE = "/administrer/confidentialite"


def make_canary(session: Session) -> Account:
    """A student with something of theirs in every table that erasure empties."""
    student = make_person(
        session, first_name="Zoé CANARI", last_name="CANARI", email="CANARI@example.org"
    )
    make_cohort(session, student)
    operations.save(session, student.id, "Plan CANARI", sheet.opening(), NOW)
    uploads.keep(session, student.id, "ca", "CANARI.txt", "0" * 64, 8, NOW)
    post_mail(session, "reset", student.email, {"person": student.id, "name": "CANARI"}, NOW)
    links.make(session, student.id, Purpose.RESET, NOW)
    session.add(
        Draft(
            person_id=student.id,
            exercise_id="ca",
            draw=1,
            number=1,
            writer=uuid.uuid4(),
            turn=0,
            form={"answer": ["CANARI"]},
            saved_at=NOW,
        )
    )
    told = {"invited": [student.email, "other@example.org"]}
    record(session, actor_id=None, action="list.read", subject=("list", 1), after=told, now=NOW)
    session.commit()
    return student


def ask(session: Session, who: Account) -> None:
    requests.ask(session, who.id, dt.datetime.now(dt.UTC))
    session.commit()


def erase(client: FlaskClient, who: Account) -> int:
    return post(client, f"{PAGE}/{who.id}/effacement", f"{PAGE}/{who.id}").status_code


def everything(session: Session) -> str:
    """Every row of the school, as text."""
    tables = Base.metadata.sorted_tables
    rows = [repr(row) for table in tables for row in session.execute(select(table))]
    session.rollback()
    return "\n".join(rows)


def test_who_asked_is_erased_from_every_table_and_can_no_longer_sign_in(
    app: Flask, session: Session, signed_in: SignedIn
) -> None:
    student = make_canary(session)
    theirs, client = signed_in(student), signed_in(make_person(session, Role.ADMIN))
    session.scalars(select(SignIn).where(SignIn.person_id == student.id)).one().device = "CANARI"
    session.commit()
    assert post(theirs, "/compte/donnees/effacement", "/compte").status_code == 303
    assert "Zoé CANARI" in client.get(PAGE).text
    assert erase(client, student) == 303
    assert "CANARI".casefold() not in everything(session).casefold()
    assert not is_signed_in(theirs)
    assert try_password(app.test_client(), student, PASSWORD).status_code == 401
    person = session.get_one(Person, student.id)
    assert (person.active, person.first_name, person.last_name) == (False, "nº", str(student.id))
    assert session.scalars(select(SignIn.device).where(SignIn.person_id == student.id)).one() == ""
    assert session.scalars(select(Enrolment.left_at)).one() is not None
    assert verify(session).faults == []


def test_erasing_is_told_in_the_log_and_twice_is_once(
    app: Flask, session: Session, signed_in: SignedIn
) -> None:
    student, admin = make_canary(session), make_person(session, Role.ADMIN)
    ask(session, student)
    client = signed_in(admin)
    assert [erase(client, student) for _ in range(2)] == [303, 303]
    line = session.scalars(select(AuditLine).where(AuditLine.action == "person.erased")).one()
    assert (line.actor_id, line.subject_id) == (admin.id, str(student.id))
    listed = erased.noted(app.extensions["settings"].instance.resolve())
    assert [each.id for each in listed] == [student.id]
    assert "CANARI" not in listed[0].model_dump_json()


def test_nothing_is_erased_that_nobody_asked_or_that_was_withdrawn(
    session: Session, signed_in: SignedIn
) -> None:
    student, client = make_person(session), signed_in(make_person(session, Role.ADMIN))
    assert post(client, f"{PAGE}/{student.id}/effacement", PAGE).status_code == 404
    theirs = signed_in(student)
    for _ in range(2):
        post(theirs, "/compte/donnees/effacement", "/compte")
    assert "Retirer ma demande" in theirs.get("/compte/donnees").text
    for _ in range(2):
        post(theirs, "/compte/donnees/effacement/retrait", "/compte")
    assert post(client, f"{PAGE}/{student.id}/effacement", PAGE).status_code == 404
    assert session.scalars(select(ErasureRequest.withdrawn_at)).one() is not None
    actions = session.scalars(select(AuditLine.action).order_by(AuditLine.number)).all()
    assert actions[-2:] == ["erasure.asked", "erasure.withdrawn"]


def test_the_last_administrator_is_not_erased(session: Session, signed_in: SignedIn) -> None:
    admin = make_person(session, Role.ADMIN)
    ask(session, admin)
    client = signed_in(admin)
    assert erase(client, admin) == 409
    assert is_signed_in(client)
    assert session.scalars(select(ErasureRequest.done_at)).one() is None
