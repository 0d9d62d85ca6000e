"""The fil rouge as programme.md writes it: names declared once, then a row for each brand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from school.curriculum.fil import NAME, Brand, Fil, FilFigure
from school.curriculum.texts import Text, text
from school.curriculum.typography import french
from school.exercises.authoring import AuthoringError, instead, nearest, quoted
from school.exercises.contract import Fault, Head
from school.exercises.draw import Param, parse_param
from school.exercises.schema import FormatName, Name, Schema, check_id


class FigureFields(Schema):
    """A number that every brand has."""

    label: Text
    format: FormatName


class FilFields(Schema):
    """The names that every brand has, and the brands."""

    words: dict[Name, Text] = Field(default_factory=dict)
    numbers: dict[Name, FigureFields] = Field(default_factory=dict)
    brands: list[dict[str, Any]] = Field(default_factory=list)


def read(fields: FilFields, head: Head, *, sure: bool) -> tuple[Fil, list[Fault]]:
    """The fil rouge, and every fault in it that its shape alone does not show.

    Rows are held to the names only when these are `sure`: read without a fault.
    """
    faults: list[Fault] = []

    def fault(path: str, what: str, remedy: str) -> None:
        faults.append(Fault(head.line_of(f"fil.{path}"), f"fil.{path}", what, remedy))

    for path, problem in _problems_of_names(fields):
        sure = False
        fault(path, *problem)
    if not head.values["fil"].get("brands"):
        fault("brands", "is empty", "write one brand at least")
    brands = []
    for place, row in enumerate(fields.brands):
        read = _Row(fields, row)
        brands.append(read.brand())
        for name, error in read.errors.items() if sure else ():
            fault(f"brands.{place}.{name}", error.what, error.remedy)
        if brands[-1].id and brands[-1].id in [brand.id for brand in brands[:-1]]:
            fault(f"brands.{place}.id", f"{quoted(brands[-1].id)} is taken", "choose another")
    figures = {
        name: FilFigure(french(figure.label), figure.format)
        for name, figure in fields.numbers.items()
    }
    words = {name: french(label) for name, label in fields.words.items()}
    return Fil(words, figures, tuple(brands)), faults


def _problems_of_names(fields: FilFields) -> Iterator[tuple[str, tuple[str, str]]]:
    if NAME not in fields.words:
        yield "words", (f"has no {NAME}", f'add {NAME}: "Marque", which names the brand')
    for name in fields.numbers:
        if name in fields.words or name == "id":
            yield f"numbers.{name}", ("is already a name", "choose another name")


class _Row:
    """A brand as written, read field by field; `errors` are what is wrong, by field."""

    def __init__(self, fields: FilFields, row: Mapping[str, Any]) -> None:
        self.errors: dict[str, AuthoringError] = {}
        self._row = row
        self._fields = fields
        known = {"id", *fields.words, *fields.numbers}
        strange = sorted(row.keys() - known)
        self._misspelt = {nearest(name, known) for name in strange}
        for name in strange:
            self.errors[name] = AuthoringError("is not a field here", instead(name, known))

    def brand(self) -> Brand:
        """The brand, without what is at fault."""
        words = {name: french(self._take(name, text) or "") for name in self._fields.words}
        params = {name: self._take(name, parse_param) or Param() for name in self._fields.numbers}
        return Brand(self._take("id", check_id) or "", words, params)

    def _take(self, name: str, parse: Any) -> Any:
        if name in self._misspelt and name not in self._row:
            return None
        try:
            if name not in self._row:
                raise AuthoringError("is missing", f"add {name}: and its value")
            return parse(self._row[name])
        except AuthoringError as error:
            self.errors[name] = error
            return None
