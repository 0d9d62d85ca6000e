"""Serving pictures and papers: to whom, as what, and only when they changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import Account, make_person
from tests.publishing.folders import FILES, SVG, publish
from tests.statements import Statements

PDF = b"%PDF-1.7\n%%EOF\n"
REDRAWN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n'


@pytest.fixture
def folder(session: Session, tmp_path: Path) -> Path:
    publish(session, tmp_path / "content", {**FILES, "media/essentiel/contrat.pdf": PDF})
    return tmp_path / "content"


@pytest.fixture
def student(
    session: Session, folder: Path, signed_in: Callable[[Account], FlaskClient]
) -> FlaskClient:
    return signed_in(make_person(session))


def test_a_picture_is_served_as_what_it_is_and_may_do_nothing(student: FlaskClient) -> None:
    response = student.get("/media/courbe.svg")
    assert (response.status_code, response.data) == (200, SVG)
    assert response.content_type == "image/svg+xml"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = response.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_paper_is_downloaded(student: FlaskClient) -> None:
    response = student.get("/media/essentiel/contrat.pdf")
    assert (response.content_type, response.data) == ("application/pdf", PDF)
    assert response.headers["Content-Disposition"] == "attachment"


def test_a_picture_that_did_not_change_is_neither_read_nor_sent_again(
    student: FlaskClient,
    session: Session,
    folder: Path,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    first = student.get("/media/courbe.svg")
    with count_sql() as statements:
        again = student.get("/media/courbe.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert not any("revision.source" in statement for statement in statements)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    publish(session, folder, {**FILES, "media/courbe.svg": REDRAWN})
    changed = student.get("/media/courbe.svg", headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.data) == (200, REDRAWN)


@pytest.mark.parametrize(
    "path",
    [
        "/media/absente.svg",
        "/media/../programme.md",
        "/media/%2e%2e/programme.md",
        "/media//etc/passwd",
        "/media/courbe.svg/",
        "/media/../01-essentiel/01-roi.md",
    ],
)
def test_nothing_but_published_media_is_served(student: FlaskClient, path: str) -> None:
    assert student.get(path, follow_redirects=True).status_code == 404


def test_a_withdrawn_picture_is_no_longer_served(
    student: FlaskClient, session: Session, folder: Path
) -> None:
    assert student.get("/media/essentiel/contrat.pdf").status_code == 200
    publish(session, folder)
    assert student.get("/media/essentiel/contrat.pdf").status_code == 404


def test_visitors_get_no_picture(client: FlaskClient, folder: Path) -> None:
    response = client.get("/media/courbe.svg")
    assert response.status_code in (302, 303, 401)
    assert SVG not in response.data
