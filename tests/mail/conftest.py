"""An office that sends the letters of tests by a mail server of tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.extensions import db
from school.mail.letters import Letter, Order
from school.mail.models import Mail
from school.mail.operations import post
from school.mail.sending import Office, send_due
from school.mail.smtp import SmtpServer
from tests.factories import NOW
from tests.mail.servers import Kept, accepting


def write(session: Session, order: Order) -> Letter | None:
    """The letter of these tests, but for whom nothing is due any more."""
    if order.recipient.startswith("gone"):
        return None
    return Letter(
        to=order.recipient,
        locale="fr",
        subject="Élan <&> « œuvre »",
        paragraphs=("Bonjour Zoé O'Neil & <amis>,", ".un point en tête de ligne"),
        button="Entrer",
        address=f"{order.public_url}/invitation/abc",
    )


@dataclass
class Post:
    """Posting and sending, at a moment that a test moves on."""

    app: Flask
    session: Session
    now: dt.datetime = NOW

    def post(self, recipient: str, kind: str = "test") -> int:
        post(self.session, kind, recipient, {}, self.now)
        newest = self.session.scalars(select(func.max(Mail.id))).one()
        self.session.commit()
        return newest

    def office(self, url: str) -> Office:
        with self.app.app_context():
            engine = db.engine
        sender = "ffollozz <ecole@ffollozz.example>"
        server = SmtpServer(url)
        return Office(
            engine, {"test": write}, server, sender, "https://ecole.example", lambda: self.now
        )

    def send(self, url: str) -> int:
        return send_due(self.office(url))

    def wait(self, **duration: float) -> None:
        self.now += dt.timedelta(**duration)

    def row(self, mail_id: int) -> Mail:
        self.session.expire_all()
        row = self.session.get_one(Mail, mail_id)
        self.session.expunge(row)
        self.session.rollback()
        return row


@pytest.fixture
def desk(app: Flask, session: Session) -> Post:
    return Post(app, session)


@pytest.fixture
def server() -> Iterator[tuple[str, Kept]]:
    with accepting() as found:
        yield found
