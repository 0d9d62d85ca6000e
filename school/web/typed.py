"""What a person had typed when a request could not be carried out: it is given back, not lost."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from werkzeug.exceptions import HTTPException

from school.database import SAFE_METHODS

LONGEST = 64 * 1024
FOR_MACHINES = frozenset(
    {
        "csrf_token",
        "next",
        "kept",
        "key",
        "draw",
        "revision",
        "basis",
        "was",
        "save",
        "writer",
        "turn",
        "sitting",
        "do",
        "proof",
        "seed",
        "roster",
        "digest",
        "way",
    }
)


def sent() -> Sequence[tuple[str, str]]:
    """The fields of this request's form, in order, without its passwords and its CSRF token.

    Empty when there is no form, or more than 64 KB of it.
    """
    if request.method in SAFE_METHODS or too_long():
        return ()
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # the form itself is the error: too large, or not a form
        return ()
    return [
        (name, text) for name, text in fields if name != "csrf_token" and "password" not in name
    ]


def typed(fields: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Of a form's fields, those that a person wrote or chose."""
    return [(name, text) for name, text in fields if name not in FOR_MACHINES and text]


def too_long() -> bool:
    """Whether this request brings more than is given back."""
    return (request.content_length or 0) > LONGEST
