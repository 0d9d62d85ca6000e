"""Everybody may read what is kept; no cookie is set that the page does not tell."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.privacy.cookies import COOKIES
from school.privacy.purposes import PURPOSES
from tests.accounts.pages import post
from tests.factories import make_person, sign_in


def test_the_page_tells_every_purpose_in_both_languages(client: FlaskClient) -> None:
    assert "/confidentialite" in client.get("/connexion").text
    french = client.get("/confidentialite").text
    post(client, "/langue", locale="en")
    english = client.get("/confidentialite").text
    assert all(each.title in english for each in PURPOSES)
    assert "Votre travail" in french
    assert "5 ans après la fin de votre formation" in french
    assert "ecole@ffollozz.example" in french


def test_only_the_cookies_that_are_told_are_set(client: FlaskClient, session: Session) -> None:
    sign_in(client, make_person(session))
    post(client, "/langue", "/compte", locale="en")
    post(client, "/theme", "/compte", theme="dark")
    for page in ("/parcours", "/labo", "/compte", "/revisions", "/confidentialite"):
        client.get(page)
    names = {cookie.key for cookie in (client._cookies or {}).values()}
    assert names == {cookie.name for cookie in COOKIES}
