from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.accounts.models import Role
from tests import factories
from tests.factories import Account
from tests.learning.curriculum import RIGHT, answer, token
from tests.statements import Statements

Count = Callable[[], AbstractContextManager[Statements]]


def resume_link(page: str) -> str:
    found = re.search(r'<a class="button button--sun" href="([^"]+)"', page)
    assert found
    return found[1]


def test_a_new_student_is_led_to_the_first_lesson(reader: FlaskClient) -> None:
    page = reader.get("/parcours").text
    assert "Bonjour Camille." in page
    assert "Votre année commence ici. La première leçon demande 40\u202fmin." in page
    assert resume_link(page) == "/lecons/calculs"


def test_one_comes_back_to_the_very_place(
    reader: FlaskClient, student: Account, signed_in: Callable[[Account], FlaskClient]
) -> None:
    form = {"csrf_token": token(reader), "place": "partie-titre-3"}
    reader.post("/lecons/calculs/place", data=form)
    page = signed_in(student).get("/parcours").text
    assert resume_link(page) == "/lecons/calculs#partie-titre-3"
    assert "Vous en étiez à «\u202fTitre 3\u202f»." in page
    answer(reader, "choix", option="2")
    page = reader.get("/parcours").text
    assert resume_link(page) == "/lecons/calculs#choix"
    assert "Vous en étiez à l’exercice 2, «\u202fQue regarder\u202f: trois chiffres\u202f»." in page


def test_the_percentage_moves_at_each_step(reader: FlaskClient) -> None:
    assert ">0\u202f% des leçons publiées" in reader.get("/parcours").text
    reply = answer(reader, "ca", answer=str(RIGHT["ca"])).text
    assert "1 étape faite sur 3" in reply
    assert 'id="lesson-share" hx-swap-oob="true"' in reply
    assert ">14\u202f% des leçons publiées" in reader.get("/parcours").text
    module = reader.get("/modules/essentiel").text
    assert re.findall(r'class="num">(\d+)\u202f%', module) == ["33", "0", "0"]
    assert "14\u202f%" in module
    answer(reader, "choix", option="1")
    assert "2 étapes faites sur 3" in reader.get("/lecons/calculs").text
    reader.post("/lecons/calculs/lecture", data={"csrf_token": token(reader)})
    page = reader.get("/parcours").text
    assert "44\u202f% des leçons publiées" in page
    assert resume_link(page) == "/lecons/suite"
    assert "Il reste 2 leçons dans «\u202fL’essentiel\u202f»." in page
    module = reader.get("/modules/essentiel").text
    assert "44\u202f%" in module
    assert module.count("chip--success") == 1


def test_the_rule_is_told_where_a_percentage_shows(reader: FlaskClient) -> None:
    for page in ("/parcours", "/modules/essentiel"):
        assert "Une leçon avance à chaque étape" in reader.get(page).text


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.ADMIN])
def test_who_does_not_study_browses_the_programme(
    role: Role, session: Session, signed_in: Callable[[Account], FlaskClient], count_sql: Count
) -> None:
    client = signed_in(factories.make_person(session, role))
    client.get("/parcours")
    with count_sql() as statements:
        page = client.get("/parcours").text
    assert len(statements) <= 2, statements
    module = client.get("/modules/essentiel").text
    assert 'href="/modules/essentiel"' in page
    assert "3 leçons sont publiées, dans une année de 36 semaines." in page
    assert "3 leçons</span>" in page
    assert 'href="/lecons/calculs"' in module
    for said in ("Mon année", "Votre année", "Vos compétences", "Reprendre", "0\u202f%", "à faire"):
        assert said not in page
        assert said not in module


def test_the_skills_follow_the_latest_marks(reader: FlaskClient) -> None:
    page = reader.get("/parcours").text
    assert page.count("pas encore d’exercice noté") >= 2
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    page = reader.get("/parcours").text
    assert "sur 1 exercice" in page
    assert "100\u202f%" in page


def test_the_week_of_the_cohort_shows(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    factories.make_cohort(session, student)
    answer(reader, "ca", answer="1")
    page = reader.get("/parcours").text
    assert "Semaine 7 sur 36." in page
    assert "Cette semaine" in page
    assert "Paliers" in page


def test_a_module_to_come_is_announced(reader: FlaskClient) -> None:
    page = reader.get("/modules/paliers")
    assert page.status_code == 200
    assert "Ce module est à venir" in page.text
    assert 'href="/modules/paliers"' in reader.get("/parcours").text


def test_a_module_lists_its_lessons(reader: FlaskClient) -> None:
    answer(reader, "ca", answer="1")
    page = reader.get("/modules/essentiel").text
    assert "Pour commencer." in page
    assert re.findall(r'href="/lecons/([^"]+)"', page) == ["calculs#ca", "suite", "libre"]
    for said in ("40\u202fmin", "4 exercices", "Calculer un ROI", "en cours", "à faire"):
        assert said in page


def test_the_year_takes_at_most_six_statements(
    session: Session, reader: FlaskClient, student: Account, count_sql: Count
) -> None:
    factories.make_cohort(session, student)
    answer(reader, "ca", answer="1")
    reader.get("/parcours")
    with count_sql() as statements:
        assert reader.get("/parcours").status_code == 200
    assert len(statements) <= 6, statements


def test_a_school_without_lessons_says_so(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    programme = (
        "---\ntitle: Une école\nweeks: 36\nblocks: []\nskills: []\nmodules: []\n---\nRien.\n"
    )
    factories.publish(session, {"programme.md": programme})
    page = reader.get("/parcours")
    assert page.status_code == 200
    assert "Aucune leçon n’est encore publiée" in page.text


def test_in_english_the_pages_speak_english(reader: FlaskClient) -> None:
    reader.set_cookie("locale", "en")
    assert "Hello Camille." in reader.get("/parcours").text
    page = reader.get("/lecons/calculs").text
    assert "Check my answer" in page
    assert "Valider" not in page
