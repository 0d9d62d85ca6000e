from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from school.learning.lab import operations, queries, sheet
from school.learning.lab.operations import LONGEST, MOST, ScenarioError
from tests.factories import Account
from tests.learning.lab.plans import sheet_of

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


def save(session: Session, person: Account, name: str, **fields: str) -> str:
    return operations.save(session, person.id, name, sheet_of(**fields).plain, NOW)


def test_a_scenario_comes_back_as_it_was_saved(session: Session, student: Account) -> None:
    save(session, student, "  Petit \n essai ", count__nano="12", margin="61,5")
    (found,) = queries.scenarios(session, student.id)
    assert (found.name, found.saved_at) == ("Petit essai", NOW)
    assert found.sheet.plan == sheet_of(count__nano="12", margin="61,5").plan


def test_newest_first(session: Session, student: Account) -> None:
    for name in ("un", "deux", "trois"):
        save(session, student, name)
    assert [each.name for each in queries.scenarios(session, student.id)] == ["trois", "deux", "un"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no-name"),
        (" \n ", "no-name"),
        ("\u200b", "no-name"),
        ("x" * (LONGEST + 1), "long-name"),
        ("PREMIER", "taken"),
        ("premier ", "taken"),
    ],
)
def test_a_name_is_needed_short_and_new(
    session: Session, student: Account, name: str, code: str
) -> None:
    save(session, student, "Premier")
    with pytest.raises(ScenarioError) as caught:
        save(session, student, name)
    assert caught.value.code == code
    assert len(queries.scenarios(session, student.id)) == 1


def test_two_people_may_use_the_same_name(
    session: Session, student: Account, other: Account
) -> None:
    save(session, student, "Essai")
    save(session, other, "Essai")
    assert len(queries.scenarios(session, other.id)) == 1


def test_nobody_keeps_more_than_so_many(session: Session, student: Account) -> None:
    for number in range(MOST):
        save(session, student, f"Essai {number}")
    with pytest.raises(ScenarioError) as caught:
        save(session, student, "De trop")
    assert caught.value.code == "too-many"


def test_only_ones_own_are_deleted(session: Session, student: Account, other: Account) -> None:
    save(session, student, "Essai")
    (found,) = queries.scenarios(session, student.id)
    operations.remove(session, other.id, found.id)
    assert queries.scenarios(session, student.id)
    operations.remove(session, student.id, found.id)
    assert not queries.scenarios(session, student.id)


def test_what_was_kept_by_an_older_laboratory_is_still_shown(
    session: Session, student: Account
) -> None:
    operations.save(session, student.id, "Ancien", {"basket": ["rien"], "gone": ["1"]}, NOW)
    (found,) = queries.scenarios(session, student.id)
    assert found.sheet.plan is None
    assert found.sheet.problems
    assert sheet.read({"gone": ["1"]}, "fr").plan
