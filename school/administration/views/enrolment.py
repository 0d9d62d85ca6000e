"""Enrolling in a cohort: a list is read, what it changes is shown, then it is done as shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import (
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    stream_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from school.administration.blueprint import bp
from school.administration.views.cohorts import PAGE, cohort_or_404
from school.cohorts import enrolment, planning
from school.cohorts.errors import CohortError
from school.cohorts.planning import Plan
from school.cohorts.roster import keeping, pasted, reading
from school.cohorts.roster.checking import checked
from school.cohorts.roster.contract import Place, Record, Roster
from school.extensions import db
from school.web import access, size, transaction
from school.web.clock import now


@bp.get(f"{PAGE}/inscriptions")
@access.roles("admin")
def enrolments(cohort_id: int) -> ResponseReturnValue:
    """The ways to enrol: one person, a pasted list, a file."""
    cohort = cohort_or_404(cohort_id)
    return render_template("administration/enrolment.html", cohort=cohort)


@bp.post(f"{PAGE}/inscriptions/apercu")
@access.roles("admin")
@transaction.reads_only
@size.takes_files
def preview_enrolments(cohort_id: int) -> ResponseReturnValue:
    """What a list would change, or everything that is wrong with it."""
    cohort_or_404(cohort_id)
    roster = _sent_roster()
    plan = planning.plan(db.session(), roster, cohort_id, missing_leave=_missing_leave())
    return _plan_page(roster, plan), 422 if plan.problems else 200


@bp.post(f"{PAGE}/inscriptions")
@access.roles("admin")
@transaction.reads_first
@size.takes_files
def enrol(cohort_id: int) -> ResponseReturnValue:
    """Do what was shown, whole or not at all; show it anew when it would now do something else.

    The page is sent while the work is done, and tells how far it has come.
    """
    cohort = cohort_or_404(cohort_id)
    if cohort.archived:
        return redirect(url_for(".enrolments", cohort_id=cohort_id), 303)
    roster, missing_leave = _kept_roster(), _missing_leave()
    plan = planning.plan(db.session(), roster, cohort_id, missing_leave=missing_leave)
    if plan.problems or not plan.changes or plan.digest != request.form.get("digest"):
        return _plan_page(roster, plan, changed=True), 409
    invite = "invite" in request.form and bool(plan.created)
    page = stream_template(
        "administration/enrolment_done.html",
        cohort=cohort,
        plan=plan,
        invited=invite,
        steps=_steps(roster, plan, missing_leave, invite, current_user.id),
    )
    return Response(page, headers={"X-Accel-Buffering": "no"})  # or nginx would wait for the end


def _steps(
    roster: Roster, shown: Plan, missing_leave: bool, invite: bool, by: int
) -> Iterator[int | None]:
    """Apply a list if it still does what was shown: how many people are done, now and then.

    The last one is None when nothing was done after all.
    """
    transaction.write()
    session, cohort_id = db.session(), shown.cohort_id
    try:
        enrolment.lock(session, cohort_id)
        plan = planning.plan(session, roster, cohort_id, missing_leave=missing_leave)
        if plan.digest == shown.digest and not plan.problems:
            yield from enrolment.apply(session, plan, by=by, now=now(), invite=invite)
            session.commit()
            return
    except (CohortError, SQLAlchemyError):
        current_app.logger.exception("a list was not applied")
    session.rollback()
    yield None


def _plan_page(roster: Roster, plan: Plan, *, changed: bool = False) -> str:
    return render_template(
        "administration/enrolment_plan.html",
        cohort=cohort_or_404(plan.cohort_id),
        roster=roster,
        plan=plan,
        kept="" if plan.problems else keeping.packed(roster),
        missing_leave=_missing_leave(),
        changed=changed,
    )


def _missing_leave() -> bool:
    return "missing_leave" in request.form


def _sent_roster() -> Roster:
    """The list that was sent, in one of the ways of the page."""
    form = request.form
    match form.get("way"):
        case "one":
            fields = ("email", "first_name", "last_name")
            told = {name: form.get(name, "") for name in fields if form.get(name, "").strip()}
            return checked([Record(Place("", 0), {"email": "", **told})])
        case "leave":
            listed = pasted.read(form.get("list", ""))
            leaving = tuple(replace(entry, leaves=True) for entry in listed.entries)
            return replace(listed, entries=leaving)
        case "list":
            return pasted.read(form.get("list", ""))
        case "kept":
            return _kept_roster()
    sent = [file for file in request.files.getlist("files") if file.filename]
    return reading.read(
        [reading.File(file.filename or "", file.stream.read(reading.LARGEST + 1)) for file in sent]
    )


def _kept_roster() -> Roster:
    try:
        return keeping.unpacked(request.form.get("roster", ""))
    except ValueError:
        abort(400)
