"""OneRoster 1.2 in CSV: who people are (`users.csv`), and who studies (`enrollments.csv`).

The fields are those of the 1EdTech CSV binding 1.2. A person enrolled in any class of the files is
named once. `tobedeleted` is for one who leaves; `beginDate` and `endDate` are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from school.campaign.messages import N_
from school.cohorts.roster.checking import checked
from school.cohorts.roster.columns import fold
from school.cohorts.roster.contract import Place, Problem, Record, Roster, Row, refused
from school.cohorts.roster.tables import cell

USERS = "users.csv"
ENROLLMENTS = "enrollments.csv"

_REQUIRED: Mapping[str, Sequence[str]] = {
    USERS: ("sourcedId", "givenName", "familyName", "email"),
    ENROLLMENTS: ("sourcedId", "userSourcedId", "role"),
}
_DELETED = "tobedeleted"


@dataclass(frozen=True)
class _Line:
    """A line of a file, by the names of its fields."""

    place: Place
    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(fold(name), "").strip()


def part(rows: Sequence[Row]) -> str | None:
    """Which of the two files a table is, if it is one: `users.csv`, `enrollments.csv` or None."""
    names = {fold(name) for name in rows[0].cells} if rows else set()
    if fold("userSourcedId") in names:
        return ENROLLMENTS
    return USERS if fold("sourcedId") in names else None


def read(tables: Mapping[str, Sequence[Row]]) -> Roster:
    """The students of the two files. Raises RosterError when one of them is not as it must be."""
    for name in (USERS, ENROLLMENTS):
        if name not in tables:
            raise refused(
                name, N_("%(name)s is missing: choose both files, or the ZIP of them."), name=name
            )
    users = {line["sourcedId"]: line for line in _lines(USERS, tables[USERS])}
    faults: list[Problem] = []
    passed_over: list[Problem] = []
    there: dict[Place, Record] = {}  # by the line of users.csv
    for line in _lines(ENROLLMENTS, tables[ENROLLMENTS]):
        user = users.get(line["userSourcedId"])
        if line["role"].lower() != "student":
            passed_over.append(_not_a_student(line))
        elif user is None:
            faults.append(_unknown(line))
        elif user["enabledUser"].lower() == "false" and not _leaves(line, user):
            passed_over.append(_disabled(user))
        else:
            _add(there, _record(line, user))
    roster = checked(there.values(), passed_over)
    problems = tuple(faults) + (roster.problems if there or not faults else ())
    return Roster(roster.entries, problems, roster.passed_over)


def _lines(name: str, rows: Sequence[Row]) -> Iterator[_Line]:
    names = [fold(each) for each in rows[0].cells]
    lost = [each for each in _REQUIRED[name] if fold(each) not in names]
    if lost:
        raise refused(
            name,
            N_("These fields of OneRoster are missing from %(name)s: %(fields)s. Export it again."),
            name=name,
            fields=", ".join(lost),
        )
    for row in rows[1:]:
        fields = {each: cell(row, index) for index, each in enumerate(names)}
        yield _Line(Place(name, row.line), fields)


def _record(line: _Line, user: _Line) -> Record:
    values = {
        "email": user["email"] or user["username"],
        "first_name": user["givenName"],
        "last_name": user["familyName"],
    }
    return Record(user.place, values, leaves=_leaves(line, user))


def _leaves(line: _Line, user: _Line) -> bool:
    return _DELETED in (line["status"].lower(), user["status"].lower())


def _add(there: dict[Place, Record], record: Record) -> None:
    """Keep one record a person: who stays in one class stays."""
    known = there.get(record.place)
    if known is None or known.leaves:
        there[record.place] = record


def _not_a_student(line: _Line) -> Problem:
    sentence = N_("Only students are enrolled: this line is for another role.")
    return Problem(line.place, sentence, "role", line["role"])


def _unknown(line: _Line) -> Problem:
    sentence = N_("Nobody in users.csv has this number: export both files together.")
    return Problem(line.place, sentence, "userSourcedId", line["userSourcedId"])


def _disabled(user: _Line) -> Problem:
    sentence = N_("This person has no access in the source (enabledUser): they are not enrolled.")
    return Problem(user.place, sentence, "enabledUser", user["email"] or user["username"])
