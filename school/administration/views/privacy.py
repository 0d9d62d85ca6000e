"""Those who asked to be erased: the list, one of them, carrying it out."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts.errors import AccountError
from school.administration.blueprint import bp
from school.extensions import db
from school.privacy import erased, erasure, queries
from school.privacy.queries import Asked
from school.settings import Settings
from school.web import access, transaction
from school.web.clock import now, today

ONE = "/confidentialite/<int(max=2147483647):person_id>"


@bp.get("/confidentialite")
@access.roles("admin")
def privacy() -> ResponseReturnValue:
    """Who waits, since when; and who was erased."""
    return render_template(
        "administration/privacy.html", asked=queries.asked(db.session()), now=now()
    )


@bp.get(ONE)
@access.roles("admin")
def erasure_request(person_id: int) -> ResponseReturnValue:
    """What erasing this person does, before it is done."""
    return _page(_asked_or_404(person_id))


@bp.post(f"{ONE}/effacement")
@access.roles("admin")
def erase(person_id: int) -> ResponseReturnValue:
    """Erase somebody who asked for it; asked twice, the second changes nothing."""
    asked, session = _asked_or_404(person_id), db.session()
    try:
        done = erasure.carry_out(session, person_id, now(), by=current_user.id)
    except AccountError as error:
        session.rollback()
        return _page(asked, refused=_(str(error))), 409
    if done:
        transaction.settle()  # the list outside names nobody who is not erased
        settings: Settings = current_app.extensions["settings"]
        erased.note(settings.instance.resolve(), queries.erased(session))
        flash(_("This person is erased."), "success")
    return redirect(url_for(".privacy"), 303)


def _asked_or_404(person_id: int) -> Asked:
    found = queries.asked(db.session(), person_id)
    return found[0] if found else abort(404)


def _page(asked: Asked, refused: str = "") -> str:
    until = asked.proof_until or erasure.proof_until(db.session(), asked.person_id, today())
    return render_template("administration/erasure.html", asked=asked, until=until, refused=refused)
