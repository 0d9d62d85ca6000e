"""Answers are given back to who made them, without how they are marked."""

from __future__ import annotations

import io
import json
import zipfile

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.learning.models import Attempt
from school.learning.verification import differences
from school.privacy import erasure, requests
from school.publishing import catalogue
from tests.factories import NOW, Account
from tests.learning.curriculum import answer


def test_an_answer_is_given_back_without_how_it_is_marked(reader: FlaskClient) -> None:
    answer(reader, "ca", answer="12")
    with zipfile.ZipFile(io.BytesIO(reader.get("/compte/donnees/archive").data)) as zipped:
        tables = json.loads(zipped.read("donnees.json"))["tables"]
    (row,) = tables["attempt"]["rows"]
    assert "12" in row["typed"]["answer"]
    assert not {"numbers", "read", "details", "mistake"} & {*row}


def test_once_erased_the_work_stays_as_proof_and_agrees_with_its_log(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    answer(reader, "ca", answer="12")
    requests.ask(session, student.id, NOW)
    assert erasure.carry_out(session, student.id, NOW, by=None)
    session.commit()
    assert session.scalars(select(Attempt.person_id)).all() == [student.id]
    published = catalogue.at_revision
    assert list(differences(session, lambda id: published(session, id).lesson)) == []
