"""Figures as people type them, and as the school writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from school.exercises.contract import AnswerError
from school.exercises.figures import (
    FORMATS,
    MAX_TYPED,
    format_value,
    read_figure,
    round_half_up,
    rounded,
    write_clearly,
    write_figure,
)

LOCALES = ("fr", "en")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1\u2009234.5", "1234.5"),
        ("1 234 567", "1234567"),
        ("1 234,567", "1234.567"),
        ("  12,5  ", "12.5"),
        ("+12,5", "12.5"),
        ("-12,5", "-12.5"),
        ("−12,5", "-12.5"),
        ("− 12,5", "-12.5"),
        ("–12,5", "-12.5"),
        (",5", "0.5"),
        (".5", "0.5"),
        # One separator that can only be decimal.
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1,2345", "1.2345"),
        ("1234", "1234"),
        # The same separator twice can only part thousands.
        ("1,234,567", "1234567"),
        ("12.345.678", "12345678"),
    ],
)
def test_reads_clear_figures(locale: str, typed: str, value: str) -> None:
    assert read_figure(typed, locale).value == Decimal(value)
    assert read_figure(typed, locale).typed == typed


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1,234", {"1.234", "1234"}),
        ("1.234", {"1.234", "1234"}),
        ("12,345", {"12.345", "12345"}),
        ("−123.456", {"-123.456", "-123456"}),
        ("1,000", {"1", "1000"}),
    ],
)
def test_asks_back_what_may_mean_two_things(locale: str, typed: str, values: set[str]) -> None:
    with pytest.raises(AnswerError) as caught:
        read_figure(typed, locale)
    assert caught.value.code == "ambiguous"
    picked = {read_figure(reading, locale).value for reading in caught.value.readings}
    assert picked == set(map(Decimal, values))


@pytest.mark.parametrize(
    ("locale", "typed"),
    [("fr", "1,234.5"), ("fr", "1.234,5"), ("fr", "1,234,567.8"), ("en", "1.234,5")],
)
def test_asks_back_mixed_separators(locale: str, typed: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_figure(typed, locale)
    assert caught.value.code == "ambiguous"
    assert len(caught.value.readings) == 1


def test_reads_the_english_way_in_english() -> None:
    assert read_figure("€1,234.50", "en").value == Decimal("1234.50")
    assert read_figure("−€1,234,567.5", "en").value == Decimal("-1234567.5")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  \u00a0 ", "empty"),
        ("douze", "not-a-number"),
        ("12e3", "not-a-number"),
        ("1 23", "not-a-number"),
        ("1 2345", "not-a-number"),
        ("0 123", "not-a-number"),
        ("1,23,456", "not-a-number"),
        ("1.234.5", "not-a-number"),
        ("5,", "not-a-number"),
        (",", "not-a-number"),
        ("--5", "not-a-number"),
        ("5-", "not-a-number"),
        ("nan", "not-a-number"),
        ("inf", "not-a-number"),
        ("0x12", "not-a-number"),
        ("١٢", "not-a-number"),
        ("１２", "not-a-number"),
        ("12 k€", "not-a-number"),
        ("12 13", "not-a-number"),
        ("12\ud800", "not-a-number"),
        ("12\x00", "not-a-number"),
        ("9" * (MAX_TYPED + 1), "too-long"),
        ("1" * 10_000_000, "too-long"),
        (" " * 10_000_000, "too-long"),
    ],
)
def test_refuses_what_is_not_a_figure(locale: str, typed: str, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_figure(typed, locale, field="answer")
    assert (caught.value.code, caught.value.field) == (code, "answer")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("12 %", "%"),
        ("12%", "%"),
        ("1 234,50 €", "€"),
        ("1\u202f234,50\u202f€", "€"),
        ("1234,50€", "€"),
        ("€12", "€"),
        ("12 euros", "€"),
        ("12 EUR", "€"),
        ("12 €", "€ HT"),
        ("12 personnes", "personnes"),
        ("1 personne", "personnes"),
        ("12 Personnes", "personnes"),
    ],
)
def test_the_unit_asked_may_be_typed(typed: str, unit: str) -> None:
    assert read_figure(typed, "fr", unit).value > 0


@pytest.mark.parametrize(
    ("typed", "unit"), [("12 €", "%"), ("12 %", "€"), ("12 %", ""), ("€5", "%")]
)
def test_another_unit_is_said_to_be_wrong(typed: str, unit: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_figure(typed, "fr", unit)
    assert caught.value.code == "wrong-unit"


@pytest.mark.parametrize(
    ("value", "fmt", "french", "english"),
    [
        (1234.5, "eur", "1\u202f234,50\u202f€", "€1,234.50"),
        (1234, "eur", "1\u202f234\u202f€", "€1,234"),
        (1234.999, "eur", "1\u202f235\u202f€", "€1,235"),
        (-1234.5, "eur", "−1\u202f234,50\u202f€", "−€1,234.50"),
        (1234.5, "eur0", "1\u202f235\u202f€", "€1,235"),
        (0.125, "pct", "12,5\u202f%", "12.5%"),
        (0.55, "pct", "55\u202f%", "55%"),
        (-0.3234, "pct", "−32,34\u202f%", "−32.34%"),
        (12345.678, "number", "12\u202f345,68", "12,345.68"),
        (3.10, "number", "3,1", "3.1"),
        (2027, "int", "2027", "2027"),
        (2, "ratio", "2,00", "2.00"),
        (1_234_567.5, "people", "1\u202f234\u202f568", "1,234,568"),
        (-0.001, "number", "0", "0"),
        (None, "eur", "–", "–"),
        (float("nan"), "eur", "–", "–"),
        (float("inf"), "pct", "–", "–"),
    ],
)
def test_writes_figures(value: float | None, fmt: str, french: str, english: str) -> None:
    assert format_value(value, fmt, "fr") == french
    assert format_value(value, fmt, "en") == english


@pytest.mark.parametrize(
    ("value", "decimals", "half_up"),
    [
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (0.285 * 100, 0, "29"),
        (1.1 + 2.2, 1, "3.3"),
        (1e300, 2, f"{1e300:.0f}"[:1] + "0" * 300 + ".00"),
        (Decimal("0.0000000000000000005"), 18, "0.000000000000000001"),
    ],
)
def test_rounds_half_up_without_binary_dust(
    value: float | Decimal, decimals: int, half_up: str
) -> None:
    assert round_half_up(value, decimals) == Decimal(half_up)


def test_says_a_figure_back_with_its_digits_and_unit() -> None:
    assert write_figure(Decimal("1234.50"), "€", "fr") == "1\u202f234,5\u202f€"
    assert write_figure(Decimal("-12.345"), "%", "en") == "−12.345%"
    assert write_figure(Decimal("1200"), "personnes", "fr") == "1\u202f200\u00a0personnes"


def meanings(text: str, locale: str, unit: str | None = None) -> list[Decimal]:
    """The value of a text, or those of the readings it is asked back with."""
    try:
        return [read_figure(text, locale, unit).value]
    except AnswerError as error:
        return [read_figure(reading, locale, unit).value for reading in error.readings]


AMOUNTS = st.one_of(
    st.floats(-1e9, 1e9), st.decimals(-(10**9), 10**9, places=4), st.integers(-9, 9)
)


@given(AMOUNTS, st.sampled_from(sorted(FORMATS)), st.sampled_from(LOCALES))
@example(1234, "people", "en")
def test_what_is_shown_is_read_back(value: float | Decimal, fmt: str, locale: str) -> None:
    shape = FORMATS[fmt]
    found = meanings(format_value(value, fmt, locale), locale, shape.unit)
    assert rounded(value, fmt) * shape.scale in found
    # English thousands look like three decimals: only then is it asked back.
    assert len(found) == 1 or locale == "en"


@given(st.decimals(-(10**12), 10**12, places=6), st.sampled_from(LOCALES))
def test_the_echo_of_a_figure_is_that_figure(value: Decimal, locale: str) -> None:
    assert value in meanings(write_figure(value, "€", locale), locale, "€")


TYPED = st.text(st.sampled_from("0123456789,. \u202f-−€%e"), max_size=20)


@given(st.one_of(TYPED, st.text()), st.sampled_from(LOCALES), st.sampled_from(["", "%", "€"]))
def test_anything_typed_is_read_or_asked_back(typed: str, locale: str, unit: str) -> None:
    assert all(value.is_finite() for value in meanings(typed, locale, unit))


@given(st.decimals(-99_999, 99_999, places=3), st.sampled_from(["fr", "en"]))
def test_what_is_written_clearly_is_never_asked_back(value: Decimal, locale: str) -> None:
    assert read_figure(write_clearly(value, locale), locale).value == value
