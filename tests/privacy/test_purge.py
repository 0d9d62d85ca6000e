"""What is due is deleted by itself, once; who was erased stays erased when a back-up comes back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.accounts.models import Person, SignIn
from school.audit.models import AuditLine
from school.cohorts.models import Enrolment
from school.database import Base
from school.privacy import erased, erasure, requests
from school.privacy.erased import ErasedListError
from school.privacy.purge import Purged, purge
from school.privacy.retention import DEVICE, PROOF_YEARS
from tests.factories import NOW, Account, make_cohort, make_person

LATER = NOW + dt.timedelta(days=366 * (PROOF_YEARS + 1))


def erase(session: Session, who: Account) -> None:
    requests.ask(session, who.id, NOW)
    assert erasure.carry_out(session, who.id, NOW, by=None)
    session.commit()


def add_sign_in(session: Session, who: Account, *, ended_at: dt.datetime) -> int:
    sign_in = SignIn(
        person_id=who.id,
        token_digest=who.email.encode().ljust(32, b".")[:32],
        device="Firefox",
        created_at=ended_at,
        seen_at=ended_at,
        expires_at=NOW + dt.timedelta(days=9),
        ended_at=ended_at,
    )
    session.add(sign_in)
    session.commit()
    return sign_in.id


def run(app: Flask, command: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["privacy", command])
    return result.exit_code, result.output


def test_the_proof_stays_until_its_last_day_and_goes_once(session: Session) -> None:
    student = make_person(session)
    make_cohort(session, student)
    add_sign_in(session, student, ended_at=NOW)
    erase(session, student)
    assert purge(session, NOW) == Purged(0, 0)
    assert session.scalars(select(Enrolment.person_id)).all() == [student.id]
    assert [purge(session, LATER) for _ in range(2)] == [Purged(0, 1), Purged(0, 0)]
    assert session.scalars(select(Enrolment.id)).all() == []
    assert session.scalars(select(SignIn.id)).all() == []
    last = session.scalars(select(AuditLine.action).order_by(AuditLine.number.desc())).first()
    assert last == "person.proof_deleted"


def test_students_whose_training_is_long_over_are_erased(session: Session) -> None:
    gone, studying = make_person(session), make_person(session)
    make_cohort(session, gone, starts_on=dt.date(2018, 9, 3))
    make_cohort(session, studying)
    make_person(session)
    assert [purge(session, NOW) for _ in range(2)] == [Purged(1, 1), Purged(0, 0)]
    active = {row.id: row.active for row in session.execute(select(Person.id, Person.active))}
    assert (active[gone.id], active[studying.id]) == (False, True)


def test_the_name_of_a_device_goes_after_a_year(session: Session) -> None:
    old, recent = make_person(session), make_person(session)
    add_sign_in(session, old, ended_at=NOW - DEVICE - dt.timedelta(days=1))
    add_sign_in(session, recent, ended_at=NOW - DEVICE + dt.timedelta(days=1))
    purge(session, NOW)
    assert session.scalars(select(SignIn.device).order_by(SignIn.id)).all() == ["", "Firefox"]


def test_who_was_erased_is_erased_again_after_a_restore(app: Flask, session: Session) -> None:
    """The list outlives the database, names nobody, and takes nobody for another."""
    instance = app.extensions["settings"].instance.resolve()
    mine, other = make_person(session, first_name="Zoé"), make_person(session)
    people = Base.metadata.tables["person"]
    before = session.execute(select(people).where(people.c.id == mine.id)).one()._asdict()
    session.rollback()
    erase(session, mine)
    assert run(app, "purge")[0] == 0
    text = (instance / erased.FILE).read_text()
    assert mine.email not in text
    session.execute(Base.metadata.tables["erasure_request"].delete())  # as it was before
    session.execute(update(people).where(people.c.id == mine.id).values(before))
    session.commit()
    other_line = text.replace(f'"id":{mine.id}', f'"id":{other.id}')
    (instance / erased.FILE).write_text(text + other_line)
    code, output = run(app, "reapply")
    assert (code, output) == (
        0,
        "1 person(s) erased again, 0 erased already, 1 not in this database\n",
    )
    assert "1 erased already" in run(app, "reapply")[1]
    names = session.scalars(select(Person.first_name).order_by(Person.id)).all()
    assert names == ["nº", "Camille"]


def test_a_list_that_was_damaged_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / erased.FILE).write_text("nothing\n")
    with pytest.raises(ErasedListError, match="line 1 cannot be read"):
        erased.noted(tmp_path)
