"""People, cohorts and curricula for tests, made by the operations that the product uses."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.accounts.models import Role
from school.accounts.operations import create_person
from school.cohorts.models import Cohort, Enrolment
from school.publishing.imports import ImportReport, import_folder

PASSWORD = "quatre chevaux pour la mer"
NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Account:
    """A person of the tests and the password that signs them in."""

    id: int
    email: str
    first_name: str
    password: str = PASSWORD


def make_person(
    session: Session,
    role: Role = Role.STUDENT,
    *,
    first_name: str = "Camille",
    last_name: str = "Exemple",
    email: str | None = None,
) -> Account:
    """Create a person and commit."""
    email = email or f"personne-{next(_numbers)}@example.org"
    person = create_person(
        session,
        email=email,
        first_name=first_name,
        last_name=last_name,
        role=role,
        password=PASSWORD,
        now=dt.datetime.now(dt.UTC),
    )
    session.commit()
    return Account(person.id, email, first_name)


def make_cohort(session: Session, *members: Account, starts_on: dt.date | None = None) -> Cohort:
    """Create a cohort that began six weeks ago, enrol members, and commit."""
    start = starts_on or dt.datetime.now(dt.UTC).date() - dt.timedelta(weeks=6)
    cohort = Cohort(
        name=f"Promotion {next(_numbers)}", starts_on=start, ends_on=start + dt.timedelta(weeks=40)
    )
    session.add(cohort)
    session.flush()
    for member in members:
        session.add(Enrolment(person_id=member.id, cohort_id=cohort.id, joined_at=NOW))
    session.commit()
    return cohort


def publish(session: Session, files: Mapping[str, str]) -> ImportReport:
    """Import a curriculum given as path → text, as `flask content import` does, and commit."""
    with TemporaryDirectory() as folder:
        write(Path(folder), files)
        report = import_folder(session, Path(folder), dt.datetime.now(dt.UTC))
    session.commit()
    return report


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files given as path → text."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def csrf(client: FlaskClient, path: str = "/connexion") -> str:
    """A CSRF token of this client's own session, read from a page's meta tag."""
    page = client.get(path, follow_redirects=True).get_data(as_text=True)
    found = re.search(r'<meta name="csrf-token" content="([^"]+)"', page)
    assert found, f"no CSRF token on {path}"
    return found[1]


def sign_in(client: FlaskClient, account: Account) -> FlaskClient:
    """Sign in by the page, as a person does."""
    response = client.post(
        "/connexion",
        data={"email": account.email, "password": account.password, "csrf_token": csrf(client)},
    )
    assert response.status_code == 303, response.get_data(as_text=True)
    return client
