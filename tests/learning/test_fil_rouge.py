"""The student's brand and earlier answers, in lessons: what shows, what stays, what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.learning import queries
from school.learning.draws import Student
from school.learning.models import Attempt
from school.publishing import catalogue
from tests import factories
from tests.conftest import SECRET
from tests.factories import Account
from tests.learning.curriculum import (
    FILES,
    HTMX,
    PROGRAMME,
    RIGHT,
    answer,
    form_of,
    fresh_form,
    lesson,
    send,
)
from tests.statements import Statements

FIL = """\
fil:
  words: {{marque: Marque}}
  numbers:
    panier: {{label: Panier moyen, format: eur}}
    budget: {{label: Budget, format: eur}}
  brands:
    - {{id: cirevane, marque: Cirévane, panier: {panier}, budget: 8000..11000 step 500}}
---
"""
THREAD = """\
Chez {{ fil.marque | text }}, {{ budget | int }} et {{ commande | number }} par commande.

```exercise numeric paniers
params: {fois: 2..9}
answer: fil.panier * fois
decimals: 0
tries: 2
---
{{ fil.marque | text }} : {{ fois | int }} paniers de {{ fil.panier | eur }} ?

> [!SOLUTION] Pour {{ fil.marque | text }} : {{ answer | int }}.
```

```exercise numeric doubles
answer: commande * 2
decimals: 0
---
Le double de {{ commande | number }} ?
```
"""
READS = """\
checked: 2026-11-20
scenario: {budget: 7000..7999}
reads:
  commande: {exercise: marge, value: value, default: 30, within: 10..9000 step 5}
"""
PAGE = "/lecons/fil"
MOVED = "Les nombres ont changé depuis que vous avez tapé ceci"

Count = Callable[[], AbstractContextManager[Statements]]


def files(panier: int = 52) -> dict[str, str]:
    text = lesson("fil", THREAD).replace("checked: 2026-11-20\n", READS)
    programme = PROGRAMME.replace("---\nL'année.", FIL.format(panier=panier) + "L'année.")
    return {**FILES, "programme.md": programme, "01-essentiel/04-fil.md": text}


@pytest.fixture(autouse=True)
def _published(session: Session) -> None:
    factories.publish(session, files())


def earlier(reader: FlaskClient, value: str) -> None:
    assert answer(reader, "marge", lesson_id="suite", answer=value).status_code == 200


def times_on(page: str) -> int:
    found = re.search(r"(\d) paniers de", page)
    assert found
    return int(found[1])


def doubled(page: str) -> int:
    found = re.search(r"Le double de ([\d\u202f]+)", page)
    assert found
    return int(found[1].replace("\u202f", ""))


def test_a_lesson_shows_the_brand_and_the_scenario_in_its_text_and_in_exercises(
    reader: FlaskClient, student: Account, session: Session
) -> None:
    page = reader.get(PAGE).text
    numbers = Student(student.id, SECRET).given(catalogue.current(session).lessons["fil"])
    assert f"Chez Cirévane, {numbers['budget']} et 30 par commande." in page
    assert "paniers de 52\u202f€" in page
    assert 'href="#partie-titre-1"' in page


def test_words_are_filled_in_the_solution_and_kept_with_the_try(
    reader: FlaskClient, session: Session
) -> None:
    page = reader.get(PAGE).text
    times = times_on(page)
    done = answer(reader, "paniers", lesson_id="fil", answer=str(52 * times)).text
    assert f"Pour Cirévane\u202f: {52 * times}." in done
    kept = session.scalars(select(Attempt)).one().numbers
    assert kept.keys() == {"budget", "fil.marque", "fil.panier", "fois"}
    assert (kept["fil.marque"], kept["fil.panier"]) == ("Cirévane", 52)


def test_numbers_stay_once_tried_and_follow_before(reader: FlaskClient, session: Session) -> None:
    answer(reader, "paniers", lesson_id="fil", answer="1")
    factories.publish(session, files(panier=70))
    page = reader.get(PAGE).text
    assert "paniers de 52\u202f€" in page
    done = answer(reader, "paniers", lesson_id="fil", answer=str(52 * times_on(page))).text
    assert "C’est juste." in done
    renewed = reader.get(f"{PAGE}?nouveau=paniers").text
    assert "paniers de 70\u202f€" in renewed


def test_a_page_made_on_other_numbers_is_asked_back_with_what_was_typed(
    reader: FlaskClient, session: Session
) -> None:
    form = fresh_form(reader, "paniers", "fil")
    factories.publish(session, files(panier=70))
    sent = {**form, "answer": "104"}
    assert reader.post("/exercices/paniers/releve", data=sent, headers=HTMX).status_code == 204
    refused = reader.post("/exercices/paniers/essais", data=sent, headers=HTMX)
    assert refused.status_code == 409
    assert 'value="104"' in refused.text
    assert "ont changé entre-temps" in refused.text
    assert "paniers de 70\u202f€" in refused.text
    assert session.scalars(select(Attempt)).all() == []
    session.rollback()
    again = {**form_of(refused.text, "paniers"), "answer": "104"}
    assert send(reader, "paniers", again).status_code == 200


def test_a_draft_of_other_numbers_comes_back_with_a_word(
    reader: FlaskClient, session: Session
) -> None:
    for exercise, typed in (("paniers", "104"), ("doubles", "61")):
        kept = {**fresh_form(reader, exercise, "fil"), "answer": typed}
        assert reader.post(f"/exercices/{exercise}/brouillon", data=kept).status_code == 303
    assert MOVED not in reader.get(PAGE).text
    factories.publish(session, files(panier=70))
    page = reader.get(PAGE).text
    assert page.index('value="104"') > page.index(MOVED)
    assert page.count(MOVED) == 1
    earlier(reader, "45")
    page = reader.get(PAGE).text
    assert page.count(MOVED) == 2
    assert 'value="61"' in page


def test_a_default_stands_and_is_said_until_the_earlier_exercise_is_answered(
    reader: FlaskClient,
) -> None:
    before = reader.get(PAGE).text
    assert "Valeur par défaut" in before
    assert 'href="/lecons/suite#marge"' in before
    assert doubled(before) == 30
    earlier(reader, "1002")
    after = reader.get(PAGE).text
    assert "Valeur par défaut" not in after
    assert doubled(after) == 1000, "rounded to a step of the range"
    assert "1000 par commande" in after.replace("\u202f", "")


def test_a_value_out_of_the_range_leaves_the_default_and_says_so(reader: FlaskClient) -> None:
    earlier(reader, "9001")
    page = reader.get(PAGE).text
    assert doubled(page) == 30
    assert "la leçon ne peut pas employer votre réponse" in page


def test_an_earlier_answer_moves_no_draw_that_has_begun(reader: FlaskClient) -> None:
    answer(reader, "doubles", lesson_id="fil", answer="1")
    form = fresh_form(reader, "doubles", "fil")
    earlier(reader, "1000")
    assert doubled(reader.get(PAGE).text) == 30
    assert "C’est juste." in send(reader, "doubles", {**form, "answer": "60"}).text
    assert doubled(reader.get(f"{PAGE}?nouveau=doubles").text) == 1000


def test_a_page_opened_before_an_earlier_answer_is_asked_back(reader: FlaskClient) -> None:
    form = fresh_form(reader, "doubles", "fil")
    earlier(reader, "1000")
    assert send(reader, "doubles", {**form, "answer": "60"}).status_code == 409
    assert (
        send(reader, "paniers", fresh_form(reader, "paniers", "fil") | {"answer": "1"}).status_code
        == 200
    )


def test_what_was_sent_gets_the_same_reply_whatever_changed_since(
    reader: FlaskClient, session: Session
) -> None:
    form = {**fresh_form(reader, "paniers", "fil"), "answer": "1"}
    send(reader, "paniers", form)
    factories.publish(session, files(panier=70))
    assert send(reader, "paniers", form).status_code == 200
    assert len(session.scalars(select(Attempt)).all()) == 1


def test_the_best_try_is_read_and_the_latest_among_equals(
    reader: FlaskClient, session: Session, student: Account, other: Account
) -> None:
    for value in ("3", "1", "2"):
        answer(reader, "sans-fin", lesson_id="libre", answer=value)
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    renewed = form_of(reader.get("/lecons/calculs?nouveau=ca").text, "ca")
    send(reader, "ca", {**renewed, "answer": "5"})
    best = queries.best_tries(session, student.id, ["sans-fin", "ca", "choix"])
    assert {name: tried.read["answer"] for name, tried in best.items()} == {
        "sans-fin": 2,
        "ca": RIGHT["ca"],
    }
    assert queries.best_tries(session, other.id, ["sans-fin", "ca"]) == {}


def test_only_a_lesson_that_reads_asks_for_earlier_answers(
    reader: FlaskClient, count_sql: Count
) -> None:
    counts = []
    for page in ("/lecons/suite", PAGE):
        reader.get(page)
        with count_sql() as statements:
            reader.get(page)
        counts.append(len(statements))
    assert counts == [4, 5]
