"""Finding the columns of a table by their names, in French or in English, in any order and case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from school.campaign.messages import N_
from school.cohorts.roster.contract import Place, Problem, RosterError, Row, refused

SEARCHED = 15
"""Rows among which the names of the columns are looked for: some exports begin with titles."""

NAMES: Mapping[str, Sequence[str]] = {
    "email": (
        "E-mail",
        "E-mails",
        "Mail",
        "Mél",
        "Courriel",
        "Adresse e-mail",
        "Adresse mail",
        "Adresse mél",
        "Adresse courriel",
        "Adresse de courriel",
        "Adresse électronique",
        "Adresse de messagerie",
        "E-mail address",
        "Mail address",
        "E-mail étudiant",
        "E-mail de l’étudiant",
        "Student e-mail",
    ),
    "first_name": (
        "Prénom",
        "Prénoms",
        "Prénom(s)",
        "Prénom usuel",
        "First name",
        "First names",
        "Given name",
        "Given names",
        "Forename",
    ),
    "last_name": (
        "Nom",
        "Noms",
        "Nom de famille",
        "Nom d’usage",
        "Nom usuel",
        "Last name",
        "Surname",
        "Family name",
    ),
}
"""How each column may be named; case, accents, spaces and signs do not count."""


def fold(name: str) -> str:
    """The name of a column without what varies: case, accents, spaces, signs."""
    plain = unicodedata.normalize("NFKD", name[:200]).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


_FIELDS = {fold(name): field for field, names in NAMES.items() for name in names}


@dataclass(frozen=True)
class Header:
    """The row that names the columns: where each field stands, and what is not kept."""

    line: int
    columns: Mapping[str, int]
    ignored: tuple[str, ...]


def count(cells: Sequence[str]) -> int:
    """How many cells are names of columns that we know."""
    return sum(fold(cell) in _FIELDS for cell in cells)


def find(rows: Sequence[Row], file: str) -> Header | None:
    """The row that names the columns, or None. Raises RosterError when it is not enough."""
    for row in rows[:SEARCHED]:
        if count(row.cells) >= 2 or any(_FIELDS.get(fold(cell)) == "email" for cell in row.cells):
            return _header(row, file)
    return None


def missing(file: str) -> RosterError:
    """What to say of a table whose columns have no names."""
    return refused(
        file,
        N_(
            "No line names the columns: write E-mail, First name and Last name above them "
            "(or Courriel, Prénom, Nom), in any order."
        ),
    )


def _header(row: Row, file: str) -> Header:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for index, cell in enumerate(row.cells):
        field = _FIELDS.get(fold(cell))
        if field in columns:
            sentence = N_("Two columns are called “%(name)s”: keep one of them.")
            name = cell.strip()
            raise RosterError(Problem(Place(file, row.line), sentence, field, name, {"name": name}))
        if field:
            columns[field] = index
        elif cell.strip():
            ignored.append(cell.strip())
    for field, sentence in _MISSING.items():
        if field not in columns:
            raise RosterError(Problem(Place(file, row.line), sentence, field))
    return Header(row.line, columns, tuple(ignored))


_MISSING = {
    "email": N_("The column of e-mail addresses is missing: add it, called E-mail or Courriel."),
    "first_name": N_("The column of first names is missing: add it, called First name or Prénom."),
    "last_name": N_("The column of last names is missing: add it, called Last name or Nom."),
}
