"""Mail servers on this machine: one that keeps what it is sent, and one that leaves midway."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Kept:
    """What a server has accepted. `refusals` are its next answers to recipients or to mails."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.refuse_recipients: list[str] = []
        self.refuse_mails: list[str] = []

    async def handle_RCPT(  # noqa: N802  # the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if self.refuse_recipients:
            return self.refuse_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  # the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.refuse_mails:
            return self.refuse_mails.pop(0)
        assert isinstance(envelope.content, bytes)
        self.messages.append(message_from_bytes(envelope.content, policy=default))
        self.recipients += envelope.rcpt_tos
        return "250 kept"


@contextmanager
def accepting() -> Iterator[tuple[str, Kept]]:
    """A server's URL, and what it keeps."""
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}", kept
    finally:
        controller.stop()


@contextmanager
def leaving(*, after_the_end: bool) -> Iterator[str]:
    """The URL of a server that takes a mail's text and hangs up: during it, or after its end."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        threading.Thread(target=_leave, args=(listener, after_the_end), daemon=True).start()
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"


def _leave(listener: socket.socket, after_the_end: bool) -> None:
    connection, _ = listener.accept()
    with closing(connection), connection.makefile("rb") as lines:
        connection.sendall(b"220 hello\r\n")
        for line in lines:
            command = line.strip().upper()
            connection.sendall(b"354 go on\r\n" if command == b"DATA" else b"250 OK\r\n")
            if command == b"DATA":
                break
        while after_the_end and lines.readline() != b".\r\n":
            pass


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
