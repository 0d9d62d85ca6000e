"""From files as they are sent to a roster: what each file is shows in its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import ZipFile

from school.campaign.messages import N_
from school.cohorts.roster import archive, columns, delimited, oneroster, workbook
from school.cohorts.roster.checking import checked
from school.cohorts.roster.contract import Roster, RosterError, Row, refused
from school.cohorts.roster.tables import records

LARGEST = 5 * 1024 * 1024
"""Bytes of a file that is sent."""

_PACKED = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    name: str
    content: bytes


def read(files: Sequence[File]) -> Roster:
    """Read one file (CSV, .xlsx, ZIP of OneRoster) or the two of OneRoster.

    What cannot be used of them is among the problems of the roster.
    """
    try:
        return _read([table for file in files for table in _tables(file)])
    except RosterError as error:
        return Roster(problems=(error.problem,))


def _read(tables: Sequence[tuple[str, Sequence[Row]]]) -> Roster:
    parts = {oneroster.part(rows): rows for _, rows in tables}
    if len(parts) < len(tables) or (len(tables) > 1 and None in parts) or not tables:
        name = tables[-1][0] if tables else ""
        raise refused(name, N_("Choose one file, or users.csv and enrollments.csv together."))
    if None not in parts:
        return oneroster.read({name: rows for name, rows in parts.items() if name})
    ((name, rows),) = tables
    header = columns.find(rows, name)
    if header is None:
        raise columns.missing(name)
    return checked(records(rows, header, name), ignored=header.ignored)


def _tables(file: File) -> Iterator[tuple[str, Sequence[Row]]]:
    if len(file.content) > LARGEST:
        raise refused(file.name, N_("This file is larger than 5 MB: keep only the list in it."))
    if not file.content.strip():
        raise refused(file.name, N_("This file is empty: check which file was chosen."))
    if file.content.startswith(_OLD_EXCEL):
        sentence = N_("This is an old or a locked Excel file: save it as .xlsx without a password.")
        raise refused(file.name, sentence)
    if not file.content.startswith(_PACKED):
        yield file.name, delimited.rows(delimited.decoded(file.content, file.name), file.name)
        return
    packed = archive.opened(file.content, file.name)
    if workbook.is_workbook(packed):
        yield file.name, workbook.rows(file.content, file.name)
    else:
        yield from _unpacked(packed, file.name)


def _unpacked(packed: ZipFile, file: str) -> Iterator[tuple[str, Sequence[Row]]]:
    """The two files of OneRoster in an archive, in whichever folder."""
    found = _members(packed)
    if not found:
        raise refused(
            file,
            N_(
                "This holds neither an Excel workbook nor users.csv and enrollments.csv: save the "
                "table as .xlsx, or as CSV in UTF-8."
            ),
        )
    for name, member in found.items():
        try:
            content = packed.read(member)
        except archive.BROKEN:
            raise archive.damaged_error(file) from None
        yield name, delimited.rows(delimited.decoded(content, name), name)


def _members(packed: ZipFile) -> Mapping[str, str]:
    wanted = (oneroster.USERS, oneroster.ENROLLMENTS)
    paths = [PurePosixPath(name) for name in packed.namelist()]
    return {
        path.name.lower(): str(path)
        for path in paths
        if path.name.lower() in wanted and "__MACOSX" not in path.parts
    }
