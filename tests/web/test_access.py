"""Access is denied unless a view says otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.accounts.models import Role
from school.web import access
from tests.factories import Account, make_person
from tests.web.routes import rules

OPEN_TO_ANYONE = {
    "accounts.home",
    "accounts.open_sign_in",
    "accounts.sign_in",
    "accounts.sign_out",
    "joining.ask_to_join",
    "joining.confirm",
    "joining.confirmation",
    "joining.join",
    "links.accept",
    "links.ask",
    "links.choose",
    "links.forgotten",
    "links.invitation",
    "links.new_password",
    "links.on_its_way",
    "privacy.public",
    "second_factor.code",
    "second_factor.give_code",
    "web.language",
    "web.state",
    "web.theme",
}
"""A view opened to the whole world is listed here too, on purpose."""


def test_every_view_says_who_may_enter(app: Flask) -> None:
    with app.app_context():
        declared = {rule.endpoint: access.rule_of(rule.endpoint) for rule, _ in rules(app)}
    assert [endpoint for endpoint, rule in declared.items() if rule is None] == []
    named = {role for rule in declared.values() if isinstance(rule, frozenset) for role in rule}
    assert named <= set(Role)


def test_only_these_views_are_open_to_anyone(app: Flask) -> None:
    with app.app_context():
        opened = {
            rule.endpoint
            for rule, _ in rules(app)
            if access.rule_of(rule.endpoint) == access.ANYONE
        }
    assert opened == OPEN_TO_ANYONE


def test_a_visitor_reads_nothing_else(app: Flask, client: FlaskClient) -> None:
    answers = {}
    for rule, address in rules(app):
        if "GET" in (rule.methods or ()) and rule.endpoint not in OPEN_TO_ANYONE:
            response = client.get(address)
            answers[address] = (response.status_code, response.location.split("?")[0])
    assert answers
    assert set(answers.values()) == {(303, "/connexion")}


@pytest.fixture
def silent(app: Flask) -> Flask:
    """An application with a view that forgot to say who may enter, and one of each rule."""

    def forgotten() -> str:
        return "secret"

    @access.roles("instructor", "admin")
    def staff() -> str:
        return "staff"

    @access.signed_in
    def members() -> str:
        return "members"

    for view in (forgotten, staff, members):
        app.add_url_rule(f"/{view.__name__}", view_func=view, methods=["GET", "POST"])
    return app


def test_a_view_that_says_nothing_lets_nobody_in(
    silent: Flask, session: Session, signed_in: Callable[[Account], FlaskClient]
) -> None:
    admin = signed_in(make_person(session, Role.ADMIN))
    for client in (silent.test_client(), admin):
        for method in ("GET", "HEAD", "OPTIONS"):
            response = client.open("/forgotten", method=method)
            assert response.status_code == 403
            assert b"secret" not in response.data


@pytest.mark.parametrize(
    ("role", "status"), [(Role.STUDENT, 403), (Role.INSTRUCTOR, 200), (Role.ADMIN, 200)]
)
def test_a_view_for_roles_refuses_the_others(
    silent: Flask,
    session: Session,
    signed_in: Callable[[Account], FlaskClient],
    role: Role,
    status: int,
) -> None:
    client = signed_in(make_person(session, role))
    assert client.get("/staff").status_code == status
    assert client.get("/members").status_code == 200
