"""A module opens and is due on the student's dates: their pages say so, the server holds to it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from time_machine import Traveller

from school.accounts.models import Role
from school.cohorts import operations, scheduling
from school.cohorts.calendar import Holiday
from school.cohorts.models import Cohort
from school.learning.models import Attempt, Draft, LessonProgress, Upload
from tests import factories
from tests.factories import NOW, Account
from tests.learning.curriculum import (
    FILES,
    HTMX,
    PROGRAMME,
    RIGHT,
    answer,
    fresh_form,
    lesson,
    send,
    token,
)
from tests.learning.test_upload_views import ESSAY
from tests.statements import Statements

PARIS_WINTER = dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC)  # a Tuesday
MONDAY = dt.date(2027, 1, 11)
DAY = dt.timedelta(1)
CLOSED = "Ce module ouvre le lundi 18 janvier 2027."

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Traveller]:
    """A Tuesday morning, before anybody signs in."""
    with time_machine.travel(PARIS_WINTER, tick=False) as traveller:
        yield traveller


def enrol(session: Session, student: Account, starts_on: dt.date) -> Cohort:
    return factories.make_cohort(session, student, starts_on=starts_on)


def kept(session: Session) -> int:
    """How many rows a student's work takes."""
    tables = (Attempt, Draft, LessonProgress, Upload)
    count = sum(session.scalar(select(func.count()).select_from(each)) or 0 for each in tables)
    session.rollback()
    return count


def test_nothing_of_a_module_that_is_not_open_is_given_or_taken(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    files = {**FILES, "01-essentiel/04-remise.md": lesson("remise", ESSAY, title="Remise")}
    factories.publish(session, files)
    form = fresh_form(reader, "ca") | {"answer": "SAISI 12", "writer": str(uuid.uuid4())}
    enrol(session, student, MONDAY + 7 * DAY)
    sent = dict(form, turn="1", place="ca")
    asked = [
        reader.get("/lecons/calculs"),
        reader.get("/exercices/ca", headers=HTMX),
        reader.get("/revisions/1/ca.1"),
        *(
            reader.post(path, data=sent, headers=headers)
            for path in (
                "/exercices/ca/essais",
                "/exercices/ca/brouillon",
                "/exercices/ca/releve",
                "/exercices/reglage/apercu",
                "/exercices/dossier/remise",
                "/lecons/calculs/lecture",
                "/lecons/calculs/place",
            )
            for headers in ({}, HTMX, {"Accept": "application/json"})
        ),
    ]
    for reply in asked:
        assert reply.status_code == 403, reply.request.path
        assert CLOSED in reply.text
        assert "INDICE-PUBLIC" not in reply.text
    assert kept(session) == 0
    assert "SAISI 12" in asked[3].text
    assert asked[4].headers["HX-Retarget"] == "body"


def test_pages_say_when_a_module_opens_and_lead_nowhere_before(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    enrol(session, student, MONDAY + 7 * DAY)
    page = reader.get("/parcours").text
    assert "Votre année commence le lundi 18 janvier 2027." in page
    assert "Rien ne vous est encore ouvert" in page
    assert "ouvre le 18 janv. 2027" in page
    assert "/lecons/" not in page
    page = reader.get("/modules/essentiel").text
    assert CLOSED in page
    assert "/lecons/" not in page
    assert (
        "du lundi 8 février 2027 au vendredi 26 février 2027" in reader.get("/modules/paliers").text
    )
    dates = reader.get("/parcours/dates").text
    for day in ("18 janv. 2027", "5 févr. 2027", "pas encore ouvert"):
        assert day in dates


def test_after_the_last_day_work_is_taken_and_marked_late(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    answer(reader, "ca", answer="1")
    cohort = enrol(session, student, MONDAY - 21 * DAY)
    page = reader.get("/lecons/calculs").text
    assert "Le dernier jour de ce module était le vendredi 8 janvier 2027." in page
    assert "marqué en retard" in answer(reader, "ca", answer=str(RIGHT["ca"])).text
    assert kept(session) > 0
    assert "1 réussi en retard" in reader.get("/parcours/dates").text
    assert "en retard" in reader.get("/lecons/calculs").text
    operations.shift(session, cohort.id, 7, NOW, by=None)
    session.commit()
    page = reader.get("/lecons/calculs").text
    assert "en retard" not in page + reader.get("/parcours/dates").text
    assert "à rendre le vendredi 15 janvier 2027" in page


def test_a_programme_may_refuse_what_is_late_and_still_be_read(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    strict = PROGRAMME.replace("weeks: [1, 3]", "weeks: [1, 3], late: refused")
    factories.publish(session, {**FILES, "programme.md": strict})
    form = fresh_form(reader, "ca") | {"answer": str(RIGHT["ca"])}
    enrol(session, student, MONDAY - 21 * DAY)
    assert (
        "Ce module a fermé à la fin du vendredi 8 janvier 2027."
        in reader.get("/lecons/calculs").text
    )
    before = kept(session)
    assert send(reader, "ca", form).status_code == 403
    draft = dict(form, writer=str(uuid.uuid4()), turn="1")
    assert reader.post("/exercices/ca/brouillon", data=draft).status_code == 403
    assert kept(session) == before
    reading = reader.post("/lecons/calculs/lecture", data={"csrf_token": token(reader)})
    assert reading.status_code == 303


def test_extra_time_is_honoured_and_told_to_nobody(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    enrol(session, student, MONDAY - 21 * DAY)
    scheduling.set_student_days(session, student.id, None, 25, NOW, by=None)
    session.commit()
    page = reader.get("/lecons/calculs").text
    assert "à rendre le jeudi 14 janvier 2027" in page
    assert "en retard" not in page
    for path in ("/parcours/dates", "/parcours", "/modules/essentiel", "/compte"):
        assert "supplémentaire" not in reader.get(path).text


def test_a_late_joiner_follows_their_own_start(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    enrol(session, student, MONDAY - 21 * DAY)
    scheduling.set_student_days(session, student.id, MONDAY, 0, NOW, by=None)
    session.commit()
    page = reader.get("/parcours").text
    assert "à rendre le 29 janv. 2027" in page
    assert "du 11 janvier au 17 janvier" in page


def test_a_holiday_is_said_and_has_no_week(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    answer(reader, "ca", answer="1")
    cohort = enrol(session, student, MONDAY - 7 * DAY)
    holiday = Holiday("Ski <3", MONDAY, MONDAY + 6 * DAY)
    scheduling.add_holiday(session, cohort.id, holiday, NOW, by=None)
    session.commit()
    page = reader.get("/parcours").text
    assert "Ski &lt;3 jusqu’au dimanche 17 janvier 2027." in page
    assert "Cette semaine" not in page


def test_reviews_leave_out_what_takes_no_answers(
    session: Session, reader: FlaskClient, student: Account, clock: Traveller
) -> None:
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    clock.shift(30 * DAY)
    factories.sign_in(reader, student)
    assert "/revisions/1/" in reader.get("/revisions").text
    enrol(session, student, dt.date(2027, 3, 1))
    assert "/revisions/1/" not in reader.get("/revisions").text


def test_who_has_no_dates_finds_everything_open(
    session: Session, reader: FlaskClient, student: Account, signed_in: SignedIn
) -> None:
    assert reader.get("/lecons/calculs").status_code == 200
    assert "ouverts" in reader.get("/parcours/dates").text
    cohort = enrol(session, student, MONDAY + 7 * DAY)
    for role in (Role.INSTRUCTOR, Role.ADMIN):
        client = signed_in(factories.make_person(session, role))
        assert client.get("/lecons/calculs").status_code == 200
    cohort.opens_by_date = False
    session.commit()
    assert reader.get("/lecons/calculs").status_code == 200
    assert "à rendre" not in reader.get("/modules/essentiel").text


@pytest.mark.parametrize(
    ("starts_on", "before", "opening"),
    [
        # The clock goes back on Sunday 31 October 2027 at 3, and 2:30 comes twice.
        (
            dt.date(2027, 11, 1),
            ["2027-10-31T00:30", "2027-10-31T01:30", "2027-10-31T22:59"],
            "2027-10-31T23:00",
        ),
        # It goes forward on Sunday 28 March 2027 at 2.
        (
            dt.date(2027, 3, 29),
            ["2027-03-28T00:59", "2027-03-28T01:00", "2027-03-28T21:59"],
            "2027-03-28T22:00",
        ),
    ],
)
def test_a_module_opens_at_midnight_in_paris_whatever_the_clocks_do(
    session: Session,
    clock: Traveller,
    reader: FlaskClient,
    student: Account,
    starts_on: dt.date,
    before: list[str],
    opening: str,
) -> None:
    enrol(session, student, starts_on)
    for instant, status in (*((each, 403) for each in before), (opening, 200)):
        clock.move_to(dt.datetime.fromisoformat(f"{instant}+00:00"))
        factories.sign_in(reader, student)
        assert reader.get("/lecons/calculs").status_code == status, instant


def test_dates_cost_no_statement(
    session: Session,
    reader: FlaskClient,
    student: Account,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    def count() -> list[int]:
        counts = []
        for path in ("/lecons/calculs", "/parcours", "/modules/essentiel", "/parcours/dates"):
            with count_sql() as statements:
                reader.get(path)
            counts.append(len(statements))
        with count_sql() as statements:
            answer(reader, "ca", answer="1")
        return [*counts, len(statements)]

    count()
    without = count()
    enrol(session, student, MONDAY)
    assert count() == without
    assert without[:4] == [4, 5, 4, 3]
