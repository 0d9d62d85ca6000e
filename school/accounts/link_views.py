"""The pages of links sent by mail: coming in by an invitation, and choosing a new password.

Opening such a page uses nothing up: mail scanners open what they find. Only sending its form does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from school.accounts import invitations, links, resets, sessions
from school.accounts.errors import AccountError, LinkRefused
from school.accounts.forms import ForgottenForm, NewPasswordForm, refuse
from school.accounts.models import Person, Purpose
from school.accounts.throttle import TooManyGuesses
from school.accounts.visits import asking, minutes, retry_after, visitor
from school.extensions import db
from school.web import access
from school.web.clock import now

bp = Blueprint("links", "school.accounts", template_folder="templates")

Arguments = ParamSpec("Arguments")
INVITED, FORGOTTEN = "/invitation/<token>", "/mot-de-passe/<token>"
DEAD = "accounts/dead_link.html"


def by_link(
    dead: str,
) -> Callable[[Callable[Arguments, ResponseReturnValue]], Callable[Arguments, ResponseReturnValue]]:
    """Let no other page hear the address of this one; show `dead` for a link that does not work.

    `no-referrer` would take the origin from the page's own form, which is then refused.
    """

    def wrap(
        view: Callable[Arguments, ResponseReturnValue],
    ) -> Callable[Arguments, ResponseReturnValue]:
        @wraps(view)
        def show(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            try:
                response = make_response(view(*args, **kwargs))
            except LinkRefused:
                response = make_response(render_template(dead), 410)
            response.headers["Referrer-Policy"] = "strict-origin"
            return response

        return show

    return wrap


@bp.get(INVITED)
@access.anyone
@by_link(DEAD)
def invitation(token: str) -> ResponseReturnValue:
    """Where an invited person chooses a password."""
    person = links.holder(db.session(), token, Purpose.INVITATION, now())
    return _choose_password(person, NewPasswordForm(), invited=True)


@bp.post(INVITED)
@access.anyone
@by_link(DEAD)
def accept(token: str) -> ResponseReturnValue:
    """Choose a first password, and come in."""
    session, moment, form = db.session(), now(), NewPasswordForm()
    person = links.holder(session, token, Purpose.INVITATION, moment)
    if form.validate():
        password, here = form.new_password.data or "", visitor(person.email)
        try:
            opened = invitations.accept(session, token, password, here, moment)
        except AccountError as error:
            refuse(form.new_password, _(str(error)))
        else:
            sessions.start(opened.identity, opened.token)
            flash(
                _("Welcome. Next time, sign in with your e-mail address and this password."),
                "success",
            )
            return redirect(url_for("learning.dashboard"), 303)
    return _choose_password(person, form, invited=True), 422


@bp.get("/mot-de-passe-oublie")
@access.anyone
def forgotten() -> ResponseReturnValue:
    """Where a forgotten password is told."""
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@bp.post("/mot-de-passe-oublie")
@access.anyone
def ask() -> ResponseReturnValue:
    """Have a link sent, if the address has an account; nothing here tells whether it has."""
    form = ForgottenForm()
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), 422
    email = form.email.data or ""
    try:
        resets.ask(db.session(), email, asking("reset", email), now())
    except TooManyGuesses as refusal:
        page = render_template("accounts/forgotten.html", form=form, wait=minutes(refusal))
        return page, 429, retry_after(refusal)
    return redirect(url_for(".on_its_way"), 303)


@bp.get("/message-envoye")
@access.anyone
def on_its_way() -> ResponseReturnValue:
    """What to do while a letter is on its way."""
    return render_template("accounts/on_its_way.html")


@bp.get(FORGOTTEN)
@access.anyone
@by_link(DEAD)
def new_password(token: str) -> ResponseReturnValue:
    """Where a person who forgot a password chooses another."""
    person = links.holder(db.session(), token, Purpose.RESET, now())
    return _choose_password(person, NewPasswordForm())


@bp.post(FORGOTTEN)
@access.anyone
@by_link(DEAD)
def choose(token: str) -> ResponseReturnValue:
    """Choose another password: every device is signed out, this one too."""
    session, moment, form = db.session(), now(), NewPasswordForm()
    person = links.holder(session, token, Purpose.RESET, moment)
    if form.validate():
        try:
            resets.choose(
                session, token, form.new_password.data or "", visitor(person.email).guess, moment
            )
        except AccountError as error:
            refuse(form.new_password, _(str(error)))
        else:
            sessions.end()
            flash(_("Your password is changed: sign in with it."), "success")
            return redirect(url_for("accounts.sign_in"), 303)
    return _choose_password(person, form), 422


def _choose_password(person: Person, form: NewPasswordForm, *, invited: bool = False) -> str:
    return render_template(
        "accounts/choose_password.html", person=person, form=form, invited=invited
    )
