"""Posting forms as a browser does, with the token of the page they are on."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import Account, csrf

WRONG = "quatre mulets pour la mer"


def post(client: FlaskClient, path: str, page: str = "/connexion", **fields: str) -> TestResponse:
    """Send a form that stands on a page."""
    return client.post(path, data={"csrf_token": csrf(client, page), **fields})


def try_password(
    client: FlaskClient, account: Account | str, password: str = WRONG, **fields: str
) -> TestResponse:
    """Send the sign-in form."""
    email = account if isinstance(account, str) else account.email
    return post(client, "/connexion", email=email, password=password, **fields)


def is_signed_in(client: FlaskClient) -> bool:
    """Whether the account page opens."""
    return client.get("/compte").status_code == 200
