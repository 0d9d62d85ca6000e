from __future__ import annotations

import uuid

import pytest
from werkzeug.datastructures import MultiDict

from school.learning import forms
from school.learning.forms import FormError

KEY = str(uuid.UUID(int=7))
OWN = [("draw", "1"), ("revision", "4"), ("key", KEY), ("csrf_token", "x")]


def test_the_answer_is_what_is_not_the_pages_own() -> None:
    posted = forms.read(MultiDict([*OWN, ("option", "1"), ("option", "3"), ("score", "1")]))
    assert (posted.draw, posted.revision_id, posted.key) == (1, 4, uuid.UUID(int=7))
    assert posted.answer == {"option": ["1", "3"], "score": ["1"]}


def test_a_reading_that_was_picked_stands_for_what_was_typed() -> None:
    fields = MultiDict([("answer", "1,234"), ("reading.answer", "1234")])
    assert forms.answer(fields) == {"answer": ["1234"]}


def test_per_cent_on_the_page_is_a_fraction_in_the_model() -> None:
    fields = MultiDict([("percent.remise", "12,5"), ("percent.autre", "non"), ("input.prix", "8")])
    assert forms.answer(fields) == {
        "input.remise": ["0.125"],
        "input.autre": ["non"],
        "input.prix": ["8"],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("draw", ""),
        ("draw", "-1"),
        ("draw", "1.0"),
        ("draw", "٣"),
        ("draw", "9" * 400),
        ("revision", "x"),
        ("key", "not-a-uuid"),
        ("key", ""),
    ],
)
def test_no_page_of_ours_sends_these(name: str, value: str) -> None:
    fields = MultiDict(OWN)
    fields[name] = value
    with pytest.raises(FormError, match=name):
        forms.read(fields)
    del fields[name]
    with pytest.raises(FormError, match=name):
        forms.read(fields)
