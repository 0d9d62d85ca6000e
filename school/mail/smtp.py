"""Sending mails by a mail server."""

from __future__ import annotations

import re
import select
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from school.mail.transport import InDoubt, Refused

TIMEOUT = 20
"""Seconds that the server may take to answer."""
LAST_LOOK = 0.1
"""Seconds in which a server that gave up during the text is seen to have hung up."""
OK, FORWARDED, GO_AHEAD = 250, 251, 354
Reply = tuple[int, bytes]


class SmtpServer:
    """A mail server, from an address such as `smtp://user:password@host:587`.

    `smtps` is encrypted from the start, `smtp` as soon as the server offers it; a password is only
    given to a server whose certificate has been checked. One connection serves several mails.
    """

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._smtp: smtplib.SMTP | None = None

    def deliver(self, message: EmailMessage, hand: Callable[[], None]) -> None:
        """Send a mail. The server has it once its end, a dot alone on a line, has arrived: `hand`
        is called just before the dot is sent.
        """
        smtp = self._connected()
        try:
            _give(smtp, message)
            hand()
            _end(smtp)
        except BaseException:
            self._hang_up()
            raise

    def close(self) -> None:
        """Leave the server."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._hang_up()

    def _connected(self) -> smtplib.SMTP:
        try:
            if self._smtp is None:
                self._smtp = self._connect()
            else:
                self._smtp.rset()
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise Refused(_sentence(error)) from error
        return self._smtp

    def _hang_up(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port or 0
        if self._url.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(host, port, timeout=TIMEOUT)
        try:
            self._introduce(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        encrypted = isinstance(smtp, smtplib.SMTP_SSL)
        if not encrypted and smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
            encrypted = True
        if self._url.username:
            if not encrypted:
                raise Refused("the server does not encrypt: the password was not given to it")
            smtp.login(unquote(self._url.username), unquote(self._url.password or ""))


def _give(smtp: smtplib.SMTP, message: EmailMessage) -> None:
    """Give a mail but for its end."""
    text = re.sub(rb"(?m)^\.", b"..", message.as_bytes())
    try:
        _expect(smtp.mail(parseaddr(message["From"])[1]), OK)
        _expect(smtp.rcpt(parseaddr(message["To"])[1]), OK, FORWARDED, may_be_final=True)
        _expect(smtp.docmd("DATA"), GO_AHEAD)
        smtp.send(text)
        open_socket = [smtp.sock]
        if select.select(open_socket, [], [], LAST_LOOK)[0]:  # type: ignore[type-var]  # not None
            _expect(smtp.getreply())
    except (OSError, smtplib.SMTPException) as error:
        raise Refused(_sentence(error)) from error


def _end(smtp: smtplib.SMTP) -> None:
    """Give the end of a mail and hear what becomes of it."""
    try:
        smtp.send(b".\r\n")
        reply = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise InDoubt(_sentence(error)) from error
    _expect(reply, OK, may_be_final=True)


def _expect(reply: Reply, *codes: int, may_be_final: bool = False) -> None:
    code, words = reply
    if code not in codes:
        said = f"{code} {words.decode(errors='replace')}"
        raise Refused(said, final=may_be_final and code >= 500)


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
