"""How large a request may be: every view takes the same, but those that take files."""

from __future__ import annotations

from typing import TypeVar

from flask import Flask, current_app, request

from school.exercises.files import MEGABYTE
from school.exercises.kinds.assignment import LARGEST_MB, MOST_FILES

View = TypeVar("View")

WITH_FILES = (MOST_FILES * LARGEST_MB + 1) * MEGABYTE
"""Bytes of a request that brings files: as many as an exercise may take, and a text."""


def init_app(app: Flask) -> None:
    """Raise the limit where a view takes files. To be called before anything reads a form."""
    app.before_request(_raise)


def takes_files(view: View) -> View:
    """Declare that a view takes files."""
    view.takes_files = True  # type: ignore[attr-defined]  # read back by `_raise`
    return view


def _raise() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        request.max_content_length = WITH_FILES
