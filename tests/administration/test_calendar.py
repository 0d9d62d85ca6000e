"""The calendar of a cohort and the dates of a student, changed on their pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.accounts.models import Role
from tests import factories
from tests.factories import Account, csrf, make_cohort, make_person
from tests.publishing.folders import PROGRAMME
from tests.statements import Statements

MONDAY = dt.date(2027, 9, 6)


@pytest.fixture
def student(session: Session) -> Account:
    return make_person(session, first_name="Nour")


@pytest.fixture
def admin(session: Session, signed_in: Callable[[Account], FlaskClient]) -> FlaskClient:
    """An administrator's browser, before a programme of two modules."""
    factories.publish(session, {"programme.md": PROGRAMME})
    return signed_in(make_person(session, Role.ADMIN))


@pytest.fixture
def calendar(session: Session, student: Account, admin: FlaskClient) -> str:
    """The page of the calendar of the student's cohort."""
    cohort = make_cohort(session, student, starts_on=MONDAY)
    return f"/administrer/cohortes/{cohort.id}/calendrier"


def post(client: FlaskClient, path: str, **fields: str) -> str:
    form = {"csrf_token": csrf(client, "/administrer"), **fields}
    return client.post(path, data=form, follow_redirects=True).text


def test_periods_and_shifts_move_the_dates_that_the_page_shows(
    admin: FlaskClient, calendar: str
) -> None:
    assert "27 sept. 2027" in admin.get(calendar).text  # the second module
    period = {"name": "Pause & co", "first_day": "2027-09-13", "last_day": "17/09/2027"}
    page = post(admin, f"{calendar}/periodes", **period)
    assert "Pause &amp; co, du 13 sept. 2027 au 17 sept. 2027" in page
    assert "4 oct. 2027" in page
    assert "11 oct. 2027" in post(admin, f"{calendar}/decalage", days="7")
    page = post(admin, f"{calendar}/periodes/suppression", first_day="2027-09-13")
    assert "Pause" not in page
    assert "4 oct. 2027" in page


@pytest.mark.parametrize(
    ("form", "fields", "told"),
    [
        ("decalage", {"days": "une"}, "Écrivez un nombre entier"),
        ("decalage", {"days": "999999999"}, "Choisissez un jour entre 2000 et 2099"),
        ("periodes", {"name": "Tapé"}, "Choisissez le premier jour"),
        (
            "periodes",
            {"name": "Tapé", "first_day": "2027-09-13", "last_day": "2027-09-12"},
            "dans les 120 jours",
        ),
        ("modules/paliers", {"opens_on": "2027-09-11", "due_on": "2027-09-13"}, "hors périodes"),
        ("modules/paliers", {"opens_on": "x", "due_on": "2027-09-13"}, "Écrivez un jour"),
    ],
)
def test_a_fault_is_told_where_it_was_typed(
    admin: FlaskClient, calendar: str, form: str, fields: dict[str, str], told: str
) -> None:
    sent = {"csrf_token": csrf(admin, "/administrer"), **fields}
    reply = admin.post(f"{calendar}/{form}", data=sent)
    assert reply.status_code == 422
    assert told in reply.text
    assert all(f'value="{text}"' in reply.text for text in fields.values())


def test_a_module_gets_its_own_days_and_gives_them_back(admin: FlaskClient, calendar: str) -> None:
    address = f"{calendar}/modules/paliers"
    assert 'value="2027-09-27"' in admin.get(address).text
    page = post(admin, address, opens_on="2027-10-04", due_on="2027-10-29")
    assert "29 oct. 2027" in page
    assert "autres jours que ceux du programme" in page
    assert "29 oct. 2027" not in post(admin, address, programme="1")
    assert admin.get(f"{calendar}/modules/inconnu").status_code == 404


def test_the_dates_of_a_student_stand_on_one_page(
    admin: FlaskClient, calendar: str, student: Account
) -> None:
    address = f"/administrer/etudiants/{student.id}/dates"
    page = post(admin, address, starts_on="2027-09-13", extra="20")
    assert "13 sept. 2027" in page
    assert "6 oct. 2027" in page  # eighteen days for fifteen
    assert 'value="20"' in page
    page = post(admin, address, starts_on="2020-01-01", extra="20")
    assert "Choisissez un jour de l’année de la promotion." in page
    assert "6 sept. 2027" in post(admin, address, starts_on="", extra="0")
    assert admin.get("/administrer/etudiants/999/dates").status_code == 404


def test_the_pages_take_few_statements(
    admin: FlaskClient,
    calendar: str,
    student: Account,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    admin.get(calendar)
    for path in (calendar, f"/administrer/etudiants/{student.id}/dates"):
        with count_sql() as statements:
            admin.get(path)
        assert len(statements) <= 5, statements
