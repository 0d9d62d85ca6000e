"""What is done to an account stands in the log, each line tied to the one before it."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Person
from school.audit import chain
from school.audit.models import AuditLine
from school.audit.operations import record
from tests.factories import NOW, make_person


def test_what_is_done_to_an_account_is_told_with_who_did_it(session: Session) -> None:
    person = session.get_one(Person, make_person(session).id)
    operations.set_active(session, person, False, NOW, by=person.id)
    line = session.scalars(select(AuditLine).order_by(AuditLine.number.desc())).first()
    assert line is not None
    assert (line.action, line.subject_kind, line.subject_id, line.actor_id) == (
        "person.disabled",
        "person",
        str(person.id),
        person.id,
    )
    details = json.loads(line.details or "")
    assert (details["before"], details["after"]) == ({"active": True}, {"active": False})


def test_each_line_follows_from_the_one_before(session: Session) -> None:
    for field in ("one", "two", "three"):
        record(
            session,
            actor_id=None,
            action="cohort.renamed",
            subject=("cohort", 1),
            after={"name": field},
            now=NOW,
        )
    lines = session.scalars(select(AuditLine).order_by(AuditLine.number)).all()
    assert [line.number for line in lines] == [1, 2, 3]
    previous = chain.START
    for line in lines:
        deed = chain.Deed(
            line.number, line.at, line.actor_id, line.action, line.subject_kind, line.subject_id
        )
        previous = chain.line_digest(previous, deed, chain.details_digest(line.details or ""))
        assert line.digest == previous
