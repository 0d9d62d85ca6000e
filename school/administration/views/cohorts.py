"""Cohorts: the list, one of them, what it is, its archiving."""

from __future__ import annotations

import datetime as dt

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts.forms import refuse
from school.administration.blueprint import bp
from school.cohorts import operations, queries
from school.cohorts.errors import CohortError
from school.cohorts.forms import CohortForm
from school.cohorts.operations import Particulars
from school.cohorts.queries import CohortLine
from school.extensions import db
from school.web import access
from school.web.clock import now

PAGE = "/cohortes/<int(max=2147483647):cohort_id>"


@bp.get("/cohortes")
@access.roles("admin")
def cohorts() -> ResponseReturnValue:
    """Every cohort, those put away last."""
    return render_template("administration/cohorts.html", cohorts=queries.cohorts(db.session()))


@bp.get("/cohortes/nouvelle")
@access.roles("admin")
def new_cohort() -> ResponseReturnValue:
    """The form of a new cohort."""
    return _form_page(_form())


@bp.post("/cohortes")
@access.roles("admin")
def create_cohort() -> ResponseReturnValue:
    """Open a cohort."""
    form = _form()
    if not form.validate():
        return _form_page(form), 422
    try:
        cohort = operations.create(db.session(), _particulars(form), now(), by=current_user.id)
    except CohortError as error:
        refuse(form[error.field], _(str(error)))
        return _form_page(form), 422
    flash(_("The cohort is open."), "success")
    return redirect(url_for(".cohort", cohort_id=cohort.id), 303)


@bp.get(PAGE)
@access.roles("admin")
def cohort(cohort_id: int) -> ResponseReturnValue:
    """A cohort, and who is in it."""
    return render_template(
        "administration/cohort.html",
        cohort=cohort_or_404(cohort_id),
        members=queries.members(db.session(), cohort_id),
    )


@bp.get(f"{PAGE}/modification")
@access.roles("admin")
def cohort_form(cohort_id: int) -> ResponseReturnValue:
    """The form that changes a cohort."""
    return _form_page(_form(cohort_or_404(cohort_id)), cohort_or_404(cohort_id))


@bp.post(f"{PAGE}/modification")
@access.roles("admin")
def edit_cohort(cohort_id: int) -> ResponseReturnValue:
    """Change what a cohort is."""
    found = cohort_or_404(cohort_id)
    form = _form(found)
    if not form.validate():
        return _form_page(form, found), 422
    try:
        operations.edit(db.session(), cohort_id, _particulars(form), now(), by=current_user.id)
    except CohortError as error:
        refuse(form[error.field], _(str(error)))
        return _form_page(form, found), 422
    flash(_("The cohort is changed."), "success")
    return redirect(url_for(".cohort", cohort_id=cohort_id), 303)


@bp.post(f"{PAGE}/archivage")
@access.roles("admin")
def archive_cohort(cohort_id: int) -> ResponseReturnValue:
    """Put a cohort away."""
    return _archive(cohort_id, archived=True)


@bp.post(f"{PAGE}/archivage/fin")
@access.roles("admin")
def restore_cohort(cohort_id: int) -> ResponseReturnValue:
    """Take back a cohort that was put away."""
    return _archive(cohort_id, archived=False)


def cohort_or_404(cohort_id: int) -> CohortLine:
    """A cohort of the school."""
    return queries.cohort(db.session(), cohort_id) or abort(404)


def _archive(cohort_id: int, *, archived: bool) -> ResponseReturnValue:
    cohort_or_404(cohort_id)
    operations.archive(db.session(), cohort_id, archived, now(), by=current_user.id)
    return redirect(url_for(".cohort", cohort_id=cohort_id), 303)


def _form(cohort: CohortLine | None = None) -> CohortForm:
    """The form as posted, or filled with what the cohort is."""
    form = CohortForm(obj=cohort)
    teachers = queries.instructors(db.session(), cohort.id if cohort else None)
    form.instructors.choices = [(each.id, each.name) for each in teachers]
    if cohort and not form.is_submitted():
        form.instructors.data = [each.id for each in cohort.instructors]
    return form


def _form_page(form: CohortForm, cohort: CohortLine | None = None) -> str:
    return render_template("administration/cohort_form.html", form=form, cohort=cohort)


def _particulars(form: CohortForm) -> Particulars:
    return Particulars(
        form.name.data or "",
        form.starts_on.data or dt.date.min,
        form.ends_on.data or dt.date.min,
        form.instructors.data or (),
        form.opens_by_date.data,
    )
