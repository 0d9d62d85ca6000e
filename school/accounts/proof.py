"""That a password was given, kept in the page that asks for the code: signed, for ten minutes."""

from __future__ import annotations

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from school.accounts.errors import CodeNeeded

LASTS = 600  # seconds


def seal(needed: CodeNeeded) -> str:
    """A text that only `unseal` reads."""
    return _signer().dumps([needed.person_id, needed.mark])


def unseal(text: str | None) -> CodeNeeded | None:
    """Who gave their password; None when the text is old or not ours."""
    try:
        person_id, mark = _signer().loads(text or "", max_age=LASTS)
    except BadData:
        return None
    return CodeNeeded(person_id, mark)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="password-given")
