"""Reading the mails of a school to try, as its people do."""

from __future__ import annotations

import re
from email.message import EmailMessage

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.extensions import db
from school.mail.models import Mail
from school.mail.office import office
from school.mail.outbox import Outbox
from school.mail.sending import send_due


def receive(app: Flask) -> list[EmailMessage]:
    """Send what is due, and give every mail sent so far, the oldest first."""
    outbox = Outbox(app.extensions["settings"].outbox)
    with app.app_context():
        send_due(office(app.extensions))
        with Session(db.engine) as session:
            names = session.scalars(select(Mail.message_id).order_by(Mail.id)).all()
    return [mail for name in names if (mail := outbox.read(name))]


def link_in(mail: EmailMessage) -> str:
    """The path of the link that a mail carries."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"^https?://[^/\s]+(/\S+)$", body.get_content(), re.MULTILINE)
    assert found
    return found[1]
