"""The office of this installation, from its settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from school.extensions import db
from school.mail.outbox import Outbox
from school.mail.sending import Office
from school.mail.smtp import SmtpServer
from school.mail.transport import Transport
from school.settings import PREFIX, Settings, SettingsError
from school.web.clock import now


def office(extensions: Mapping[str, Any]) -> Office:
    """What sending takes here. Raises SettingsError in production without a mail server."""
    settings: Settings = extensions["settings"]
    return Office(
        engine=db.engine,
        writers=extensions["letters"],
        transport=_transport(settings),
        sender=settings.mail_from,
        public_url=settings.address(),
        clock=now,
    )


def _transport(settings: Settings) -> Transport:
    if settings.smtp_url:
        return SmtpServer(settings.smtp_url)
    if settings.env == "production":
        raise SettingsError(
            f"{PREFIX}SMTP_URL is missing: in production, give the mail server, such as "
            "smtp://user:password@host:587"
        )
    return Outbox(settings.outbox)
