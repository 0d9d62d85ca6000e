"""The effective dates of one student: their own first day, and their extra time."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from school.accounts.forms import refuse
from school.administration.blueprint import bp
from school.cohorts import queries, scheduling
from school.cohorts.errors import CohortError
from school.cohorts.forms import StudentDatesForm
from school.cohorts.queries import Pupil
from school.extensions import db
from school.learning.lateness import passed_late
from school.learning.situation import Situation
from school.publishing import catalogue
from school.web import access
from school.web.clock import now, today

PAGE = "/etudiants/<int(max=2147483647):person_id>/dates"


@bp.get(PAGE)
@access.roles("admin")
def student_dates(person_id: int) -> ResponseReturnValue:
    """The dates of a student, as their pages and the server's refusals follow them."""
    pupil = _pupil_or_404(person_id)
    return _page(pupil, StudentDatesForm(starts_on=pupil.own_start, extra=pupil.timetable.extra))


@bp.post(PAGE)
@access.roles("admin")
def set_student_dates(person_id: int) -> ResponseReturnValue:
    """Change what sets the dates of a student."""
    pupil, form = _pupil_or_404(person_id), StudentDatesForm()
    if not form.validate():
        return _page(pupil, form), 422
    starts_on, extra = form.starts_on.data, form.extra.data or 0
    try:
        scheduling.set_student_days(
            db.session(), person_id, starts_on, extra, now(), by=current_user.id
        )
    except CohortError as error:
        refuse(form[error.field], _(str(error)))
        return _page(pupil, form), 422
    flash(_("The student’s dates are changed."), "success")
    return redirect(url_for(".student_dates", person_id=person_id), 303)


def _pupil_or_404(person_id: int) -> Pupil:
    return queries.pupil(db.session(), person_id) or abort(404)


def _page(pupil: Pupil, form: StudentDatesForm) -> str:
    here = Situation(catalogue.current(db.session()), pupil.timetable)
    return render_template(
        "administration/student_dates.html",
        pupil=pupil,
        programme=here.catalogue.programme,
        late=passed_late(db.session(), pupil.id, here),
        today=today(),
        form=form,
    )
