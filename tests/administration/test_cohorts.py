"""The pages of cohorts: opening one, changing it, putting it away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.accounts.models import Role
from school.cohorts import queries
from tests.factories import Account, csrf, make_cohort, make_person
from tests.statements import Statements

COHORTS = "/administrer/cohortes"


@pytest.fixture
def admin(session: Session, signed_in: Callable[[Account], FlaskClient]) -> FlaskClient:
    """An administrator's browser."""
    return signed_in(make_person(session, Role.ADMIN))


def test_a_cohort_is_opened_changed_and_put_away(session: Session, admin: FlaskClient) -> None:
    teacher = make_person(session, Role.INSTRUCTOR, first_name="Ada", last_name="Nom")
    form = {
        "csrf_token": csrf(admin, COHORTS),
        "name": "Automne <2027>",
        "starts_on": "06/09/2027",
        "ends_on": "2028-06-30",
        "instructors": str(teacher.id),
    }
    page = admin.post(COHORTS, data=form, follow_redirects=True).get_data(as_text=True)
    assert "Automne &lt;2027&gt;" in page
    assert "lundi 6 septembre 2027" in page
    assert "Ada Nom" in page
    (cohort,) = queries.cohorts(session)
    session.rollback()
    address = f"{COHORTS}/{cohort.id}"
    assert "checked" in admin.get(f"{address}/modification").get_data(as_text=True)
    renamed = {**form, "name": "Promotion A"}
    del renamed["instructors"]
    page = admin.post(f"{address}/modification", data=renamed, follow_redirects=True).text
    assert "Promotion A" in page
    assert "Ada Nom" not in page
    admin.post(f"{address}/archivage", data=form)
    assert "1 promotion archivée" in admin.get(COHORTS).text
    admin.post(f"{address}/archivage/fin", data=form)
    assert "archivée" not in admin.get(COHORTS).text


def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(admin: FlaskClient) -> None:
    form = {"csrf_token": csrf(admin, COHORTS), "name": "Ma promo", "starts_on": "lundi"}
    reply = admin.post(COHORTS, data=form)
    assert reply.status_code == 422
    for text in ("Écrivez un jour", "Choisissez le dernier jour", "Ma promo", 'value="lundi"'):
        assert text in reply.text
    late = {**form, "starts_on": "2027-09-06", "ends_on": "2027-09-06"}
    assert "après le premier" in admin.post(COHORTS, data=late).text


def test_pages_of_cohorts_take_few_statements(
    session: Session,
    admin: FlaskClient,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    students = [make_person(session) for _ in range(2)]
    cohorts = [make_cohort(session), make_cohort(session, *students)]
    for path in (COHORTS, f"{COHORTS}/{cohorts[1].id}"):
        with count_sql() as statements:
            admin.get(path)
        assert len(statements) <= 5, statements


def test_there_is_no_page_of_no_cohort(admin: FlaskClient) -> None:
    for page in ("", "/modification"):
        assert admin.get(f"{COHORTS}/7{page}").status_code == 404
