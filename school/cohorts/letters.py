"""What people are written about joining a cohort."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import tokens
from school.accounts.particulars import fold_email
from school.cohorts import joining
from school.cohorts.models import Cohort, Joining, JoinLink
from school.mail.letters import Letter, Order, Writer
from school.web.language import gettext as _
from school.web.language import speaking


def confirmation(session: Session, order: Order) -> Letter | None:
    """The letter that asks whether an address is the one of who asked to join."""
    row = session.execute(
        select(Joining, Cohort.name)
        .join(JoinLink, JoinLink.id == Joining.link_id)
        .join(Cohort, Cohort.id == JoinLink.cohort_id)
        .where(
            Joining.link_id == order.data["link"],
            Joining.email_key == fold_email(order.recipient),
            Joining.joined_at.is_(None),
            JoinLink.ended_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    asked, token = row.Joining, tokens.new()
    asked.token_digest, asked.expires_at = tokens.digest(token), order.now + joining.LIFETIME
    with speaking(asked.locale):
        return Letter(
            to=asked.email,
            locale=asked.locale,
            subject=_("Confirm your address to join ffollozz"),
            paragraphs=(
                _("Hello %(name)s,", name=asked.first_name),
                _("You asked to join %(cohort)s at ffollozz.", cohort=row.name),
                _("Your place counts once this link is used. It works once, and for 7 days:"),
            ),
            button=_("Confirm my address"),
            address=f"{order.public_url}/rejoindre/confirmation/{token}",
            closing=(_("It was not you? Leave this letter: no account is opened without it."),),
        )


LETTERS: dict[str, Writer] = {joining.LETTER: confirmation}
