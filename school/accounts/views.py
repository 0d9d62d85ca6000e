"""Signing in and out, and one's own account."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts import kept, operations, queries, sessions, sign_ins, tokens
from school.accounts.errors import AccountError, SignInRefused
from school.accounts.forms import PasswordForm, SignInForm, refuse
from school.accounts.identity import Identity
from school.accounts.sign_ins import Opened
from school.accounts.throttle import TooManyGuesses
from school.accounts.visits import minutes, retry_after, visitor
from school.database import SAFE_METHODS
from school.extensions import db, login
from school.web import access, language, transaction
from school.web.clock import now
from school.web.redirects import previous_path, safe_path
from school.web.typed import sent, too_long, typed

bp = Blueprint("accounts", __name__, template_folder="templates")


@bp.app_template_global("owner_of")
def owner_of(person: Identity) -> str:
    """The name under which a browser keeps this person's own things."""
    return tokens.owner(str(current_app.secret_key), person.id)


@bp.get("/")
@access.anyone
def home() -> ResponseReturnValue:
    """Where each person's day starts."""
    return redirect(_home() if current_user.is_authenticated else url_for(".sign_in"), 303)


@bp.get("/connexion")
@access.anyone
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    asked = request.args.get("next")
    if current_user.is_authenticated:
        return redirect(safe_path(asked, _home()), 303)
    return render_template("accounts/sign_in.html", form=SignInForm(next=safe_path(asked, "")))


@bp.post("/connexion")
@access.anyone
def open_sign_in() -> ResponseReturnValue:
    """Sign in, then go where one was going, or be shown what a session's end interrupted."""
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    email = form.email.data or ""
    try:
        opened = operations.sign_in(
            db.session(), email, form.password.data or "", visitor(email), now()
        )
    except SignInRefused:
        transaction.keep()
        return render_template("accounts/sign_in.html", form=form, refused=True), 401
    except TooManyGuesses as refusal:
        page = render_template("accounts/sign_in.html", form=form, wait=minutes(refusal))
        return page, 429, retry_after(refusal)
    return enter(opened, form.next.data, form.kept.data)


def enter(opened: Opened, target: str | None, sealed: str | None) -> ResponseReturnValue:
    """Sign this browser in, then go where one was going, or be shown what was interrupted."""
    if current_user.is_authenticated:
        sign_ins.close(db.session(), current_user.sign_in_id, now())
    sessions.start(opened.identity, opened.token)
    if not sealed:
        return redirect(safe_path(target, _home()), 303)
    interrupted = kept.unseal(sealed, opened.identity.id)
    if interrupted is None:
        return redirect(_home(), 303)
    return render_template(
        "accounts/resume.html", interrupted=interrupted, typed=typed(interrupted.fields)
    )


@login.unauthorized_handler  # type: ignore[untyped-decorator]  # the library has no types
def ask_to_sign_in() -> ResponseReturnValue:
    """Send a reader to the sign-in page; keep for a writer what they were sending."""
    if request.method in SAFE_METHODS:
        return _send_to_sign_in()
    form = SignInForm(
        formdata=None, next=previous_path(""), kept=kept.seal(sessions.person_before())
    )
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        ended=True,
        too_long=too_long(),
        to_copy=() if form.kept.data else typed(sent()),
    )
    # htmx would put the page in the place of the fragment it asked for.
    return page, 401, {"HX-Retarget": "body", "HX-Reswap": "innerHTML"}


def _send_to_sign_in() -> ResponseReturnValue:
    if "HX-Request" not in request.headers:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    # A script asked for a part of a page: it is the page that one comes back to.
    return "", 401, {"HX-Redirect": url_for("accounts.sign_in", next=previous_path("/"))}


@bp.post("/deconnexion")
@access.anyone
def sign_out() -> ResponseReturnValue:
    """End this device's sign-in, if it has not ended by itself."""
    if current_user.is_authenticated:
        sign_ins.close(db.session(), current_user.sign_in_id, now())
    sessions.end()
    flash(_("You are signed out."), "success")
    return redirect(url_for(".sign_in"), 303)


@bp.get("/compte")
@access.signed_in
def account() -> ResponseReturnValue:
    """Who one is here, in which language, and on which devices."""
    devices_in_use = queries.open_sign_ins(db.session(), current_user.id, now())
    return render_template("accounts/account.html", sign_ins=devices_in_use)


@bp.post("/compte/langue")
@access.signed_in
def locale() -> ResponseReturnValue:
    """Keep a language for every device; what this one was told before gives way."""
    chosen = request.form.get("locale")
    if chosen not in language.LOCALES:
        abort(400)
    operations.set_locale(db.session(), current_user.id, chosen)
    response = redirect(url_for(".account"), 303)
    response.delete_cookie(language.COOKIE)
    return response


@bp.post("/compte/deconnexions")
@access.signed_in
def sign_out_elsewhere() -> ResponseReturnValue:
    """End the sign-ins of one's other devices."""
    sign_ins.close_others(db.session(), current_user.id, current_user.sign_in_id, now())
    flash(_("Your other devices are signed out."), "success")
    return redirect(url_for(".account"), 303)


@bp.get("/compte/mot-de-passe")
@access.signed_in
def password() -> ResponseReturnValue:
    """The page that changes one's password."""
    return render_template("accounts/password.html", form=PasswordForm())


@bp.post("/compte/mot-de-passe")
@access.signed_in
def change_password() -> ResponseReturnValue:
    """Change one's password: every other device is signed out."""
    form = PasswordForm()
    if not form.validate():
        return render_template("accounts/password.html", form=form), 422
    try:
        opened = operations.change_password(
            db.session(),
            current_user.id,
            form.current_password.data or "",
            form.new_password.data or "",
            visitor(current_user.email),
            now(),
        )
    except SignInRefused:
        transaction.keep()
        refuse(form.current_password, _("This is not your present password."))
    except AccountError as error:
        refuse(form.new_password, _(str(error)))
    except TooManyGuesses as refusal:
        page = render_template("accounts/password.html", form=form, wait=minutes(refusal))
        return page, 429, retry_after(refusal)
    else:
        sessions.start(opened.identity, opened.token)
        flash(_("Your password is changed. Your other devices are signed out."), "success")
        return redirect(url_for(".account"), 303)
    return render_template("accounts/password.html", form=form), 422


def _home() -> str:
    return url_for("learning.dashboard")
