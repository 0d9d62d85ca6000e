"""Forms of other sites change nothing, and every response carries its safeguards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.app import create_app
from school.settings import Settings
from tests.factories import Account, csrf, make_person
from tests.web.routes import unsafe

SignedIn = Callable[[Account], FlaskClient]


@pytest.fixture
def student(session: Session, signed_in: SignedIn) -> FlaskClient:
    return signed_in(make_person(session))


def test_every_unsafe_request_needs_a_token_of_its_own_session(
    app: Flask, student: FlaskClient
) -> None:
    foreign = csrf(app.test_client())
    for method, address in unsafe(app):
        for data in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": foreign}):
            response = student.open(address, method=method, data=data)
            assert response.status_code == 400, (method, address, data)
            response = student.open(address, method=method, headers={"X-CSRFToken": foreign})
            assert response.status_code == 400, (method, address)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost.evil.example",
        "http://localhost:8000",
        "http://evil@localhost.example",
        "null",
        "",
        "http://[",
    ],
)
def test_a_page_of_another_origin_changes_nothing(
    app: Flask, student: FlaskClient, origin: str
) -> None:
    token = csrf(student, "/compte")
    for method, address in unsafe(app):
        response = student.open(
            address, method=method, data={"csrf_token": token}, headers={"Origin": origin}
        )
        assert response.status_code == 400, (method, address)


def test_the_sites_own_origin_is_let_through(student: FlaskClient) -> None:
    response = student.post(
        "/compte/langue",
        data={"csrf_token": csrf(student, "/compte"), "locale": "en"},
        headers={"Origin": "http://localhost"},
    )
    assert response.status_code == 303


def test_a_character_that_no_keyboard_types_is_refused(client: FlaskClient) -> None:
    token = csrf(client)
    for data in ({"email": "a\0b"}, {"a\0b": "x"}):
        response = client.post("/connexion", data={"csrf_token": token, **data})
        assert response.status_code == 400


@pytest.mark.parametrize(
    ("content_type", "before", "after"),
    [
        ("application/x-www-form-urlencoded", b"email=", b""),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n',
            b"\r\n--x--\r\n",
        ),
    ],
)
def test_a_form_of_ten_megabytes_is_refused_with_a_page(
    client: FlaskClient, content_type: str, before: bytes, after: bytes
) -> None:
    body = before + b"a" * 10_000_000 + after
    response = client.post("/connexion", data=body, content_type=content_type)
    assert response.status_code == 413
    assert b"<h1>" in response.data


def test_a_form_of_too_many_fields_is_refused(client: FlaskClient) -> None:
    data = {f"field-{number}": "x" for number in range(1000)}
    data["csrf_token"] = csrf(client)
    response = client.post("/connexion", data=data, content_type="multipart/form-data")
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/connexion", "/compte", "/nulle-part"])
def test_every_page_carries_its_safeguards(
    client: FlaskClient, student: FlaskClient, path: str
) -> None:
    for browser in (client, student):
        headers = browser.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "private, no-store"
        assert "Strict-Transport-Security" not in headers


def test_pages_over_https_stay_over_https(client: FlaskClient) -> None:
    headers = client.get("/connexion", base_url="https://localhost").headers
    assert "max-age=" in headers["Strict-Transport-Security"]


def test_a_host_that_is_not_ours_is_refused(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"trusted_hosts": "a.example"}))
    client = app.test_client()
    assert client.get("/connexion", base_url="http://a.example").status_code == 200
    for method in ("GET", "POST"):
        response = client.open(
            "/connexion",
            method=method,
            base_url="http://evil.example",
            headers={"Origin": "http://evil.example"},
        )
        assert response.status_code == 400
        assert b"evil" not in response.data
