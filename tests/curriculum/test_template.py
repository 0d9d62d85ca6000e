"""Templates survive the database, and a figure never becomes HTML."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.curriculum.template import Slot, Template
from school.exercises.figures import FORMATS, format_value

_NAMES = st.from_regex(r"[a-z]{1,5}", fullmatch=True)
_SLOTS = st.builds(Slot, _NAMES, st.sampled_from(sorted(FORMATS)))
_TEMPLATES = st.lists(st.text() | _SLOTS).map(lambda parts: Template(tuple(parts)))


@given(_TEMPLATES)
def test_a_template_comes_back_from_json(template: Template) -> None:
    assert Template.from_json(json.loads(json.dumps(template.as_json()))) == template


@given(_TEMPLATES, st.floats(-1e9, 1e9), st.sampled_from(["fr", "en"]))
def test_filling_writes_each_figure_in_its_format(
    template: Template, value: float, locale: str
) -> None:
    values = {part.name: value for part in template.parts if isinstance(part, Slot)}
    expected = [
        part if isinstance(part, str) else format_value(value, part.format, locale)
        for part in template.parts
    ]
    assert template.fill(values, locale) == "".join(expected)


def test_a_missing_number_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError, match="cout"):
        Template((Slot("cout"),)).fill({}, "fr")


def test_a_name_that_is_no_longer_known_shows_as_it_was_written() -> None:
    template = Template(("<p>", Slot("cout", "eur"), Slot("fil.ville", "text"), "</p>"))
    assert template.knowing({"cout"}).fill({"cout": 5}, "en") == "<p>€5{{ fil.ville | text }}</p>"
