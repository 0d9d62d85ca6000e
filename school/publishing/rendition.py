"""The HTML of a text as a revision stores it, with the mark of the renderer that made it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from school import curriculum
from school.curriculum.document import Rendered

LIBRARIES = ("markdown", "pymdown-extensions", "nh3")
"""What turns Markdown into safe HTML, beside our own code."""


@cache
def renderer() -> str:
    """The mark of the renderer of this process: it changes with our code and with the libraries.

    A number that someone must remember to raise would be forgotten once; this one cannot be.
    """
    total = hashlib.sha256(" ".join(version(name) for name in LIBRARIES).encode())
    for file in sorted(Path(curriculum.__path__[0]).glob("*.py")):
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


def to_store(rendered: Rendered) -> dict[str, Any]:
    """What a revision keeps of a text's HTML."""
    return {"by": renderer(), **rendered.as_json()}


def from_store(kept: Mapping[str, Any] | None) -> Rendered | None:
    """The HTML that a revision keeps, or None when another renderer made it."""
    if not kept or kept.get("by") != renderer():
        return None
    return Rendered.from_json(kept)
