"""Who may open a scenario that is shared, and what they can do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.accounts.models import Role
from school.cohorts.models import Cohort, CohortInstructor, Enrolment
from tests import factories
from tests.factories import Account
from tests.learning.test_lab_views import Count, ids, post, save

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture
def link(reader: FlaskClient, session: Session, student: Account, other: Account) -> str:
    """The link to a scenario that the student shares with a cohort of two."""
    factories.make_cohort(session, student, other)
    save(reader, "À deux", count__nano="77")
    number = ids(reader)["À deux"]
    answer = post(reader, f"/laboratoire/scenarios/{number}/partage")
    assert answer.status_code == 303
    path = f"/laboratoire/partages/{number}"
    assert path in reader.get(answer.location).text
    return path


def test_a_fellow_student_opens_a_copy_and_saves_it(
    link: str, reader: FlaskClient, other: Account, signed_in: SignedIn
) -> None:
    fellow = signed_in(other)
    page = fellow.get(link).text
    assert 'name="count.nano" value="77"' in page
    assert "«\u202fÀ deux\u202f» vous est partagé par" in page
    save(fellow, "À deux", count__nano="5")
    assert list(ids(fellow)) == ["À deux"]
    assert 'name="count.nano" value="77"' in fellow.get(link).text  # the owner's is untouched
    number = link.rpartition("/")[2]
    assert post(fellow, f"/laboratoire/scenarios/{number}/partage/fin").status_code == 404
    assert fellow.get(link).status_code == reader.get(link).status_code == 200


def test_a_link_taken_back_opens_nothing(
    link: str, reader: FlaskClient, other: Account, signed_in: SignedIn
) -> None:
    number = link.rpartition("/")[2]
    post(reader, f"/laboratoire/scenarios/{number}/partage/fin")
    assert signed_in(other).get(link).status_code == reader.get(link).status_code == 404


def test_another_cohort_sees_nothing(link: str, session: Session, signed_in: SignedIn) -> None:
    stranger, alone = factories.make_person(session), factories.make_person(session)
    factories.make_cohort(session, stranger)
    assert signed_in(stranger).get(link).status_code == 404
    assert signed_in(alone).get(link).status_code == 404


@pytest.mark.parametrize("leaver", ["student", "other"])
def test_who_left_the_cohort_shares_no_more(
    link: str,
    leaver: str,
    session: Session,
    request: pytest.FixtureRequest,
    other: Account,
    signed_in: SignedIn,
) -> None:
    left: Account = request.getfixturevalue(leaver)
    now = dt.datetime.now(dt.UTC)
    session.execute(update(Enrolment).where(Enrolment.person_id == left.id).values(left_at=now))
    session.commit()
    assert signed_in(other).get(link).status_code == 404


def test_admins_and_those_who_teach_the_cohort_open_what_is_shared(
    link: str, session: Session, signed_in: SignedIn
) -> None:
    admin, teacher, stranger = (
        factories.make_person(session, role)
        for role in (Role.ADMIN, Role.INSTRUCTOR, Role.INSTRUCTOR)
    )
    cohort_id = session.scalars(select(Cohort.id)).one()
    session.add(CohortInstructor(cohort_id=cohort_id, person_id=teacher.id))
    session.commit()
    opened = [signed_in(each).get(link).status_code for each in (admin, teacher, stranger)]
    assert opened == [200, 200, 404]


def test_a_shared_scenario_asks_for_four_statements(
    link: str, other: Account, signed_in: SignedIn, count_sql: Count
) -> None:
    fellow = signed_in(other)
    fellow.get(link)
    with count_sql() as statements:
        fellow.get(link)
    assert len(statements) <= 4
