"""What a way of sending mails does, and how it fails."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Protocol


class Refused(Exception):  # noqa: N818  # a refusal, told on the page of mails
    """The mail did not leave. `final` when trying again would not help."""

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.final = final


class InDoubt(Exception):  # noqa: N818  # as above
    """The whole mail was given, and no answer came: it may have left."""


class Transport(Protocol):
    """A way of sending mails, one after the other."""

    def deliver(self, message: EmailMessage, hand: Callable[[], None]) -> None:
        """Send a mail. Calls `hand` at the last moment when it has not left; gives it up if that
        raises. Raises Refused or InDoubt.
        """

    def close(self) -> None:
        """Let go of what was open."""
