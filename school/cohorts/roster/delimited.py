"""Text with separators, as French and English spreadsheets write it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from school.campaign.messages import N_
from school.cohorts.roster import columns
from school.cohorts.roster.contract import (
    MOST_COLUMNS,
    MOST_LINES,
    Place,
    Problem,
    RosterError,
    Row,
    refused,
)

DELIMITERS = ";,\t"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATOR_LINE = re.compile(r"sep=(.)(?=\r?\n|\r|$)", re.IGNORECASE)


def decoded(content: bytes, file: str) -> str:
    """The text of a file: UTF-8 or UTF-16 with a mark, else UTF-8, else Western Windows.

    Raises RosterError.
    """
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise refused(
        file,
        N_("This is not a table that can be read: save it as .xlsx, or as CSV in UTF-8."),
    )


def rows(text: str, file: str) -> list[Row]:
    """The rows of a text that are not blank, with the lines they begin on. Raises RosterError."""
    announced = _SEPARATOR_LINE.match(text)
    if announced:
        text = text[announced.end() :]  # the line's end stays, and with it the count of lines
    delimiter = announced[1] if announced else _delimiter(text)
    found: list[Row] = []
    try:
        for row in _split(text, delimiter, strict=True):
            if len(found) > MOST_LINES:
                raise too_long(file)
            if any(cell.strip() for cell in row.cells):
                found.append(row)
    except csv.Error:
        line = (found[-1].line if found else 0) + 1
        sentence = N_(
            "From this line on, the quotation marks do not match: correct them in a text editor, "
            "or save the table again from the spreadsheet."
        )
        raise RosterError(Problem(Place(file, line), sentence)) from None
    return found


def too_long(file: str) -> RosterError:
    """What to say of a table that is no list of students."""
    sentence = N_("This has more than %(most)d lines: cut it into several files.")
    return refused(file, sentence, most=MOST_LINES)


def _split(text: str, delimiter: str, strict: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    before = 0
    for cells in reader:
        yield Row(before + 1, tuple(cells[:MOST_COLUMNS]))
        before = reader.line_num


def _delimiter(text: str) -> str:
    """The separator that finds most names of columns, else most cells; then the first of ours."""
    return max(DELIMITERS, key=lambda delimiter: _score(text, delimiter))


def _score(text: str, delimiter: str) -> tuple[int, int]:
    names, cells = 0, 0
    try:
        for row in islice(_split(text, delimiter, strict=False), columns.SEARCHED * 2):
            names = max(names, columns.count(row.cells))
            cells = max(cells, len(row.cells))
    except csv.Error:
        pass  # said when the whole is read
    return names, cells
