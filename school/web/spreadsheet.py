"""Tables as files that a spreadsheet opens, in the language of the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from flask import Response

Cell = str | Decimal | None

MARK = "\ufeff"
"""Without it, spreadsheets take the file for another encoding and spoil accents and €."""

_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
"""A text that begins so would be computed, or move the cells that follow."""


def table(rows: Iterable[Sequence[Cell]], locale: str) -> str:
    """Rows as CSV: with semicolons and decimal commas in French, commas and points in English.

    Figures stay figures; no text is ever a formula.
    """
    french = locale[:2] == "fr"
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if french else ",")
    writer.writerows([_written(cell, "," if french else ".") for cell in row] for row in rows)
    return MARK + text.getvalue()


def download(rows: Iterable[Sequence[Cell]], name: str, locale: str) -> Response:
    """Such a table as a file to keep. `name` is plain ASCII, without an extension."""
    response = Response(table(rows, locale), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _written(cell: Cell, point: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", point)
    return f"'{cell}" if cell.startswith(_STARTS) else cell
