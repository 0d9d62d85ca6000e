"""What is handed in for a person to mark: kept, shown as text, counted, not scored."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.exercises.kinds.assignment import LONGEST
from school.learning.models import Attempt, ExerciseProgress
from school.learning.verification import differences
from school.publishing import catalogue
from tests import factories
from tests.learning.curriculum import FILES, fresh_form, lesson, send, token

ESSAY = """\
```exercise assignment note
words: 2..400
points: 4
skills: [roi]
file: Note
---
Écrivez.

> [!RUBRIC]
> | Critère | Faible (0) | Bon (4) |
> | --- | --- | --- |
> | Clarté | GRILLE-CONFUSE | Clair |

> [!SOLUTION]
> CANARI-NOTE
```
"""
PAGE = "/lecons/remise"


@pytest.fixture(autouse=True)
def published(session: Session) -> None:
    """A lesson with an assignment is published."""
    text = lesson("remise", ESSAY, title="Remise")
    factories.publish(session, {**FILES, "01-essentiel/04-remise.md": text})


def hand_in(reader: FlaskClient, text: str, *, htmx: bool = True) -> str:
    form = fresh_form(reader, "note", "remise") | {"text": text}
    reply = send(reader, "note", form, htmx=htmx)
    assert reply.status_code == (200 if htmx else 303), reply.text
    return reply.text


def kept(session: Session) -> list[tuple[str, bool, bool, bool]]:
    tries = session.scalars(select(Attempt).order_by(Attempt.id)).all()
    found = [(each.read["text"], each.handed_in, each.passed, each.closed) for each in tries]
    session.rollback()
    return found


@pytest.mark.parametrize("htmx", [True, False])
def test_what_was_handed_in_is_shown_as_text_and_waits_for_a_mark(
    reader: FlaskClient, session: Session, htmx: bool
) -> None:
    assert "GRILLE-CONFUSE" in reader.get(PAGE).text
    hand_in(reader, "**Mon** plan <b>\r\nen deux lignes", htmx=htmx)
    page = reader.get(PAGE).text
    assert "Remis le " in page
    assert "en attente de correction" in page
    assert (
        '<div class="assignment-text" lang="fr">**Mon** plan &lt;b&gt;\nen deux lignes</div>'
        in page
    )
    assert "6\N{NO-BREAK SPACE}mots" in page
    assert "GRILLE-CONFUSE" in page
    assert "CANARI-NOTE" not in page
    assert "0 point" not in page
    assert kept(session) == [("**Mon** plan <b>\nen deux lignes", True, True, False)]


def test_the_foot_of_the_lesson_asks_to_hand_in_and_says_so_once_it_is(reader: FlaskClient) -> None:
    page = reader.get(PAGE).text
    assert re.search(r'À remettre\s*:\s*<a href="#note">exercice 1</a>', page)
    assert "À réussir" not in page
    hand_in(reader, "Mon plan")
    assert "exercices requis sont réussis ou remis." in reader.get(PAGE).text
    reader.post(f"{PAGE}/lecture", data={"csrf_token": token(reader)})
    assert "réussi ou remis ses exercices requis" in reader.get(PAGE).text


def test_another_version_may_be_handed_in_and_all_are_kept(
    reader: FlaskClient, session: Session
) -> None:
    for number in range(5):
        reply = hand_in(reader, f"version {number}")
        assert f"version {number}" in reply
        assert "CANARI-NOTE" not in reply
    again = send(reader, "note", fresh_form(reader, "note", "remise") | {"text": "version 4 \r\n"})
    assert again.status_code == 409
    assert "Vous avez déjà remis exactement cette version." in again.text
    assert [text for text, *_ in kept(session)] == [f"version {n}" for n in range(5)]


def test_a_double_click_hands_in_once(reader: FlaskClient, session: Session) -> None:
    form = fresh_form(reader, "note", "remise") | {"text": "une fois"}
    replies = [send(reader, "note", form) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200]
    other_tab = send(reader, "note", form | {"text": "autre texte"})
    assert (other_tab.status_code, "autre texte" in other_tab.text) == (409, True)
    assert len(kept(session)) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Écrivez votre texte, puis remettez-le."),
        ("fin " + "x" * LONGEST, "C’est trop long"),
        ("fin " + "é" * 300_000, "C’est trop long"),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_cannot_be_handed_in_stays_in_the_form(
    reader: FlaskClient, session: Session, text: str, said: str, htmx: bool
) -> None:
    form = fresh_form(reader, "note", "remise") | {"text": text}
    reply = send(reader, "note", form, htmx=htmx)
    assert reply.status_code == 422
    assert said in reply.text
    assert f"\n{text}</textarea>" in reply.text
    assert kept(session) == []


def test_it_counts_for_the_lesson_and_not_for_mastery(
    reader: FlaskClient, session: Session
) -> None:
    hand_in(reader, "mon plan")
    reader.post(f"{PAGE}/lecture", data={"csrf_token": factories.csrf(reader, PAGE)})
    page = reader.get(PAGE).text
    assert "Cette leçon est terminée" in page
    assert 'aria-label="remis"' in page
    assert "0\N{NO-BREAK SPACE}%" not in reader.get("/parcours").text.partition("BC4")[2]

    assert (
        list(differences(session, lambda revision: catalogue.at_revision(session, revision).lesson))
        == []
    )
    summary = session.scalars(select(ExerciseProgress)).one()
    assert (summary.attempts, summary.best_score, summary.passed) == (1, 0, True)
    session.rollback()


def test_the_campaign_file_shows_it_without_a_score(reader: FlaskClient) -> None:
    hand_in(reader, "mon plan pour la marque")
    page = reader.get("/parcours/fil-rouge").text
    assert "mon plan pour la marque" in page
    assert "en attente de correction" in page
