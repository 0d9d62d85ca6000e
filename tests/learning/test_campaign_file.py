"""The student's campaign file: their brand, their best answers, what is to come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Account
from tests.learning.curriculum import (
    CAMPAIGN,
    CHOICE,
    FILES,
    NUMERIC,
    PROGRAMME,
    RIGHT,
    SIMULATOR,
    answer,
    lesson,
)
from tests.learning.test_audit_views import AUDIT, KEEP, TRUTHS
from tests.learning.test_fil_rouge import FIL
from tests.statements import Statements

FILE = "/parcours/fil-rouge"
CALCULS = "01-essentiel/01-calculs.md"

Count = Callable[[], AbstractContextManager[Statements]]


def filed(fence: str, section: str) -> str:
    head, _, prose = fence.partition("\n---\n")
    return f"{head}\nfile: {section}\n---\n{prose}"


def files(*parts: str) -> dict[str, str]:
    programme = PROGRAMME.replace("---\nL'année.", FIL.format(panier=52) + "L'année.")
    return {
        **FILES,
        "programme.md": programme,
        CALCULS: lesson("calculs", *parts, title="Calculs", minutes=40),
    }


EVERY = files(
    filed(NUMERIC, "Le compte"),
    filed(CHOICE, "Le choix"),
    filed(SIMULATOR, "Le compte"),
    filed(CAMPAIGN, "Le plan"),
)


@pytest.fixture(autouse=True)
def _published(session: Session) -> None:
    factories.publish(session, EVERY)


def section(page: str, title: str) -> str:
    """The part of the file under a title."""
    return page.split(f">{title}</h2>")[1].split("</section>")[0]


def test_an_empty_file_shows_the_brand_and_what_is_to_come(reader: FlaskClient) -> None:
    page = reader.get(FILE).text
    assert "Cirévane" in page
    assert "Panier moyen" in page
    assert "52\u202f€" in page
    assert "encore vide" in page
    to_come = section(page, "Encore à venir")
    order = ("ca", "reglage", "choix", "campagne")
    places = [to_come.index(f'href="/lecons/calculs#{each}"') for each in order]
    assert places == sorted(places), "section by section, in the order of the year"


def test_each_best_answer_stands_in_its_section(reader: FlaskClient) -> None:
    answer(reader, "ca", answer=str(RIGHT["ca"] * 1.005))
    answer(reader, "ca", answer="5")
    answer(reader, "reglage", **{"input.prix": "60", "input.remise": "0.1"})
    form = {"count.nano": "7", "count.micro": "0", "mention": "publicite", "contract": "yes"}
    answer(reader, "campagne", **form)
    page = reader.get(FILE).text
    count = section(page, "Le compte")
    assert "25\u202f694\u202f" in count
    assert "1 point sur 2" in count
    assert "60\u202f€" in count
    assert "7 ×" in section(page, "Le plan")
    assert 'href="/lecons/calculs#choix"' in section(page, "Encore à venir")
    assert "encore vide" not in page


def test_an_open_draw_gives_nothing_away(reader: FlaskClient) -> None:
    answer(reader, "choix", option="2")
    page = reader.get(FILE).text
    assert "Les abonnés" in page
    assert not any(canary in page for canary in ("CANARI-JUSTE", "CANARI-METEO", "CANARI-CHOIX"))
    assert "à cocher" not in page


def test_verdicts_given_stand_without_what_is_behind_while_tries_are_left(
    reader: FlaskClient, session: Session
) -> None:
    factories.publish(session, files(filed(AUDIT, "Le tri")))
    form = KEEP | {"verdict.2": "discard", "evidence.2": "growth"}
    answer(reader, "dossiers", **form)
    kept = section(reader.get(FILE).text, "Le tri")
    assert kept.count("retenir") == 2
    assert kept.count("écarter (") == 1
    assert not [truth for truth in TRUTHS if truth in kept]


MARKUP = """\
```exercise markup relire
documents: {serum: {type: post, missing: [mention]}}
file: Le droit
---
Relisez.

> [!DOCUMENT serum]
> Mon sérum [[soigne votre peau|therapeutic]] en un mois. Je l'adore.
```
"""


def test_passages_pointed_at_stand_without_their_worth_while_tries_are_left(
    reader: FlaskClient, session: Session
) -> None:
    factories.publish(session, files(MARKUP))
    form: dict[str, Any] = {"words": ["soigne", "en un mois"], "fault": ["therapeutic", "image"]}
    form |= {"place": ["", ""], "missing": ["virtual", "mention"]}
    answer(reader, "relire", **form)
    kept = section(reader.get(FILE).text, "Le droit")
    assert all(words in kept for words in ("soigne", "en un mois", "Images virtuelles"))
    assert not [look for look in ("is-right", "is-partly", "is-wrong") if look in kept]
    assert not [said for said in ("en faute", "une faute", "demandé") if said in kept]


def test_a_file_is_ones_own(
    reader: FlaskClient, other: Account, signed_in: Callable[[Account], FlaskClient]
) -> None:
    answer(reader, "ca", answer="4242")
    assert "4\u202f242" in reader.get(FILE).text
    theirs = signed_in(other).get(FILE).text
    assert "4\u202f242" not in theirs
    assert "encore vide" in theirs


@pytest.mark.parametrize("given", [RIGHT["ca"], 4242])
def test_an_answer_stays_as_it_was_given_when_the_exercise_changes(
    reader: FlaskClient, session: Session, given: int
) -> None:
    answer(reader, "ca", answer=str(given))
    changed = filed(NUMERIC, "Le compte").replace("ventes: 7717", "ventes: 5")
    factories.publish(session, files(changed.replace("Quel chiffre ?", "Combien ?")))
    page = reader.get(FILE).text
    assert "Quel chiffre" in page
    assert "7717 ventes" in page


def test_the_file_without_brands_nor_sections_says_that_it_is_empty(
    reader: FlaskClient, session: Session
) -> None:
    factories.publish(session, FILES)
    page = reader.get(FILE)
    assert page.status_code == 200
    assert "encore vide" in page.text
    assert FILE not in reader.get("/parcours").text


def test_the_year_leads_to_the_file(reader: FlaskClient) -> None:
    page = reader.get("/parcours").text
    assert f'href="{FILE}"' in page
    assert "Cirévane" in page


def test_what_was_just_answered_shows_at_once_in_few_statements(
    reader: FlaskClient, count_sql: Count
) -> None:
    reader.get(FILE)
    answer(reader, "ca", answer="4242")
    with count_sql() as statements:
        assert "4\u202f242" in reader.get(FILE).text
    assert len(statements) <= 3
