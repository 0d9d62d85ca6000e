from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.web.spreadsheet import MARK, Cell, table


def read(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=delimiter))


def test_each_language_has_its_separators() -> None:
    rows: list[list[Cell]] = [["Coût ; total", Decimal("-1234.50"), None]]
    assert table(rows, "fr") == f'{MARK}"Coût ; total";-1234,5;\r\n'
    assert table(rows, "en") == f"{MARK}Coût ; total,-1234.5,\r\n"


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]
)
def test_no_text_is_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("http://x")'
    assert read(table([[text]], "fr"), ";") == [[f"'{text}"]]


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1), st.sampled_from(["fr", "en"]))
def test_every_text_stays_in_its_cell(texts: list[str], locale: str) -> None:
    (row,) = read(table([["x", *texts]], locale), ";" if locale == "fr" else ",")
    assert [cell.removeprefix("'") for cell in row] == [
        text.removeprefix("'") for text in ["x", *texts]
    ]


def test_a_figure_is_never_written_with_an_exponent() -> None:
    assert read(table([[Decimal("1E+9"), Decimal("1E-7")]], "fr"), ";") == [
        ["1000000000", "0,0000001"]
    ]
