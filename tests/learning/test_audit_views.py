"""Dossiers on a lesson's page: what is said before, between and after the tries."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.exercises.kinds.audit import AuditVariant
from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES, answer, fresh_form, lesson, send, variant

AUDIT = """\
```exercise audit dossiers
creators: 3
planted: [stale]
innocent: [viral]
brief: {conversion_level: 3.5, repeat_factor: 1.8}
tries: 2
---
Qui écartez-vous ?
```
"""
KEEP = {f"verdict.{n}": "keep" for n in (1, 2, 3)}
TRUTHS = ("Fausse alerte", "factice retenue", "à raison", "Authentique", "éteinte", "is-right")


@pytest.fixture
def drawn(session: Session, student: Account) -> AuditVariant:
    """The student's dossiers, in a lesson published for them."""
    files = {**FILES, "01-essentiel/09-tri.md": lesson("tri", AUDIT, title="Tri")}
    factories.publish(session, files)
    found = variant(session, student, "dossiers")
    assert isinstance(found, AuditVariant)
    return found


def number_of(drawn: AuditVariant, story: str) -> int:
    return [str(case.story) for case in drawn.cases].index(story) + 1


def judge(reader: FlaskClient, fields: dict[str, str]) -> str:
    return answer(reader, "dossiers", lesson_id="tri", **fields).text


def test_a_dossier_is_read_without_drawings(reader: FlaskClient, drawn: AuditVariant) -> None:
    page = reader.get("/lecons/tri").text
    for case in drawn.cases:
        assert page.count(f">{case.dossier.handle}</h4>") == 1
        assert all(comment.author in page for comment in case.dossier.comments)
    assert "sont inventés" in page
    assert "La plus forte hausse" in page
    assert "réel repris par d’autres comptes" in page
    assert page.count('scope="row"') == 3 * 22


def test_discarding_is_asked_for_evidence_and_keeps_what_was_ticked(
    reader: FlaskClient, drawn: AuditVariant
) -> None:
    said = judge(reader, {**KEEP, "verdict.2": "discard"})
    assert "un signal au moins" in said
    assert said.count('value="keep" checked') == 2
    assert said.count('value="discard" checked') == 1
    partial = {name: value for name, value in KEEP.items() if name != "verdict.3"}
    assert "Dites si vous retenez ce compte" in judge(reader, partial)
    assert "Choisissez parmi" in judge(reader, {**KEEP, "verdict.3": "autre"})


def test_between_tries_only_the_total_is_told(reader: FlaskClient, drawn: AuditVariant) -> None:
    lost = drawn.costs[number_of(drawn, "stale") - 1]
    said = judge(reader, KEEP)
    assert f"vos verdicts faux coûtent {lost:.0f}\u202f€" in said
    assert not [truth for truth in TRUTHS if truth in said]


def test_right_verdicts_on_wrong_evidence_cost_nothing_and_are_not_all(
    reader: FlaskClient, drawn: AuditVariant
) -> None:
    number = number_of(drawn, "stale")
    fields = {**KEEP, f"verdict.{number}": "discard", f"evidence.{number}": "growth"}
    said = judge(reader, fields)
    assert "Vos verdicts ne coûtent rien" in said
    assert not [truth for truth in TRUTHS if truth in said]


def test_the_end_tells_the_price_of_each_error_and_what_was_behind(
    reader: FlaskClient, drawn: AuditVariant
) -> None:
    viral = number_of(drawn, "viral")
    fields = {**KEEP, f"verdict.{viral}": "discard", f"evidence.{viral}": "growth"}
    judge(reader, KEEP)
    closed = judge(reader, fields)
    name, lost = drawn.cases[viral - 1].dossier.handle, drawn.costs[viral - 1]
    assert f"Fausse alerte sur {name}\u202f: {lost:.0f}\u202f€ de marge perdue." in closed
    assert "payés pour rien" in closed
    assert closed.count("à raison") == 1
    assert "Une audience éteinte" in closed
    assert closed.count("<strong>(à voir)</strong>") == 2
    assert "Rejouer avec de nouveaux dossiers" in closed


def test_an_answer_that_came_too_late_is_given_back(
    reader: FlaskClient, drawn: AuditVariant
) -> None:
    form = {**fresh_form(reader, "dossiers", "tri"), **KEEP, "verdict.1": "discard"}
    form["verdict.3"] = "discard"
    judge(reader, KEEP)
    judge(reader, {**KEEP, "verdict.3": "discard", "evidence.3": "circle"})
    late = send(reader, "dossiers", {**form, "evidence.1": "circle"})
    assert late.status_code == 409
    first, second, third = (case.dossier.handle for case in drawn.cases)
    assert f"{first}\u202f: écarter (Les mêmes personnes" in late.text
    assert f"{second}\u202f: retenir" in late.text
    assert re.search(rf"{third}\u202f: écarter\s*</li>", late.text)
