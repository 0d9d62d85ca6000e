"""An instructor's students, and seeing the pages of one as they do."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from school.extensions import db
from school.viewing import operations, queries
from school.web import access
from school.web.clock import now

bp = Blueprint("viewing", __name__, template_folder="templates")


@bp.get("/enseigner/etudiants")
@access.roles("instructor")
def students() -> ResponseReturnValue:
    """The students of the cohorts that one teaches."""
    classes = queries.classes(db.session(), current_user.id)
    return render_template("viewing/students.html", classes=classes)


@bp.post("/vue/<int(max=2147483647):person_id>")
@access.roles("instructor", "admin")
def begin(person_id: int) -> ResponseReturnValue:
    """See the pages of a student as they do."""
    session, viewer = db.session(), current_user._get_current_object()
    student = queries.seen_by(session, viewer, person_id) or abort(403)
    operations.begin(session, viewer, student, now())
    return redirect(url_for("learning.dashboard"), 303)


@bp.post("/vue/fin")
@access.signed_in
def end() -> ResponseReturnValue:
    """Come back to one's own pages."""
    operations.end(db.session(), current_user.sign_in_id)
    viewer = current_user.viewer
    if viewer is None:
        return redirect(url_for("learning.dashboard"), 303)
    if viewer.role == "admin":
        return redirect(url_for("administration.person", person_id=current_user.id), 303)
    return redirect(url_for(".students"), 303)
