"""A letter as a message: the same words as text and as HTML."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from jinja2 import Environment, PackageLoader

from school.mail.letters import Letter

_templates = Environment(loader=PackageLoader("school.mail"), autoescape=True)


def compose(letter: Letter, message_id: str, sender: str, now: dt.datetime) -> EmailMessage:
    """The message of a letter. `sender` is an address, or a name and an address in angles."""
    domain = parseaddr(sender)[1].rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.locale
    message.set_content(_text(letter), cte="quoted-printable")
    html = _templates.get_template("letter.html").render(letter=letter)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _text(letter: Letter) -> str:
    link = f"{letter.button}\n{letter.address}"
    return "\n\n".join((*letter.paragraphs, link, *letter.closing, "ffollozz")) + "\n"
