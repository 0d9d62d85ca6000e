"""A field that holds a short text."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainValidator

from school.exercises.authoring import AuthoringError, quoted

LONGEST = 300
"""Characters of a title, an objective or a summary."""


def text(raw: object) -> str:
    """A text of a line or two, without the space around it. Raises AuthoringError."""
    if not isinstance(raw, str):
        raise AuthoringError(f"{quoted(raw)} is not a text", "write a text between quotes")
    if not raw.strip() or len(raw) > LONGEST:
        remedy = f"write from 1 to {LONGEST} characters"
        raise AuthoringError(f"holds {len(raw.strip())} characters", remedy)
    return raw.strip()


Text = Annotated[str, PlainValidator(text)]
