from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts.models import Role
from school.learning.models import LessonProgress, Reading
from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES, HTMX, RIGHT, answer, fresh_form, send, token
from tests.statements import Statements

Count = Callable[[], AbstractContextManager[Statements]]


def read(reader: FlaskClient, lesson_id: str) -> int:
    form = {"csrf_token": token(reader)}
    return reader.post(f"/lecons/{lesson_id}/lecture", data=form).status_code


def test_a_lesson_has_its_parts_in_order(reader: FlaskClient) -> None:
    page = reader.get("/lecons/calculs").text
    order = [
        "Savoir",
        'id="partie-titre-1"',
        'id="ca"',
        'id="partie-titre-2"',
        'id="choix"',
        "Source citée",
    ]
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert "vérifié le vendredi 20 novembre 2026" in page
    assert 'data-place-url="/lecons/calculs/place"' in page


def test_the_contents_list_titles_and_exercises_with_what_is_done(reader: FlaskClient) -> None:
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    page = reader.get("/lecons/calculs").text
    contents = page.split('class="contents"')[1].split("</nav>")[0]
    assert re.findall(r'href="#([^"]+)"', contents) == [
        *(
            "partie-titre-1",
            "ca",
            "partie-titre-2",
            "choix",
            "partie-titre-3",
            "reglage",
            "partie-titre-4",
            "campagne",
            "partie-fin",
        )
    ]
    assert contents.count("is-done") == 1
    read(reader, "calculs")
    contents = reader.get("/lecons/calculs").text.split('class="contents"')[1].split("</nav>")[0]
    assert contents.count("is-done") == 6


def test_the_foot_says_what_remains_and_leads_on(reader: FlaskClient) -> None:
    page = reader.get("/lecons/suite").text
    assert "Il vous reste 1 exercice" in page
    assert "J’ai lu cette leçon" in page
    assert 'href="/lecons/calculs" rel="prev"' in page
    assert 'href="/lecons/libre" rel="next"' in page
    assert 'rel="prev"' not in reader.get("/lecons/calculs").text
    assert 'rel="next"' not in reader.get("/lecons/libre").text


def test_reading_to_the_end_is_marked_once_and_leads_to_the_foot(
    session: Session, reader: FlaskClient
) -> None:
    form = {"csrf_token": token(reader)}
    for _ in range(2):
        reply = reader.post("/lecons/suite/lecture", data=form)
        assert (reply.status_code, reply.location) == (303, "/lecons/suite#fin-de-lecon")
    assert session.scalars(select(Reading.lesson_id)).all() == ["suite"]
    page = reader.get("/lecons/suite").text
    assert "J’ai lu cette leçon" not in page
    assert 'id="fin-de-lecon"' in page


def test_a_lesson_is_done_and_says_so(reader: FlaskClient) -> None:
    read(reader, "calculs")
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    last = answer(reader, "choix", option="1")
    assert "Cette leçon est terminée" in last.text
    assert "Cette leçon est terminée" in reader.get("/lecons/calculs").text


def test_a_lesson_done_stays_done_when_a_revision_asks_for_more(
    session: Session, reader: FlaskClient
) -> None:
    read(reader, "calculs")
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    answer(reader, "choix", option="1")
    lesson = "01-essentiel/01-calculs.md"
    harder = FILES[lesson].replace("required: false\n", "")
    factories.publish(session, {**FILES, lesson: harder})
    assert "Cette leçon est terminée" in reader.get("/lecons/calculs").text


def test_the_place_is_kept(session: Session, reader: FlaskClient) -> None:
    form = {"csrf_token": token(reader), "place": "partie-titre-2"}
    assert reader.post("/lecons/calculs/place", data=form).status_code == 204
    assert session.scalars(select(LessonProgress.place)).one() == "partie-titre-2"
    session.rollback()
    for wrong in ("nulle-part", "x" * 100_000, "<script>", ""):
        form["place"] = wrong
        assert reader.post("/lecons/calculs/place", data=form).status_code == 204
    assert session.scalars(select(LessonProgress.place)).one() == "partie-titre-2"


def test_opening_pages_writes_nothing(session: Session, reader: FlaskClient) -> None:
    for path in (
        "/lecons/calculs",
        "/lecons/calculs?nouveau=ca",
        "/parcours",
        "/modules/essentiel",
    ):
        assert reader.get(path).status_code == 200
        assert reader.head(path).status_code == 200
    assert session.scalars(select(LessonProgress)).all() == []


def test_a_lesson_takes_at_most_five_statements(reader: FlaskClient, count_sql: Count) -> None:
    answer(reader, "ca", answer="1")
    answer(reader, "choix", option="1")
    reader.get("/lecons/calculs")
    with count_sql() as statements:
        assert reader.get("/lecons/calculs").status_code == 200
    assert len(statements) <= 5, statements


def test_a_try_and_a_play_take_few_statements(reader: FlaskClient, count_sql: Count) -> None:
    answer(reader, "ca", answer="1")
    form = fresh_form(reader, "ca") | {"answer": "2"}
    with count_sql() as statements:
        assert send(reader, "ca", form).status_code == 200
    assert len(statements) <= 9, statements
    play = fresh_form(reader, "reglage") | {"input.prix": "20"}
    with count_sql() as statements:
        reader.post("/exercices/reglage/apercu", data=play, headers=HTMX)
    assert len(statements) <= 3, statements


def test_a_teacher_reads_lessons_and_tries_exercises_as_themselves(
    session: Session, signed_in: Callable[[Account], FlaskClient]
) -> None:
    teacher = signed_in(factories.make_person(session, Role.INSTRUCTOR))
    assert answer(teacher, "ca", answer="12").status_code == 200
    assert "essai 2 sur 3" in teacher.get("/lecons/calculs").text
