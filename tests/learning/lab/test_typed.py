from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.contract import AnswerError
from school.learning.lab import typed
from school.learning.lab.field import Field
from school.learning.lab.fields import FIGURES
from tests.learning.lab.forms import figures

LOCALES = (typed.PLAIN, "fr", "en")
BUDGET, MARGIN, UNIVERSE = FIGURES["budget"], FIGURES["margin"], FIGURES["universe"]


@given(st.data())
def test_what_is_written_reads_back_in_every_language(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(FIGURES.values())))
    value = data.draw(figures(field))
    for locale in LOCALES:
        assert typed.read(field, typed.write(field, value, locale), locale) == value
    plain = typed.write(field, value)
    assert [typed.read(field, plain, locale) for locale in LOCALES] == [value] * 3


@pytest.mark.parametrize(
    ("field", "value", "locale", "text"),
    [
        (UNIVERSE, 400_000, "fr", "400\u202f000"),
        (UNIVERSE, 400_000, "en", "400000"),
        (MARGIN, 0.555, "fr", "55,5"),
        (MARGIN, 0.12345, "fr", "12,3450"),  # three decimals could be thousands
        (BUDGET, 9_884.23, "en", "9884.23"),
        (BUDGET, None, "fr", ""),
    ],
)
def test_a_figure_is_written_as_people_type_it(
    field: Field, value: float | None, locale: str, text: str
) -> None:
    assert typed.write(field, value, locale) == text


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (MARGIN, "55 %", 0.55),
        (MARGIN, "12,5", 0.125),
        (BUDGET, "1 234,50 €", 1234.5),
        (BUDGET, " ", None),
        (UNIVERSE, "400 000", 400_000),
        (UNIVERSE, "1,234", 1234),  # people are whole
        (MARGIN, "12,345", 0.12345),  # a margin of 12 345 % is none
    ],
)
def test_people_write_figures_in_many_ways(field: Field, text: str, value: float | None) -> None:
    assert typed.read(field, text, "fr") == value


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (MARGIN, "101", "out-of-range"),
        (MARGIN, "-1", "out-of-range"),
        (MARGIN, "", "empty"),
        (MARGIN, "5 €", "wrong-unit"),
        (UNIVERSE, "0", "out-of-range"),
        (UNIVERSE, "12,5", "not-whole"),
        (BUDGET, "1,234", "ambiguous"),
        (BUDGET, "beaucoup", "not-a-number"),
    ],
)
def test_what_cannot_be_read_is_named(field: Field, text: str, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        typed.read(field, text, "fr")
    assert (caught.value.code, caught.value.field) == (code, field.name)
