"""A list is applied whole or not at all, once, and loses nothing of anybody's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.accounts.models import Person, Role
from school.accounts.operations import set_active
from school.audit.models import AuditLine
from school.cohorts import enrolment, operations, planning
from school.cohorts.errors import CohortError
from school.cohorts.models import Enrolment
from school.cohorts.roster import pasted
from school.extensions import db
from school.mail.models import Mail
from tests.accounts.pages import try_password
from tests.factories import NOW, make_cohort, make_person
from tests.statements import Statements

LIST = "Zoé Exemple <zoe@example.org>\nBob Autre <bob@example.org>\n"


def enrol(
    session: Session, text: str, cohort_id: int, *, by: int | None = None, missing: bool = False
) -> planning.Plan:
    """Plan and apply a pasted list, and commit."""
    enrolment.lock(session, cohort_id)
    plan = planning.plan(session, pasted.read(text), cohort_id, missing_leave=missing)
    list(enrolment.apply(session, plan, by=by, now=NOW))
    session.commit()
    return plan


def counts(plan: planning.Plan) -> dict[str, int]:
    lists = ("created", "joined", "moved", "left", "kept", "missing")
    return {name: len(getattr(plan, name)) for name in lists if getattr(plan, name)}


def places(session: Session) -> list[tuple[str, int, bool]]:
    """Who is or was where: address, cohort, whether they left."""
    rows = session.execute(
        select(Person.email, Enrolment.cohort_id, Enrolment.left_at.is_not(None))
        .join(Enrolment, Enrolment.person_id == Person.id)
        .order_by(Enrolment.id)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]  # three columns


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditLine.action).order_by(AuditLine.number)))


def test_new_people_get_an_account_that_no_password_opens(
    app: Flask, session: Session, cohort_id: int
) -> None:
    admin = make_person(session, Role.ADMIN)
    assert counts(enrol(session, LIST, cohort_id, by=admin.id)) == {"created": 2}
    zoe = session.scalars(select(Person).where(Person.email_key == "zoe@example.org")).one()
    assert (zoe.first_name, zoe.last_name, zoe.role) == ("Zoé", "Exemple", Role.STUDENT)
    assert places(session) == [
        ("zoe@example.org", cohort_id, False),
        ("bob@example.org", cohort_id, False),
    ]
    lines = session.scalars(select(AuditLine).where(AuditLine.actor_id == admin.id)).all()
    assert [line.action for line in lines] == ["person.created", "enrolment.joined"] * 2
    session.rollback()
    for password in ("", "quatre chevaux pour la mer"):
        assert try_password(app.test_client(), "zoe@example.org", password).status_code in (
            401,
            422,
        )


def test_those_who_are_new_are_invited_when_it_is_asked(session: Session, cohort_id: int) -> None:
    there = make_person(session)
    plan = planning.plan(session, pasted.read(f"{LIST}{there.email}"), cohort_id)
    list(enrolment.apply(session, plan, by=None, now=NOW, invite=True))
    invited = session.scalars(select(Mail.recipient).order_by(Mail.recipient)).all()
    assert invited == ["bob@example.org", "zoe@example.org"]
    assert actions(session)[-2:] == ["person.invited", "person.invited"]


def test_a_list_applied_again_changes_nothing(session: Session, cohort_id: int) -> None:
    enrol(session, LIST, cohort_id)
    before = places(session), actions(session)
    plan = enrol(session, LIST.upper(), cohort_id)
    assert (counts(plan), plan.changes) == ({"kept": 2}, 0)
    assert (places(session), actions(session)) == before


def test_who_has_an_account_joins_or_moves_and_keeps_it(session: Session, cohort_id: int) -> None:
    free, placed = make_person(session), make_person(session, first_name="Ada")
    other = make_cohort(session, placed)
    plan = enrol(session, f"{free.email}\nAutre Nom <{placed.email}>", cohort_id)
    assert counts(plan) == {"joined": 1, "moved": 1}
    assert plan.moved[0].cohort == other.name
    assert places(session) == [
        (placed.email, other.id, True),
        (free.email, cohort_id, False),
        (placed.email, cohort_id, False),
    ]
    assert session.get_one(Person, placed.id).first_name == "Ada"
    assert actions(session)[-2:] == ["enrolment.joined", "enrolment.moved"]


def test_moving_writes_nothing_but_the_place_and_the_log(
    session: Session, cohort_id: int, count_sql: Callable[[], AbstractContextManager[Statements]]
) -> None:
    """What somebody did hangs on them, not on their cohort: all of it stays."""
    moving = make_person(session)
    make_cohort(session, moving)
    with count_sql() as statements:
        assert counts(enrol(session, moving.email, cohort_id)) == {"moved": 1}
    written = [s.split()[:3] for s in statements if not s.startswith("SELECT")]
    assert {" ".join(words).removesuffix(" SET") for words in written} == {
        "UPDATE enrolment",
        "INSERT INTO enrolment",
        "INSERT INTO audit_line",
        "UPDATE audit_head",
    }


def test_whom_a_list_does_not_name_stay_unless_it_is_asked(
    session: Session, cohort_id: int
) -> None:
    enrol(session, LIST, cohort_id)
    assert counts(enrol(session, "zoe@example.org", cohort_id)) == {"kept": 1, "missing": 1}
    plan = enrol(session, "zoe@example.org", cohort_id, missing=True)
    assert counts(plan) == {"kept": 1, "left": 1}
    assert places(session)[1] == ("bob@example.org", cohort_id, True)
    assert actions(session)[-1] == "enrolment.left"
    assert counts(enrol(session, LIST, cohort_id)) == {"kept": 1, "joined": 1}


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.ADMIN])
def test_staff_disabled_accounts_and_unknown_addresses_are_told_with_their_lines(
    session: Session, cohort_id: int, role: Role
) -> None:
    staff, gone = make_person(session, role), make_person(session)
    set_active(session, session.get_one(Person, gone.id), False, NOW)
    text = f"{staff.email}\n\n{gone.email}\nnobody@example.org\nnot an address"
    plan = planning.plan(session, pasted.read(text), cohort_id)
    assert sorted((p.place.line, p.sentence[:24]) for p in plan.problems) == [
        (1, "This is the account of a"),
        (3, "This account is disabled"),
        (4, "No account has this addr"),
        (5, "Write a whole e-mail add"),
    ]
    assert plan.changes == 0
    with pytest.raises(ValueError, match="problems"):
        list(enrolment.apply(session, plan, by=None, now=NOW))


def test_an_account_opened_meanwhile_undoes_the_whole(session: Session, cohort_id: int) -> None:
    plan = planning.plan(session, pasted.read(LIST), cohort_id)
    make_person(session, email="BOB@example.org")
    with pytest.raises(IntegrityError):
        list(enrolment.apply(session, plan, by=None, now=NOW))
    session.rollback()
    assert places(session) == []
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_plans_that_do_the_same_have_the_same_digest(session: Session, cohort_id: int) -> None:
    first, second = (planning.plan(session, pasted.read(LIST), cohort_id) for _ in range(2))
    assert first.digest == second.digest
    enrol(session, "Bob Autre <bob@example.org>", cohort_id)
    assert planning.plan(session, pasted.read(LIST), cohort_id).digest != first.digest


def test_nobody_is_enrolled_in_an_archived_cohort(session: Session, cohort_id: int) -> None:
    operations.archive(session, cohort_id, True, NOW, by=None)
    with pytest.raises(CohortError, match="archived"):
        enrol(session, LIST, cohort_id)


def test_the_same_list_applied_twice_at_once_ends_as_once(
    app: Flask, session: Session, cohort_id: int
) -> None:
    moving = make_person(session, email="zoe@example.org")
    other = make_cohort(session, moving)
    barrier = threading.Barrier(4)

    def one(_: int) -> dict[str, int]:
        with app.app_context(), Session(db.engine) as own:
            barrier.wait()
            return counts(enrol(own, LIST, cohort_id))

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(one, range(4)))
    assert sorted(done, key=len) == [{"kept": 2}] * 3 + [{"created": 1, "moved": 1}]
    assert places(session) == [
        ("zoe@example.org", other.id, True),
        ("bob@example.org", cohort_id, False),
        ("zoe@example.org", cohort_id, False),
    ]


def test_lists_for_two_cohorts_at_once_leave_each_person_in_one(
    app: Flask, session: Session, cohort_id: int
) -> None:
    other_id = make_cohort(session).id
    barrier = threading.Barrier(4)

    def one(where: int) -> None:
        with app.app_context(), Session(db.engine) as own:
            barrier.wait()
            enrol(own, LIST, where)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, [cohort_id, other_id] * 2))
    still = [email for email, _, left in places(session) if not left]
    assert sorted(still) == ["bob@example.org", "zoe@example.org"]


def test_long_lists_take_few_statements(
    session: Session, cohort_id: int, count_sql: Callable[[], AbstractContextManager[Statements]]
) -> None:
    text = "\n".join(f"Zoé Exemple <p{n}@example.org>" for n in range(1500))
    with count_sql() as statements:
        enrol(session, text, cohort_id)
    assert len(statements) <= 30
    with count_sql() as statements:
        assert counts(enrol(session, text, cohort_id)) == {"kept": 1500}
    assert len(statements) <= 5
