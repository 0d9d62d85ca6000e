"""Whatever program wrote the list, the same people come out of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from school.accounts.errors import AccountError
from school.accounts.particulars import fold_email, read_name
from school.cohorts.roster import keeping, pasted
from school.cohorts.roster.checking import _FAILED_FORMULA  # what no name is
from school.cohorts.roster.reading import File, read
from tests.cohorts.roster.dialects import DIALECTS, Person


def is_name(text: str) -> bool:
    try:
        return read_name("first_name", text) == text and not _FAILED_FORMULA.fullmatch(text)
    except AccountError:
        return False


LETTERS = bytes(range(32, 256)).decode("cp1252", "ignore")
NAMES = st.text(LETTERS, min_size=1, max_size=80)
EMAILS = st.builds(
    "{}@{}.fr".format,
    st.text("abYZ09.+'_-", min_size=1, max_size=20),
    st.text("ab09-", min_size=1, max_size=10),
)
PEOPLE = st.lists(
    st.tuples(EMAILS, NAMES.filter(is_name), NAMES.filter(is_name)),
    min_size=1,
    max_size=8,
    unique_by=lambda person: fold_email(person[0]),
)
HOSTILE: list[Person] = [
    ("a@example.org", '=HYPERLINK("http://x";"y")', "O'Brien ; fils, « né »"),
    ("b@example.org", "Zoé-Anaïs", "@SUM(1+1)*cmd|' /C calc'!A0"),
]


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=15)
@given(people=PEOPLE)
@example(people=HOSTILE)
def test_a_written_list_is_read_back(dialect: str, people: list[Person]) -> None:
    roster = read(DIALECTS[dialect](people))
    assert roster.problems == ()
    assert [(e.email, e.first_name, e.last_name) for e in roster.entries] == people
    assert keeping.unpacked(keeping.packed(roster)).entries == roster.entries


@settings(max_examples=40)
@given(people=PEOPLE)
def test_a_list_pasted_from_a_spreadsheet_is_read_back(people: list[Person]) -> None:
    lines = ["E-mail\tPrénom\tNom", *("\t".join(quoted(person)) for person in people)]
    roster = pasted.read("\n".join(lines))
    assert roster.problems == ()
    assert [(e.email, e.first_name, e.last_name) for e in roster.entries] == people


def quoted(person: Person) -> list[str]:
    return [f'"{text.replace(chr(34), chr(34) * 2)}"' for text in person]


@settings(max_examples=60)
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(content=b"PK\x03\x04" + b"\0" * 40)
@example(content=b"\xd0\xcf\x11\xe0")
@example(content=b'E-mail,First name,Last name\n"open')
@example(content=b"sep=\n")
def test_any_bytes_give_people_or_problems(content: bytes) -> None:
    """Never an exception: what cannot be read is told."""
    roster = read([File("liste.csv", content)])
    assert roster.entries or roster.problems
    assert pasted.read(content.decode("latin-1")) is not None
