"""Opening somebody's account: they are invited by mail to choose their password."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts import invitations, operations
from school.accounts.errors import AccountError
from school.accounts.forms import PersonForm, refuse
from school.administration.blueprint import bp
from school.extensions import db
from school.web import access
from school.web.clock import now


@bp.get("/personnes/nouvelle")
@access.roles("admin")
def new_person() -> ResponseReturnValue:
    """The form of a new account."""
    return _page(PersonForm())


@bp.post("/personnes")
@access.roles("admin")
def create_person() -> ResponseReturnValue:
    """Open an account, and invite whose it is."""
    form = PersonForm()
    if not form.validate():
        return _page(form), 422
    session, moment, admin = db.session(), now(), current_user.id
    try:
        person = operations.create_person(
            session,
            email=form.email.data or "",
            first_name=form.first_name.data or "",
            last_name=form.last_name.data or "",
            role=form.role.data,
            password=None,
            now=moment,
            by=admin,
        )
    except AccountError as error:
        refuse(form[error.field], _(str(error)))
        return _page(form), 422
    invitations.invite(session, person, admin, moment)
    flash(
        _("The account is open. An invitation is on its way to %(email)s.", email=person.email),
        "success",
    )
    return redirect(url_for(".person", person_id=person.id), 303)


def _page(form: PersonForm) -> str:
    return render_template("administration/new_person.html", form=form)
