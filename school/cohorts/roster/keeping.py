"""A roster as text, carried from the page that shows what it will do to the one that does it."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from school.cohorts.roster.checking import checked
from school.cohorts.roster.contract import MOST_LINES, Place, Record, Roster

_Line = tuple[str, int, str, str, str, bool]
_LINES: TypeAdapter[list[_Line]] = TypeAdapter(list[_Line])


def packed(roster: Roster) -> str:
    """Whom a roster names, as text."""
    lines = [
        (e.place.file, e.place.line, e.email, e.first_name, e.last_name, e.leaves)
        for e in roster.entries
    ]
    return _LINES.dump_json(lines).decode()


def unpacked(text: str) -> Roster:
    """The roster of such a text, checked anew: it comes back from a browser. Raises ValueError."""
    try:
        lines = _LINES.validate_json(text)
    except ValidationError:
        raise ValueError("not a roster") from None
    if len(lines) > MOST_LINES:
        raise ValueError("too long a roster")
    return checked(map(_record, lines))


def _record(line: _Line) -> Record:
    file, number, email, first_name, last_name, leaves = line
    names = {"first_name": first_name, "last_name": last_name}
    told = {field: name for field, name in names.items() if name}
    return Record(Place(file, number), {"email": email, **told}, leaves)
