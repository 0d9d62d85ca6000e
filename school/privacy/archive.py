"""A person's data as one file: JSON for programs, CSV for spreadsheets, and their own files."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from school.learning import shelf
from school.privacy.queries import Given
from school.privacy.retention import PROOF_YEARS
from school.web.language import gettext as _
from school.web.spreadsheet import Cell, table

CHUNK = 64 * 1024


def archive(
    given: Iterable[Given], instance: Path, locale: str, exported_at: dt.datetime
) -> Iterator[bytes]:
    """The bytes of a ZIP file, which is made on disk once they are asked for.

    No text in a table is ever a formula; no name leads out of the archive.
    """
    tables = {each.table: each for each in given if each.rows}
    texts = {f"tables/{name}.csv": _csv(each, locale) for name, each in tables.items()}
    told = {name: _told(each) for name, each in tables.items()}
    document = {"exported_at": exported_at, "tables": told}
    texts["donnees.json"] = json.dumps(document, ensure_ascii=False, indent=2, default=_plain)
    uploads = told["upload"]["rows"] if "upload" in told else ()
    return _zipped(texts, dict(_files(uploads, instance)))


def _zipped(texts: Mapping[str, str], files: Mapping[str, Path]) -> Iterator[bytes]:
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
            for name, text in texts.items():
                zipped.writestr(name, text)
            for name, path in files.items():
                zipped.write(path, name)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _told(given: Given) -> dict[str, Any]:
    return {
        "why": _(given.purpose.why, years=PROOF_YEARS),
        "how_long": _(given.purpose.how_long, years=PROOF_YEARS),
        "rows": [dict(zip(given.columns, row, strict=True)) for row in given.rows],
    }


def _csv(given: Given, locale: str) -> str:
    rows: list[Sequence[Cell]] = [given.columns]
    rows += [[_cell(value) for value in row] for row in given.rows]
    return table(rows, locale)


def _files(uploads: Iterable[Mapping[str, Any]], instance: Path) -> Iterator[tuple[str, Path]]:
    """Where the bytes of a person's files are, by their names in the archive."""
    for each in uploads:
        path = shelf.place(instance, each["digest"])
        if path.is_file():
            name = each["name"].replace("/", "_").replace("\\", "_")
            yield f"fichiers/{each['id']}-{name}", path


def _cell(value: Any) -> Cell:
    if isinstance(value, (bool, dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float)):
        return Decimal(repr(value))
    if value is None or type(value) is str:
        return value
    return str(_plain(value))


def _plain(value: Any) -> Any:
    """A value as JSON can write it."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else str(value)
