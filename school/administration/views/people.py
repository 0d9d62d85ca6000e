"""People: finding them, one person's page, what may be done to their account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.errors import AccountError
from school.accounts.models import Person, Role
from school.administration import people as found
from school.administration.blueprint import bp
from school.administration.people import STATES, PeoplePage, Search
from school.extensions import db
from school.web import access
from school.web.clock import now

LARGEST_ID = 2**31 - 1
ONE = f"/personnes/<int(max={LARGEST_ID}):person_id>"


@bp.get("/personnes")
@access.roles("admin")
def people() -> ResponseReturnValue:
    """Those whom one looks for."""
    search = _search()
    page = found.people(db.session(), search, _number("page") or 1)
    return render_template(
        "administration/people.html",
        page=page,
        search=search,
        cohorts=found.cohorts(db.session()),
        before=_address(page, -1),
        after=_address(page, +1),
    )


@bp.get(ONE)
@access.roles("admin")
def person(person_id: int) -> ResponseReturnValue:
    """One person, and what may be done to their account."""
    return _page(person_id)


@bp.post(f"{ONE}/role")
@access.roles("admin")
def role(person_id: int) -> ResponseReturnValue:
    """Give a person another role."""
    asked = request.form.get("role", "")
    return _changed(person_id, operations.set_role, asked, said=_("The role is changed."))


@bp.post(f"{ONE}/etat")
@access.roles("admin")
def state(person_id: int) -> ResponseReturnValue:
    """Refuse a person from now on, or let them sign in again."""
    asked = request.form.get("active")
    if asked not in ("yes", "no"):
        abort(400)
    active = asked == "yes"
    said = _("The account is open again.") if active else _("The account is disabled.")
    return _changed(person_id, operations.set_active, active, said=said)


@bp.post(f"{ONE}/deconnexions")
@access.roles("admin")
def sign_outs(person_id: int) -> ResponseReturnValue:
    """End every sign-in of a person."""
    said = _("This person is signed out everywhere.")
    return _changed(person_id, operations.sign_out_everywhere, said=said)


@bp.post(f"{ONE}/second-facteur/fin")
@access.roles("admin")
def end_of_second_factor(person_id: int) -> ResponseReturnValue:
    """End the second factor of somebody who has lost theirs."""
    if person_id == current_user.id:
        return _page(person_id, refused=_("End your own on the page of your account.")), 409
    said = _("The second factor is ended: this person is signed out, and can set another.")
    return _changed(person_id, operations.end_second_factor, said=said)


def _changed(
    person_id: int, change: Callable[..., None], *values: Any, said: str
) -> ResponseReturnValue:
    """Change a person's account; a refusal is told on their page."""
    session: Session = db.session()
    whom: Person = operations.person_of(session, person_id) or abort(404)
    try:
        change(session, whom, *values, now(), by=current_user.id)
    except AccountError as error:
        session.rollback()
        return _page(person_id, refused=_(str(error))), 409
    flash(said, "success")
    return redirect(url_for(".person", person_id=person_id), 303)


def _page(person_id: int, refused: str = "") -> str:
    sheet = found.person(db.session(), person_id, now()) or abort(404)
    return render_template(
        "administration/person.html", sheet=sheet, person=sheet.line, refused=refused
    )


def _search() -> Search:
    """What the address asks for; what it cannot ask for is passed over."""
    role, state = request.args.get("role", ""), request.args.get("etat", "")
    return Search(
        request.args.get("recherche", "").strip(),
        role if role in list(Role) else "",
        _number("promotion"),
        state if state in STATES else "",
    )


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else None


def _address(page: PeoplePage, step: int) -> str:
    """The address of a neighbouring page of the same search; empty when there is none."""
    number = page.number + step
    if not 1 <= number <= page.pages:
        return ""
    asked: dict[str, Any] = {name: text for name, text in request.args.items() if text}
    return url_for(".people", **(asked | {"page": number}))
