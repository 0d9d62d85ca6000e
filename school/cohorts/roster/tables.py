"""From a table and the names of its columns to what each line says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from school.cohorts.roster.columns import Header
from school.cohorts.roster.contract import Place, Record, Row


def records(rows: Sequence[Row], header: Header, file: str) -> Iterator[Record]:
    """What each line under the names of the columns says."""
    for row in rows:
        if row.line > header.line:
            values = {name: cell(row, index) for name, index in header.columns.items()}
            yield Record(Place(file, row.line), values)


def cell(row: Row, index: int) -> str:
    """A cell of a row; the rows of a spreadsheet end where they stop being filled."""
    return row.cells[index] if index < len(row.cells) else ""
