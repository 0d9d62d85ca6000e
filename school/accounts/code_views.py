"""The second factor: asked after the password, set, renewed and ended on one's account."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import segno
from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.orm import Session

from school.accounts import operations, proof, second_factor, sign_ins, totp
from school.accounts.errors import AccountError, CodeNeeded, CodeRefused, SignInRefused
from school.accounts.forms import CodeForm, SecondFactorForm, refuse
from school.accounts.models import Person
from school.accounts.sign_ins import Visitor
from school.accounts.throttle import TooManyGuesses
from school.accounts.views import enter
from school.accounts.visits import minutes, retry_after, visitor
from school.extensions import db
from school.settings import Settings
from school.web import access, transaction
from school.web.clock import now

bp = Blueprint("second_factor", __name__, template_folder="templates")

PAGE = "/compte/second-facteur"
STAFF = ("instructor", "admin")
INK, GROUND = "#1a1230", "#ffffff"
"""A camera reads dark squares on a light ground, whatever the theme."""

Change = Callable[[Session, Person], ResponseReturnValue]


@bp.app_errorhandler(CodeNeeded)
def ask_for_the_code(needed: CodeNeeded) -> ResponseReturnValue:
    """Ask for the code, by whichever way the password was given."""
    form = CodeForm(
        formdata=None,
        proof=proof.seal(needed),
        next=request.form.get("next"),
        kept=request.form.get("kept"),
    )
    return render_template("accounts/code.html", form=form)


@bp.get("/connexion/code")
@access.anyone
def code() -> ResponseReturnValue:
    """The password comes first."""
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/connexion/code")
@access.anyone
def give_code() -> ResponseReturnValue:
    """Sign in with the code, after the password."""
    form, needed = CodeForm(), proof.unseal(request.form.get("proof"))
    if needed is None:
        return _password_again()
    if not form.validate():
        return render_template("accounts/code.html", form=form), 422
    try:
        opened = operations.sign_in_with_code(
            db.session(), _key(), needed, form.code.data or "", _guesser(needed.person_id), now()
        )
    except SignInRefused:
        return _password_again()
    except CodeRefused:
        transaction.keep()
        return render_template("accounts/code.html", form=form, refused=True), 401
    except TooManyGuesses as refusal:
        page = render_template("accounts/code.html", form=form, wait=minutes(refusal))
        return page, 429, retry_after(refusal)
    return enter(opened, form.next.data, form.kept.data)


@bp.get(PAGE)
@access.roles(*STAFF)
def page() -> ResponseReturnValue:
    """The second factor that one has, or what sets it."""
    return _page(SecondFactorForm(seed=totp.new_seed().hex()))


@bp.post(PAGE)
@access.roles(*STAFF)
def set_up() -> ResponseReturnValue:
    """Set one's second factor: other devices are signed out, and recovery codes shown, once."""
    form = SecondFactorForm()

    def change(session: Session, person: Person) -> ResponseReturnValue:
        moment, typed = now(), form.code.data or ""
        codes = second_factor.set_up(session, _key(), person, _seed(form), typed, moment)
        sign_ins.close_others(session, person.id, current_user.sign_in_id, moment)
        return _codes(codes)

    return _changed(form, change, code_too=False)


@bp.post(f"{PAGE}/codes")
@access.roles(*STAFF)
def codes() -> ResponseReturnValue:
    """Renew one's recovery codes, and show them, once."""

    def change(session: Session, person: Person) -> ResponseReturnValue:
        return _codes(second_factor.renew_codes(session, _key(), person, now()))

    return _changed(SecondFactorForm(), change)


@bp.post(f"{PAGE}/fin")
@access.roles(*STAFF)
def end() -> ResponseReturnValue:
    """End one's second factor."""

    def change(session: Session, person: Person) -> ResponseReturnValue:
        second_factor.end(session, person, now(), by=person.id)
        flash(_("Your second factor is ended. Your password alone signs you in."), "info")
        return redirect(url_for(".page"), 303)

    return _changed(SecondFactorForm(), change)


def _changed(
    form: SecondFactorForm, change: Change, *, code_too: bool = True
) -> ResponseReturnValue:
    """Change one's second factor, once one has given one's password, and a code if one is asked."""
    if not form.validate():
        return _page(form), 422
    session, moment = db.session(), now()
    try:
        person = sign_ins.check_password(
            session,
            Person.id == current_user.id,
            form.current_password.data or "",
            visitor(current_user.email),
            moment,
        )
        if code_too:
            guess = _guesser(person.id).guess
            second_factor.check(session, _key(), person, form.code.data or "", guess, moment)
        return change(session, person)
    except SignInRefused:
        transaction.keep()
        refuse(form.current_password, _("This is not your present password."))
    except CodeRefused:
        transaction.keep()
        refuse(form.code, _("This is no code of the moment, nor a recovery code that is left."))
    except AccountError as error:
        refuse(form.code, _(str(error)))
    except TooManyGuesses as refusal:
        return _page(form, wait=minutes(refusal)), 429, retry_after(refusal)
    return _page(form), 422


def _page(form: SecondFactorForm, wait: int = 0) -> str:
    session, person_id = db.session(), current_user.id
    since = second_factor.since(session, person_id)
    if since:
        left = second_factor.codes_left(session, person_id)
        return render_template(
            "accounts/second_factor.html", form=form, since=since, left=left, wait=wait
        )
    secret = totp.secret(_key(), person_id, _seed(form))
    address = totp.address(secret, current_user.email)
    return render_template(
        "accounts/second_factor.html",
        form=form,
        picture=_picture(address),
        address=address,
        secret=totp.readable(secret),
        required=_settings().second_factor_required,
        wait=wait,
    )


def _codes(codes: Sequence[str]) -> str:
    return render_template("accounts/recovery_codes.html", codes=codes)


def _picture(address: str) -> Markup:
    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(scale=5, dark=INK, light=GROUND))  # noqa: S704  # drawn by us


def _seed(form: SecondFactorForm) -> bytes:
    """The seed on the page; a new one when the page was changed by hand."""
    try:
        seed = bytes.fromhex(form.seed.data or "")
    except ValueError:
        seed = b""
    if len(seed) != totp.SEED_BYTES:
        seed = totp.new_seed()
        form.seed.data = seed.hex()
    return seed


def _password_again() -> ResponseReturnValue:
    flash(_("That took too long, or something changed meanwhile: sign in again."), "info")
    return redirect(url_for("accounts.sign_in"), 303)


def _guesser(person_id: int) -> Visitor:
    """Whoever gives a code for a person. No e-mail address is written so: codes count apart."""
    return visitor(f"code of {person_id}")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _key() -> str:
    return str(current_app.secret_key)
