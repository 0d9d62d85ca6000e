"""What a letter says, and who writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Letter:
    """A letter in its reader's language: paragraphs, a link to follow, and what comes after it."""

    to: str
    locale: str
    subject: str
    paragraphs: Sequence[str]
    button: str
    address: str
    closing: Sequence[str] = ()


@dataclass(frozen=True)
class Order:
    """A letter to write: what was posted, the moment, and where this site is."""

    recipient: str
    data: Mapping[str, Any]
    now: dt.datetime
    public_url: str


Writer = Callable[[Session, Order], Letter | None]
"""Writes a kind of letter as it leaves, in the transaction that begins the try.

None when there is no more reason to send it.
"""

Writers = Mapping[str, Writer]
