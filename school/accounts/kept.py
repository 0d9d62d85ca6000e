"""What somebody was sending when their session ended: signed, and given back to them alone.

It travels in the sign-in page, not in the database: nothing is stored for people who do not return.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from school.web.redirects import previous_path
from school.web.typed import sent

LONGEST_WAIT = 7 * 24 * 3600  # seconds


@dataclass(frozen=True)
class Kept:
    """A form that was not carried out: where it went, what it held, the page it was on."""

    path: str
    page: str
    fields: Sequence[tuple[str, str]]


def seal(person_id: int | None) -> str:
    """This request's form as a text that only `unseal` reads; empty when there is nothing to keep
    or nobody to give it back to.
    """
    fields = sent()
    if person_id is None or not fields:
        return ""
    return _signer().dumps([person_id, request.full_path.rstrip("?"), previous_path("/"), fields])


def unseal(text: str | None, person_id: int) -> Kept | None:
    """The form of this person that a text keeps; None when it is another's, old or not ours."""
    try:
        owner_id, path, page, fields = _signer().loads(text or "", max_age=LONGEST_WAIT)
    except BadData:
        return None
    if owner_id != person_id:
        return None
    return Kept(path, page, [(name, value) for name, value in fields])


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept-form")
