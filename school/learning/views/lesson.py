"""A lesson: its page, the mark that it was read, the place where one is."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from school.extensions import db
from school.learning import reading
from school.learning.views.blueprint import bp, open_lesson, student
from school.learning.views.lesson_html import lesson_page
from school.web import access
from school.web.clock import now


@bp.get("/lecons/<lesson_id>")
@access.signed_in
def lesson(lesson_id: str) -> ResponseReturnValue:
    """A lesson; `?nouveau=` names the exercise whose new numbers are asked for."""
    return lesson_page(open_lesson(lesson_id), request.args.get("nouveau", ""))


@bp.post("/lecons/<lesson_id>/lecture", endpoint="reading")
@access.signed_in
def reading_mark(lesson_id: str) -> ResponseReturnValue:
    """Mark a lesson as read to its end."""
    reading.mark_read(db.session(), student().id, open_lesson(lesson_id), now())
    return redirect(f"/lecons/{lesson_id}#{reading.END}", 303)


@bp.post("/lecons/<lesson_id>/place")
@access.signed_in
def place(lesson_id: str) -> ResponseReturnValue:
    """Remember how far one is in a lesson."""
    anchor = request.form.get("place", "")
    reading.move_place(db.session(), student().id, open_lesson(lesson_id), anchor, now())
    return "", 204
