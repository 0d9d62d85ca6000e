"""Mails: what was sent, what waits, what is stuck, and inviting somebody again."""

from __future__ import annotations

import re

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts import invitations, operations
from school.accounts.errors import AccountError
from school.administration.blueprint import bp
from school.extensions import db
from school.mail import queries
from school.mail.operations import try_again
from school.mail.outbox import Outbox
from school.settings import Settings
from school.web import access
from school.web.clock import now

ONE = "/courrier/<int(max=2147483647):mail_id>"


@bp.get("/courrier")
@access.roles("admin")
def mails() -> ResponseReturnValue:
    """The mails that need somebody, then the latest ones."""
    asked, session = request.args.get("avant", ""), db.session()
    before = int(asked) if re.fullmatch(r"[0-9]{1,9}", asked, re.ASCII) else None
    return render_template(
        "administration/mails.html",
        stuck=queries.stuck(session) if before is None else (),
        mails=queries.mails(session, before),
        at_once=queries.AT_ONCE,
        to_try=_outbox() is not None,
    )


@bp.get(ONE)
@access.roles("admin")
def mail(mail_id: int) -> ResponseReturnValue:
    """One mail; in a school to try, as its reader has it."""
    found = queries.mail(db.session(), mail_id) or abort(404)
    outbox = _outbox()
    message = outbox.read(found.message_id) if outbox else None
    body = message.get_body(("plain",)) if message else None
    return render_template(
        "administration/mail.html",
        mail=found,
        message=message,
        text=body.get_content() if body else "",
        to_try=outbox is not None,
    )


@bp.post(f"{ONE}/essai")
@access.roles("admin")
def try_mail_again(mail_id: int) -> ResponseReturnValue:
    """Send again a mail that is stuck; one that is not stays as it is."""
    if queries.mail(db.session(), mail_id) is None:
        abort(404)
    if try_again(db.session(), mail_id, current_user.id, now()):
        flash(_("The mail leaves again within a minute."), "success")
    return redirect(url_for(".mail", mail_id=mail_id), 303)


@bp.post("/personnes/<int(max=2147483647):person_id>/invitation")
@access.roles("admin")
def invite(person_id: int) -> ResponseReturnValue:
    """Invite a person, again if need be, to choose a password."""
    person = operations.person_of(db.session(), person_id) or abort(404)
    try:
        invitations.invite(db.session(), person, current_user.id, now())
    except AccountError as error:
        flash(_(str(error)), "attention")
    else:
        flash(_("An invitation is on its way to %(email)s.", email=person.email), "success")
    return redirect(url_for(".person", person_id=person_id), 303)


def _outbox() -> Outbox | None:
    """Where mails are files, in a school to try."""
    settings: Settings = current_app.extensions["settings"]
    return None if settings.smtp_url or settings.env == "production" else Outbox(settings.outbox)
