"""What people are written about their account. The links are made here, as the letters leave."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import invitations, links, resets
from school.accounts.models import Person, Purpose
from school.audit.operations import record
from school.mail.letters import Letter, Order, Writer
from school.web.language import gettext as _
from school.web.language import speaking


def invitation(session: Session, order: Order) -> Letter | None:
    """The letter that opens an account to its person, as long as it has no password."""
    person = session.get(Person, order.data["person"])
    if person is None or not person.active or person.password_hash:
        return None
    token = links.make(session, person.id, Purpose.INVITATION, order.now)
    with speaking(person.locale):
        return Letter(
            to=person.email,
            locale=person.locale,
            subject=_("Your place at ffollozz"),
            paragraphs=(
                _("Hello %(name)s,", name=person.first_name),
                _("Your school has opened your account on ffollozz, the place of your year."),
                _("Choose a password to come in. This link is yours alone and works for 7 days:"),
            ),
            button=_("Choose my password"),
            address=f"{order.public_url}/invitation/{token}",
            closing=(
                _("If it no longer works, ask your school for another one."),
                _("You do not expect this letter? Leave it: nothing will happen."),
            ),
        )


def reset(session: Session, order: Order) -> Letter | None:
    """The letter to who forgot a password: to the account's own address, not the one typed."""
    person = session.scalar(
        select(Person).where(Person.email_key == order.recipient, Person.active)
    )
    if person is None:
        return None
    token = links.make(session, person.id, Purpose.RESET, order.now)
    subject = ("person", person.id)
    record(session, actor_id=None, action="person.reset_sent", subject=subject, now=order.now)
    with speaking(person.locale):
        return Letter(
            to=person.email,
            locale=person.locale,
            subject=_("A new password for ffollozz"),
            paragraphs=(
                _("Hello %(name)s,", name=person.first_name),
                _("Somebody, you we hope, asked for a new password for your account on ffollozz."),
                _("Choose it by this link, which works once and for 30 minutes:"),
            ),
            button=_("Choose a new password"),
            address=f"{order.public_url}/mot-de-passe/{token}",
            closing=(_("It was not you? Leave this letter: your password stays as it is."),),
        )


LETTERS: dict[str, Writer] = {invitations.LETTER: invitation, resets.LETTER: reset}
