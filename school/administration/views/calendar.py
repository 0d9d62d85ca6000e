"""The calendar of a cohort: its holidays, the days of its modules, all moved as one."""

from __future__ import annotations

import datetime as dt

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts.forms import refuse
from school.administration.blueprint import bp
from school.administration.views.cohorts import PAGE, cohort_or_404
from school.cohorts import operations, queries, scheduling
from school.cohorts.calendar import Holiday
from school.cohorts.errors import CohortError
from school.cohorts.forms import HolidayForm, ModuleForm, ShiftForm
from school.cohorts.timetable import planned
from school.curriculum.programme import Announced
from school.extensions import db
from school.publishing import catalogue
from school.web import access
from school.web.clock import now, today

CALENDAR = f"{PAGE}/calendrier"


@bp.get(CALENDAR)
@access.roles("admin")
def calendar(cohort_id: int) -> ResponseReturnValue:
    """The effective dates of a cohort's modules, and what sets them."""
    return _page(cohort_id)


@bp.post(f"{CALENDAR}/decalage")
@access.roles("admin")
def shift_cohort(cohort_id: int) -> ResponseReturnValue:
    """Move all the dates of a cohort."""
    form = ShiftForm()
    cohort_or_404(cohort_id)
    if not form.validate():
        return _page(cohort_id, shift=form), 422
    try:
        operations.shift(db.session(), cohort_id, form.days.data or 0, now(), by=current_user.id)
    except CohortError as error:
        refuse(form.days, _(str(error)))
        return _page(cohort_id, shift=form), 422
    flash(_("All the dates are moved."), "success")
    return _back(cohort_id)


@bp.post(f"{CALENDAR}/periodes")
@access.roles("admin")
def add_holiday(cohort_id: int) -> ResponseReturnValue:
    """Give a cohort a period without teaching."""
    form = HolidayForm()
    cohort_or_404(cohort_id)
    if not form.validate():
        return _page(cohort_id, holiday=form), 422
    first, last = form.first_day.data or dt.date.min, form.last_day.data or dt.date.min
    holiday = Holiday(form.name.data or "", first, last)
    try:
        scheduling.add_holiday(db.session(), cohort_id, holiday, now(), by=current_user.id)
    except CohortError as error:
        refuse(form[error.field], _(str(error)))
        return _page(cohort_id, holiday=form), 422
    flash(_("The period is added: what follows has moved."), "success")
    return _back(cohort_id)


@bp.post(f"{CALENDAR}/periodes/suppression")
@access.roles("admin")
def remove_holiday(cohort_id: int) -> ResponseReturnValue:
    """Take a period without teaching back."""
    cohort_or_404(cohort_id)
    try:
        first_day = dt.date.fromisoformat(request.form.get("first_day", ""))
    except ValueError:
        abort(400)
    scheduling.remove_holiday(db.session(), cohort_id, first_day, now(), by=current_user.id)
    flash(_("The period is removed: what follows has moved."), "success")
    return _back(cohort_id)


@bp.get(f"{CALENDAR}/modules/<module_id>")
@access.roles("admin")
def module_days(cohort_id: int, module_id: str) -> ResponseReturnValue:
    """The form of a module's days in a cohort."""
    announced = _announced_or_404(module_id)
    cohort_or_404(cohort_id)
    dates = queries.timetable(db.session(), cohort_id).dates(announced)
    return _module_page(cohort_id, announced, ModuleForm(obj=dates))


@bp.post(f"{CALENDAR}/modules/<module_id>")
@access.roles("admin")
def set_module_days(cohort_id: int, module_id: str) -> ResponseReturnValue:
    """Give a module its days in a cohort, or those of the programme again."""
    announced, form = _announced_or_404(module_id), ModuleForm()
    cohort_or_404(cohort_id)
    days = None
    if "programme" not in request.form:
        if not form.validate():
            return _module_page(cohort_id, announced, form), 422
        days = form.opens_on.data or dt.date.min, form.due_on.data or dt.date.min
    try:
        scheduling.set_module_days(
            db.session(), cohort_id, announced, days, now(), by=current_user.id
        )
    except CohortError as error:
        refuse(form[error.field], _(str(error)))
        return _module_page(cohort_id, announced, form), 422
    flash(_("The days of the module are changed."), "success")
    return _back(cohort_id)


def _announced_or_404(module_id: str) -> Announced:
    announced = catalogue.current(db.session()).programme.announced
    return next((each for each in announced if each.id == module_id), None) or abort(404)


def _page(
    cohort_id: int, shift: ShiftForm | None = None, holiday: HolidayForm | None = None
) -> str:
    return render_template(
        "administration/calendar.html",
        cohort=cohort_or_404(cohort_id),
        timetable=queries.timetable(db.session(), cohort_id),
        programme=catalogue.current(db.session()).programme,
        today=today(),
        shift=shift or ShiftForm(formdata=None),
        holiday=holiday or HolidayForm(formdata=None),
    )


def _module_page(cohort_id: int, announced: Announced, form: ModuleForm) -> str:
    return render_template(
        "administration/module_days.html",
        cohort=cohort_or_404(cohort_id),
        timetable=queries.timetable(db.session(), cohort_id),
        announced=announced,
        planned=planned(announced),
        form=form,
    )


def _back(cohort_id: int) -> ResponseReturnValue:
    return redirect(url_for(".calendar", cohort_id=cohort_id), 303)
