"""Cohorts are opened, changed and put away; what may not be is refused by name."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Role
from school.audit.models import AuditLine
from school.cohorts import operations, queries
from school.cohorts.errors import CohortError
from school.cohorts.operations import Particulars
from tests.factories import NOW, make_person

AUTUMN = Particulars("Automne 2027", dt.date(2027, 9, 6), dt.date(2028, 6, 30))


def last_line(session: Session) -> tuple[str, str, dict[str, Any]]:
    """What the newest line of the audit log says: action, subject, details."""
    line = session.scalars(select(AuditLine).order_by(AuditLine.number.desc())).first()
    assert line is not None
    return line.action, f"{line.subject_kind} {line.subject_id}", json.loads(line.details or "{}")


def test_a_cohort_is_opened_with_its_instructors(session: Session) -> None:
    teacher = make_person(session, Role.INSTRUCTOR, first_name="Ada")
    asked = replace(AUTUMN, name="  Automne\u00a0 2027 ", instructors=[teacher.id])
    cohort = operations.create(session, asked, NOW, by=teacher.id)
    found = queries.cohort(session, cohort.id)
    assert found is not None
    assert (found.name, found.students, found.archived) == ("Automne 2027", 0, False)
    assert [each.id for each in found.instructors] == [teacher.id]
    assert last_line(session)[:2] == ("cohort.created", f"cohort {cohort.id}")


def test_a_change_is_told_by_what_changed_alone(session: Session) -> None:
    cohort = operations.create(session, AUTUMN, NOW, by=None)
    moved = replace(AUTUMN, ends_on=dt.date(2028, 7, 7))
    operations.edit(session, cohort.id, moved, NOW, by=None)
    action, _, details = last_line(session)
    assert (action, details["before"], details["after"]) == (
        "cohort.edited",
        {"ends_on": "2028-06-30"},
        {"ends_on": "2028-07-07"},
    )
    operations.edit(session, cohort.id, replace(moved, name="Autre"), NOW, by=None)
    operations.edit(session, cohort.id, replace(moved, name="Autre"), NOW, by=None)
    told = session.scalars(select(AuditLine.action)).all()
    assert told == ["cohort.created", "cohort.edited", "cohort.edited"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "Prise"),
        ("name", "n" * 81),
        ("starts_on", dt.date(1999, 12, 31)),
        ("ends_on", dt.date(2100, 1, 1)),
        ("ends_on", AUTUMN.starts_on),
        ("instructors", [1]),
    ],
)
def test_what_cannot_be_is_refused_by_name(session: Session, field: str, value: object) -> None:
    make_person(session, first_name="Alix")  # a student
    operations.create(session, replace(AUTUMN, name="Prise"), NOW, by=None)
    cohort = operations.create(session, AUTUMN, NOW, by=None)
    changed: dict[str, Any] = {field: value}
    asked = replace(AUTUMN, **changed)
    with pytest.raises(CohortError) as created:
        operations.create(session, asked, NOW, by=None)
    with pytest.raises(CohortError) as edited:
        operations.edit(session, cohort.id, asked, NOW, by=None)
    assert (created.value.field, edited.value.field) == (field, field)
    names = sorted(each.name for each in queries.cohorts(session))
    assert names == ["Automne 2027", "Prise"]


def test_a_cohort_is_put_away_once_and_taken_back(session: Session) -> None:
    cohort = operations.create(session, AUTUMN, NOW, by=None)
    for archived in (True, True, False):
        operations.archive(session, cohort.id, archived, NOW, by=None)
    told = session.scalars(select(AuditLine.action).order_by(AuditLine.number)).all()
    assert told == ["cohort.created", "cohort.archived", "cohort.restored"]
