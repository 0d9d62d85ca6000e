"""The way of sending of a school to try: mails are kept as files, to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


@dataclass(frozen=True)
class Outbox:
    """A folder of mails, a file each, named by the message's id."""

    folder: Path

    def deliver(self, message: EmailMessage, hand: Callable[[], None]) -> None:
        """Write the mail's file, whole or not at all."""
        hand()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        partial = self.folder / f"{name}.partial"
        partial.write_bytes(message.as_bytes())
        partial.replace(self._path(name))

    def close(self) -> None:
        """Nothing is open."""

    def read(self, message_id: str) -> EmailMessage | None:
        """A mail of this folder, its lines ended as Python ends them, or None."""
        path = self._path(message_id)
        if not path.exists():
            return None
        return message_from_bytes(path.read_bytes().replace(b"\r\n", b"\n"), policy=default)

    def _path(self, message_id: str) -> Path:
        return self.folder / f"{message_id}.eml"
