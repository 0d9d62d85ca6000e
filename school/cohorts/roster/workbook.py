"""Workbooks of Excel (.xlsx): the first sheet that names our columns."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from school.campaign.messages import N_
from school.cohorts.roster import archive, columns
from school.cohorts.roster.contract import MOST_COLUMNS, MOST_LINES, Row, refused
from school.cohorts.roster.delimited import too_long

MOST_SHEETS = 20
_UNREADABLE = (
    *archive.BROKEN,
    ParseError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
)
"""What a file that only looks like a workbook makes the library raise; a ValueError, too, for one
whose XML would swell, which defusedxml refuses."""


def is_workbook(packed: ZipFile) -> bool:
    """Whether an archive is a workbook."""
    return "xl/workbook.xml" in packed.namelist()


def rows(content: bytes, file: str) -> list[Row]:
    """The rows that are not blank of the sheet that names our columns, else of the first.

    Values are those that the spreadsheet last showed, not formulas. Raises RosterError.
    """
    sheets = _sheets(content, file)
    for sheet in sheets:
        if any(columns.count(row.cells) >= 2 for row in sheet[: columns.SEARCHED]):
            return sheet
    return sheets[0]


def _sheets(content: bytes, file: str) -> Sequence[list[Row]]:
    import openpyxl  # takes a tenth of a second, which only those who send workbooks wait

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [list(_rows(sheet)) for sheet in book.worksheets[:MOST_SHEETS]]
    except _UNREADABLE:
        raise archive.damaged_error(file) from None
    if not any(sheets):
        raise refused(file, N_("This workbook is empty: check which file was chosen."))
    if any(len(sheet) > MOST_LINES + 1 for sheet in sheets):
        raise too_long(file)
    return [sheet for sheet in sheets if sheet]


def _rows(sheet: Any) -> Iterator[Row]:
    # Bounds of our own: the size that a file declares may be a million empty rows.
    cells = sheet.iter_rows(max_row=MOST_LINES * 2, max_col=MOST_COLUMNS, values_only=True)
    for line, values in enumerate(cells, 1):
        texts = tuple("" if value is None else str(value) for value in values)
        if any(text.strip() for text in texts):
            yield Row(line, texts)
