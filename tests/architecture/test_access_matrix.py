"""Role × address × owner: what each asker gets, written down in access.yaml for every rule."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

import pytest
from flask import Flask
from flask.testing import FlaskClient
from ruamel.yaml import YAML
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from school.accounts.models import Role
from school.cohorts.models import Cohort
from school.database import SAFE_METHODS, Base
from school.learning import shelf, uploads
from school.learning.lab import operations, sheet
from school.learning.models import Scenario
from school.mail.models import Mail, State
from school.publishing import catalogue
from tests import published
from tests.factories import Account, csrf, make_cohort, make_person
from tests.journeys.year import publish_real_content

RULES: Mapping[str, Mapping[str, object]] = YAML(typ="safe").load(
    Path(__file__).with_name("access.yaml")
)["rules"]
ASKERS = ("anonymous", "student", "other", "instructor", "admin")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
HTMX = {"HX-Request": "true"}

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture(scope="session")
def template(
    template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The database to copy for each test, with the real curriculum published once for all."""
    return published.template(template, "matrix", publish_real_content, request, tmp_path_factory)


@dataclass(frozen=True)
class School:
    """A school with one of each role and a second student; the first one has worked."""

    app: Flask
    session: Session
    people: Mapping[str, Account]

    def client(self, asker: str) -> FlaskClient:
        """A browser where this asker has just signed in; it holds a CSRF token of its own."""
        client = self.app.test_client()
        if asker != "anonymous":
            account = self.people[asker]
            form = {"email": account.email, "password": account.password}
            client.post("/connexion", data={**form, "csrf_token": csrf(client)})
        return client

    def scenario(self) -> int:
        """A new scenario of the student's, in the place of the one before: they keep 50 at most."""
        student, name = self.people["student"], f"À moi {uuid.uuid4()}"
        self.session.execute(delete(Scenario))
        operations.save(self.session, student.id, name, sheet.opening(), dt.datetime.now(dt.UTC))
        found = self.session.scalars(select(Scenario.id).where(Scenario.name == name)).one()
        self.session.commit()
        return found

    def cohort(self) -> int:
        """The cohort of the students."""
        found = self.session.scalars(select(Cohort.id).order_by(Cohort.id)).first()
        self.session.rollback()
        assert found is not None
        return found

    def mail(self) -> int:
        """A mail to the student that was not sent."""
        wrote = Mail(
            message_id=uuid.uuid4().hex,
            kind="invitation",
            recipient="camille@example.org",
            data={"person": self.people["student"].id},
            state=State.FAILED,
            created_at=dt.datetime.now(dt.UTC),
            next_at=dt.datetime.now(dt.UTC),
        )
        self.session.add(wrote)
        self.session.commit()
        return wrote.id

    def upload(self) -> int:
        """A file of the student's."""
        settings, name = self.app.extensions["settings"], "plan.txt"
        digest = shelf.put(settings.instance, b"plan")
        owner = self.people["student"].id, "remise-et-marge"
        kept = uploads.keep(self.session, *owner, name, digest, 4, dt.datetime.now(dt.UTC))
        self.session.commit()
        return kept.id

    def revision(self) -> int:
        """The revision of the exercise that is answered."""
        found = catalogue.current(self.session).exercises["remise-et-marge"].lesson.revision_id
        self.session.rollback()
        return found

    def digest(self) -> str:
        """A digest of every row of every table."""
        total = hashlib.sha256()
        for table in Base.metadata.sorted_tables:
            for row in sorted(map(repr, self.session.execute(select(table)))):
                total.update(f"{table.name} {row}\n".encode())
        self.session.rollback()
        return total.hexdigest()


@pytest.fixture
def school(app: Flask, session: Session) -> School:
    people = {
        "student": make_person(session),
        "other": make_person(session),
        "instructor": make_person(session, Role.INSTRUCTOR),
        "admin": make_person(session, Role.ADMIN),
    }
    make_cohort(session, people["student"], people["other"])
    return School(app, session, people)


def rules_of(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each rule of the application with each method that it takes; what reads comes first."""
    for method in METHODS:
        for rule in app.url_map.iter_rules():
            if method in (rule.methods or ()):
                yield rule, method


def test_every_rule_and_method_is_written_down(app: Flask) -> None:
    written = {(rule, method) for rule, row in RULES.items() for method in METHODS if method in row}
    assert written == {(rule.rule, method) for rule, method in rules_of(app)}


@pytest.mark.parametrize("asker", ASKERS)
def test_each_asker_gets_what_is_written(school: School, asker: str) -> None:
    """What reads, and what is refused, leaves every row of the database as it was."""
    wrong, reader = [], school.client(asker)
    for rule, method in rules_of(school.app):
        expected = RULES[rule.rule][method][ASKERS.index(asker)]  # type: ignore[index]  # as YAML
        client = reader if method in SAFE_METHODS else school.client(asker)
        names = names_for(school, asker)
        for got, changed in asked(school, client, rule, method, names):
            if got.status_code != expected or (changed and is_quiet(method, expected)):
                wrong.append((method, rule.rule, got.status_code, expected, changed))
    assert wrong == []


def is_quiet(method: str, status: int) -> bool:
    """Whether such a request may change nothing."""
    return method in SAFE_METHODS or status >= 400


def names_for(school: School, asker: str) -> dict[str, str]:
    """What the addresses, queries and forms name: things of the student's, the asker's secrets."""
    account = school.people.get(asker) or school.people["student"]
    return {
        "module_id": "essentiel",
        "lesson_id": "roi-collaboration",
        "exercise_id": "remise-et-marge",
        "sitting": "1/remise-et-marge.1",
        "name": "paliers.svg",
        "person_id": str(school.people["student"].id),
        "scenario_id": str(school.scenario()),
        "cohort_id": str(school.cohort()),
        "mail_id": str(school.mail()),
        "upload_id": str(school.upload()),
        "revision": str(school.revision()),
        "key": str(uuid.uuid4()),
        "token": "nobodys",
        "link_id": "1",
        "email": account.email,
        "password": account.password,
    }


def asked(
    school: School, client: FlaskClient, rule: Rule, method: str, names: Mapping[str, str]
) -> Iterator[tuple[TestResponse, bool]]:
    """The replies to one request, and whether it changed a row; a GET is also asked as HEAD."""
    built = rule.build({name: names[name] for name in rule.arguments})
    assert built is not None
    query, form = filled(rule, "query", names), filled(rule, "form", names)
    if method not in SAFE_METHODS:
        form["csrf_token"] = csrf(client, "/compte")
    for each in ("HEAD", "GET") if method == "GET" else (method,):
        before = school.digest()
        reply = client.open(built[1], method=each, query_string=query, data=form or None)
        yield reply, school.digest() != before


def filled(rule: Rule, part: str, names: Mapping[str, str]) -> dict[str, str]:
    """The query or the form of a rule."""
    written: Mapping[str, str] = RULES[rule.rule].get(part, {})  # type: ignore[assignment]  # YAML
    return {name: Template(text).substitute(names) for name, text in written.items()}


@pytest.mark.parametrize("asker", ASKERS)
def test_parts_of_pages_and_questions_about_addresses_change_nothing(
    school: School, asker: str
) -> None:
    client, names = school.client(asker), names_for(school, asker)
    before = school.digest()
    for rule, method in rules_of(school.app):
        built = rule.build({name: names[name] for name in rule.arguments})
        assert built is not None
        query = filled(rule, "query", names)
        client.open(built[1], method="OPTIONS", query_string=query)
        if method == "GET":
            client.get(built[1], query_string=query, headers=HTMX)
        assert school.digest() == before, rule.rule
