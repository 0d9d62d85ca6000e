"""The pages by which people join a cohort: asking with its link, and confirming by mail."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from school.accounts import sessions
from school.accounts.errors import AccountError
from school.accounts.forms import NewPasswordForm, refuse
from school.accounts.link_views import by_link
from school.accounts.throttle import TooManyGuesses
from school.accounts.visits import asking, minutes, retry_after, visitor
from school.cohorts import joining
from school.cohorts.errors import CohortError
from school.cohorts.forms import JoinForm
from school.cohorts.joining import Asked
from school.extensions import db
from school.web import access, language
from school.web.clock import now

bp = Blueprint("joining", "school.cohorts", template_folder="templates")

JOIN, CONFIRM = "/rejoindre/<token>", "/rejoindre/confirmation/<token>"
DEAD = "cohorts/dead_link.html"


@bp.get(JOIN)
@access.anyone
@by_link(DEAD)
def join(token: str) -> ResponseReturnValue:
    """Where somebody who was given a cohort's link asks to join."""
    _link, cohort = joining.cohort_of(db.session(), token, now())
    return render_template("cohorts/join.html", form=JoinForm(), cohort=cohort)


@bp.post(JOIN)
@access.anyone
@by_link(DEAD)
def ask_to_join(token: str) -> ResponseReturnValue:
    """Have a letter sent to the address given."""
    session, form = db.session(), JoinForm()
    _link, cohort = joining.cohort_of(session, token, now())
    status, headers, wait = 422, {}, 0
    if form.validate():
        email = form.email.data or ""
        asked = Asked(
            email, form.first_name.data or "", form.last_name.data or "", language.current()
        )
        try:
            joining.ask(session, token, asked, asking("joining", email), now())
        except AccountError as error:
            refuse(form[error.field], _(str(error)))
        except TooManyGuesses as refusal:
            status, headers, wait = 429, retry_after(refusal), minutes(refusal)
        else:
            return redirect(url_for("links.on_its_way"), 303)
    page = render_template("cohorts/join.html", form=form, cohort=cohort, wait=wait)
    return page, status, headers


@bp.get(CONFIRM)
@access.anyone
@by_link(DEAD)
def confirmation(token: str) -> ResponseReturnValue:
    """Where the letter's link leads; looking at it changes nothing."""
    return _confirmation(token, NewPasswordForm())


@bp.post(CONFIRM)
@access.anyone
@by_link(DEAD)
def confirm(token: str) -> ResponseReturnValue:
    """Join: with a first password, or with the account that one has."""
    session, form = db.session(), NewPasswordForm()
    found = joining.pending(session, token, now())
    if not found.has_password and not form.validate():
        return _confirmation(token, form), 422
    try:
        opened = joining.join(
            session, token, form.new_password.data or "", visitor(found.email), now()
        )
    except AccountError as error:
        session.rollback()  # the link is not used up
        refuse(form.new_password, _(str(error)))
        return _confirmation(token, form), 422
    except CohortError as error:
        session.rollback()
        return _confirmation(token, form, refused=_(str(error))), 409
    if opened is None:
        flash(_("You have joined %(cohort)s: sign in.", cohort=found.cohort), "success")
        return redirect(url_for("accounts.sign_in"), 303)
    sessions.start(opened.identity, opened.token)
    flash(_("Welcome. Next time, sign in with your e-mail address and this password."), "success")
    return redirect(url_for("learning.dashboard"), 303)


def _confirmation(token: str, form: NewPasswordForm, refused: str = "") -> str:
    found = joining.pending(db.session(), token, now())
    return render_template("cohorts/confirm.html", asked=found, form=form, refused=refused)
