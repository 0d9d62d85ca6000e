"""What the school keeps: told to everybody; about oneself, to see, take away or have erased."""

from __future__ import annotations

from email.utils import parseaddr

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.extensions import db
from school.privacy import queries, requests
from school.privacy.archive import archive
from school.privacy.contract import Who
from school.privacy.cookies import COOKIES
from school.privacy.purposes import PURPOSES
from school.privacy.retention import PROOF_YEARS
from school.settings import Settings
from school.web import access, language
from school.web.clock import now

bp = Blueprint("privacy", __name__, template_folder="templates")


@bp.get("/confidentialite")
@access.anyone
def public() -> ResponseReturnValue:
    """What is kept about people, why, how long, and whom to ask."""
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "privacy/public.html",
        purposes=PURPOSES,
        cookies=COOKIES,
        years=PROOF_YEARS,
        contact=parseaddr(settings.mail_from)[1],
    )


@bp.get("/compte/donnees")
@access.signed_in
def data() -> ResponseReturnValue:
    """What is kept about the person who asks."""
    return render_template(
        "privacy/data.html",
        held=queries.held(db.session(), _who()),
        asked_at=requests.waiting_since(db.session(), current_user.id),
        years=PROOF_YEARS,
    )


@bp.get("/compte/donnees/archive")
@access.signed_in
def export() -> ResponseReturnValue:
    """All of it, in one file."""
    settings: Settings = current_app.extensions["settings"]
    given = queries.given(db.session(), _who())
    content = archive(given, settings.instance.resolve(), language.current(), now())
    response = Response(content, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.zip"'
    return response


@bp.post("/compte/donnees/effacement")
@access.signed_in
def ask() -> ResponseReturnValue:
    """Ask to be erased."""
    requests.ask(db.session(), current_user.id, now())
    flash(_("Your request is noted: an administrator carries it out."), "success")
    return redirect(url_for(".data"), 303)


@bp.post("/compte/donnees/effacement/retrait")
@access.signed_in
def withdraw() -> ResponseReturnValue:
    """Take one's request back."""
    requests.withdraw(db.session(), current_user.id, now())
    flash(_("Your request is withdrawn: nothing is erased."), "success")
    return redirect(url_for(".data"), 303)


def _who() -> Who:
    return Who(current_user.id, current_user.email)
