"""From what lines say to whom they name: each value checked, each person once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from school.accounts.errors import AccountError
from school.accounts.particulars import fold_email, read_email, read_name
from school.campaign.messages import N_
from school.cohorts.roster.contract import SHOWN, Entry, Place, Problem, Record, Roster

# What Excel writes where a formula failed, in English and in French.
_FAILED_FORMULA = re.compile(
    r"#(N/A|REF!|VALUE!|VALEUR!|NAME\?|NOM\s?\?|DIV/0!|NULL!|NUL!|NUM!|NOMBRE!)", re.IGNORECASE
)
_READERS: Mapping[str, Callable[[str], str]] = {
    "email": read_email,
    "first_name": partial(read_name, "first_name"),
    "last_name": partial(read_name, "last_name"),
}


def checked(
    records: Iterable[Record],
    passed_over: Iterable[Problem] = (),
    ignored: Iterable[str] = (),
) -> Roster:
    """The roster of some lines, with every problem of every line."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    first: dict[str, Place] = {}
    for record in records:
        read: dict[str, str] = {}
        found = list(_problems(record, read))
        there = first.setdefault(fold_email(read["email"]), record.place) if read else record.place
        if there != record.place:
            found.append(_repeated(record, there))
        problems += found
        if not found:
            entries.append(Entry(record.place, leaves=record.leaves, **read))
    if not entries and not problems:
        problems.append(Problem(Place("", 0), N_("Nobody is named: give at least one person.")))
    return Roster(tuple(entries), tuple(problems), tuple(passed_over), tuple(ignored))


def _problems(record: Record, read: dict[str, str]) -> Iterator[Problem]:
    """Read the values of a line; `read` keeps them when it has an address."""
    kept: dict[str, str] = {}
    for field, reader in _READERS.items():
        text = record.values.get(field)
        if text is None and field != "email":
            continue
        try:
            kept[field] = reader(_no_failed_formula(field, text or ""))
        except AccountError as error:
            given = (text or "").strip()[:SHOWN]
            yield Problem(record.place, str(error), field, given)
    if "email" in kept:
        read.update(kept)


def _no_failed_formula(field: str, text: str) -> str:
    if _FAILED_FORMULA.fullmatch(text.strip()):
        raise AccountError(
            field, N_("This cell holds an error of the spreadsheet: write the value itself.")
        )
    return text


def _repeated(record: Record, there: Place) -> Problem:
    return Problem(
        record.place,
        N_("This address stands on line %(line)d too: keep one of the two lines."),
        "email",
        record.values["email"].strip()[:SHOWN],
        {"line": there.line},
    )
