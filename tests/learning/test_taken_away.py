"""Answers are given back to who made them, without how they are marked."""

from __future__ import annotations

import io
import json
import zipfile

from flask.testing import FlaskClient

from tests.learning.curriculum import answer


def test_an_answer_is_given_back_without_how_it_is_marked(reader: FlaskClient) -> None:
    answer(reader, "ca", answer="12")
    with zipfile.ZipFile(io.BytesIO(reader.get("/compte/donnees/archive").data)) as zipped:
        tables = json.loads(zipped.read("donnees.json"))["tables"]
    (row,) = tables["attempt"]["rows"]
    assert "12" in row["typed"]["answer"]
    assert not {"numbers", "read", "details", "mistake"} & {*row}
