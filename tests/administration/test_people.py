"""People are found, and their accounts are changed, by admins alone."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Person, Role, SignIn
from school.accounts.passwords import NONE_YET
from school.accounts.search import fold
from school.administration import people
from school.administration.people import PER_PAGE, Search
from school.audit.models import AuditLine
from tests.accounts.letterbox import receive
from tests.accounts.pages import is_signed_in, post, try_password
from tests.factories import NOW, PASSWORD, Account, csrf, make_cohort, make_person
from tests.statements import Statements

SignedIn = Callable[[Account], FlaskClient]

STATEMENTS = 4
"""Who asks, how many are found, a page of them, the cohorts to choose among."""


@pytest.fixture
def admin(session: Session) -> Account:
    return make_person(session, Role.ADMIN, first_name="Ada", last_name="Directrice")


def names(session: Session, search: Search) -> list[str]:
    return [line.name for line in people.people(session, search, 1).lines]


@pytest.mark.parametrize(
    "typed",
    [
        "zoé",
        "ZOE",
        "lefèvre-dœuf",
        "LEFEVRE DOEUF",
        "doeuf zo",
        "zoe.l@",
        "  Zoé\N{COMBINING ACUTE ACCENT}"[:-1],
        "Zoe\N{COMBINING ACUTE ACCENT}",
    ],
)
def test_somebody_is_found_whatever_the_accents_the_case_and_the_order(
    session: Session, typed: str
) -> None:
    make_person(session, first_name="Zoé", last_name="Lefèvre-Dœuf", email="Zoe.L@example.org")
    make_person(session, first_name="Éloïse", last_name="Œuvre")
    assert names(session, Search(typed)) == ["Zoé Lefèvre-Dœuf"]


def test_a_sign_that_means_something_to_the_database_is_only_a_sign(session: Session) -> None:
    make_person(session)
    assert [names(session, Search(typed)) for typed in ("%", "_", "\\", "'")] == [[], [], [], []]


def test_the_database_folds_as_python_does(session: Session) -> None:
    letters = "".join(map(chr, [*range(0x20, 0x250), *range(0x1E00, 0x1F00)]))
    person = make_person(session)
    session.get_one(Person, person.id).last_name = letters[100:180]
    session.flush()
    assert names(session, Search(fold(letters[100:180]).split()[0]))


def test_a_search_is_narrowed(session: Session, admin: Account) -> None:
    student, other = make_person(session), make_person(session, first_name="Nour")
    cohort = make_cohort(session, student)
    operations.set_active(session, session.get_one(Person, other.id), False, NOW)
    assert names(session, Search(role="admin")) == ["Ada Directrice"]
    assert names(session, Search(cohort_id=cohort.id)) == ["Camille Exemple"]
    assert names(session, Search(state="disabled")) == ["Nour Exemple"]
    assert len(names(session, Search(state="never"))) == 3
    assert names(session, Search("exemple", role="student", state="active")) == ["Camille Exemple"]


def test_a_long_list_is_turned_page_by_page_in_few_statements(
    session: Session,
    signed_in: SignedIn,
    admin: Account,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    session.add_all(
        Person(
            email=f"{number}@example.org",
            email_key=f"{number}@example.org",
            first_name="Éa",
            last_name=f"N{number:03}",
            role=Role.STUDENT,
            password_hash="none",
            created_at=NOW,
        )
        for number in range(PER_PAGE + 1)
    )
    session.commit()
    client = signed_in(admin)
    with count_sql() as statements:
        first = client.get("/administrer/personnes?recherche=ea&role=student").text
    assert len(statements) == STATEMENTS
    assert ("N000 Éa" in first, "N049 Éa" in first, "N050 Éa" in first) == (True, True, False)
    assert "recherche=ea&amp;role=student&amp;page=2" in first
    assert "N050 Éa" in client.get("/administrer/personnes?recherche=ea&page=2").text
    assert "N050 Éa" in client.get("/administrer/personnes?recherche=ea&page=99999999").text


def change(client: FlaskClient, whom: Account, what: str, **fields: str) -> int:
    address = f"/administrer/personnes/{whom.id}"
    return post(client, f"{address}/{what}", address, **fields).status_code


def test_a_role_that_is_taken_away_takes_its_rights_with_it_at_once(
    session: Session, signed_in: SignedIn, admin: Account
) -> None:
    other = make_person(session, Role.ADMIN)
    theirs, client = signed_in(other), signed_in(admin)
    assert theirs.get("/administrer").status_code == 200
    assert change(client, other, "role", role="student") == 303
    assert theirs.get("/administrer").status_code == 403
    assert change(client, other, "role", role="director") == 409
    line = session.scalars(select(AuditLine).where(AuditLine.actor_id == admin.id)).one()
    assert (line.action, line.subject_id) == ("person.role_changed", str(other.id))
    assert '"role": "admin"' in (line.details or "")


@pytest.mark.parametrize(
    ("what", "fields"), [("role", {"role": "student"}), ("etat", {"active": "no"})]
)
def test_the_last_administrator_stays(
    session: Session, signed_in: SignedIn, admin: Account, what: str, fields: dict[str, str]
) -> None:
    gone = make_person(session, Role.ADMIN)
    operations.set_active(session, session.get_one(Person, gone.id), False, NOW)
    session.commit()
    client = signed_in(admin)
    assert change(client, admin, what, **fields) == 409
    assert client.get("/administrer").status_code == 200


def test_two_administrators_who_dismiss_each_other_leave_one(
    app: Flask, session: Session, signed_in: SignedIn, admin: Account
) -> None:
    other = make_person(session, Role.ADMIN)
    pairs = [(signed_in(admin), other), (signed_in(other), admin)]
    tokens = [csrf(client, "/compte") for client, _ in pairs]
    start = threading.Barrier(2)

    def dismiss(client: FlaskClient, whom: Account, token: str) -> None:
        start.wait()
        address = f"/administrer/personnes/{whom.id}/role"
        client.post(address, data={"role": "student", "csrf_token": token})

    threads = [
        threading.Thread(target=dismiss, args=(*pair, token))
        for pair, token in zip(pairs, tokens, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(session.scalars(select(Person.id).where(Person.role == Role.ADMIN)).all()) == 1


def test_a_person_is_refused_and_let_in_again(
    app: Flask, session: Session, signed_in: SignedIn, admin: Account
) -> None:
    person = make_person(session)
    theirs, client = signed_in(person), signed_in(admin)
    assert change(client, person, "etat", active="no") == 303
    assert not is_signed_in(theirs)
    assert try_password(app.test_client(), person, PASSWORD).status_code == 401
    assert change(client, person, "etat", active="yes") == 303
    assert try_password(app.test_client(), person, PASSWORD).status_code == 303


def test_a_person_is_signed_out_everywhere(
    session: Session, signed_in: SignedIn, admin: Account
) -> None:
    person = make_person(session)
    phone, desk, client = signed_in(person), signed_in(person), signed_in(admin)
    assert "Déconnecter partout" in client.get(f"/administrer/personnes/{person.id}").text
    assert change(client, person, "deconnexions") == 303
    assert not any(map(is_signed_in, (phone, desk)))
    assert is_signed_in(client)


def test_the_last_use_is_noted_by_the_hour_in_what_is_written_anyway(
    session: Session, signed_in: SignedIn
) -> None:
    """Reading writes nothing; a use within the hour adds no statement."""
    client = signed_in(make_person(session))
    first = session.scalars(select(SignIn.seen_at)).one()
    session.rollback()
    for later, noted in ((dt.timedelta(minutes=50), False), (dt.timedelta(minutes=70), True)):
        with time_machine.travel(first + later, tick=False):
            client.get("/compte")
            post(client, "/compte/langue", "/compte", locale="en")
        seen = session.scalars(select(SignIn.seen_at)).one()
        session.rollback()
        assert (seen == first + later) is noted


def test_an_account_is_opened_and_its_owner_invited_to_choose_the_password(
    app: Flask, session: Session, signed_in: SignedIn, admin: Account
) -> None:
    client, page = signed_in(admin), "/administrer/personnes/nouvelle"
    fields = {"email": "Lou@example.org", "first_name": "Lou", "last_name": "É", "role": "admin"}
    for fault in (
        {"email": admin.email},
        {"email": "lou"},
        {"role": "director"},
        {"last_name": ""},
    ):
        reply = post(client, "/administrer/personnes", page, **(fields | fault))
        assert (reply.status_code, 'value="Lou"' in reply.text) == (422, True)
    assert post(client, "/administrer/personnes", page, **fields).status_code == 303
    person = session.scalars(select(Person).where(Person.email_key == "lou@example.org")).one()
    assert (person.role, person.password_hash) == (Role.ADMIN, NONE_YET)
    session.rollback()
    assert [mail["To"] for mail in receive(app)] == ["Lou@example.org"]
    assert try_password(app.test_client(), "lou@example.org", "").status_code == 422
