"""What the student's pages share: their blueprint, and who is asking for what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    make_response,
    render_template,
    request,
)
from flask.blueprints import BlueprintSetupState
from flask_login import current_user
from markupsafe import Markup

from school.cohorts.timetable import ModuleDates
from school.curriculum.module import Module
from school.extensions import db
from school.learning import earlier, live, percent, plot, wording
from school.learning import situation as situations
from school.learning.card import Card
from school.learning.draws import Student
from school.learning.earlier import Earlier
from school.learning.situation import Situation
from school.publishing.catalogue import Catalogue, PublishedExercise, PublishedLesson
from school.web import language
from school.web.clock import today
from school.web.errors import WHOLE_PAGE
from school.web.typed import sent, typed

bp = Blueprint("learning", "school.learning", template_folder="templates")


@bp.record_once
def _give_to_templates(state: BlueprintSetupState) -> None:
    names: dict[str, Any] = {"words": wording, "live": live, "percent": percent, "plot": plot}
    state.app.jinja_env.globals.update(names | {"kind_of": macros_of_kind, "fixed": fixed})


def macros(template: str) -> Any:
    """The macros of a template: called so, they cost half of what rendering a page does."""
    return current_app.jinja_env.get_template(template).module


def fixed(template: str) -> Markup:
    """A piece of page that depends on the language alone, rendered once."""
    kept: dict[tuple[str, str], Markup] = current_app.extensions.setdefault("fixed", {})
    key = (template, language.current())
    if key not in kept:
        kept[key] = Markup(render_template(template))  # noqa: S704  # our own template
    return kept[key]


def macros_of_kind(card: Card) -> Any:
    """The macros that draw an exercise of this kind."""
    return macros(f"learning/exercises/{card.kind}.html")


def student() -> Student:
    """Whose numbers and progress this request is about: nobody's but the asker's."""
    return Student(current_user.id, str(current_app.secret_key))


def student_of(lesson: PublishedLesson) -> Student:
    """The same, with what a lesson reads of their earlier answers."""
    return replace(student(), read=dict(earlier_of(lesson).values))


def earlier_of(lesson: PublishedLesson) -> Earlier:
    """What a lesson reads of the asker's earlier answers, looked for once a request."""
    found: dict[str, Earlier] = g.setdefault("earlier", {})
    lesson_id = lesson.lesson.id
    if lesson_id not in found:
        found[lesson_id] = earlier.find(db.session(), current_user.id, lesson)
    return found[lesson_id]


def situation() -> Situation:
    """The curriculum at this request, and the asker's timetable, looked for once."""
    if "situation" not in g:
        found = situations.find(db.session(), current_user.id)
        g.situation = found if current_user.studies else replace(found, timetable=None)
    kept: Situation = g.situation
    return kept


def published() -> Catalogue:
    """The curriculum as it is at this request."""
    return situation().catalogue


def dates_of(lesson: PublishedLesson) -> ModuleDates | None:
    """The asker's dates of the module of a lesson, when it has any."""
    return situation().dates(lesson.module.id)


def open_lesson(lesson_id: str) -> PublishedLesson:
    """A published lesson of a module that is open to the asker."""
    lesson = published().lessons.get(lesson_id) or abort(404)
    _refuse(lesson.module, "closed")
    return lesson


def exercise_or_404(exercise_id: str) -> PublishedExercise:
    """A published exercise."""
    return published().exercises.get(exercise_id) or abort(404)


def open_exercise(exercise_id: str) -> PublishedExercise:
    """A published exercise of a module that is open to the asker."""
    exercise = exercise_or_404(exercise_id)
    _refuse(exercise.lesson.module, "closed")
    return exercise


def answered_exercise(exercise_id: str) -> PublishedExercise:
    """The same, when its module still takes answers."""
    exercise = open_exercise(exercise_id)
    _refuse(exercise.lesson.module, "over")
    return exercise


def _refuse(module: Module, state: str) -> None:
    """Answer with the dates of a module when it is in a state, and with what was sent."""
    dates = situation().dates(module.id)
    if dates and dates.state(today()) == state:
        kept = typed(sent())
        page = render_template(
            "learning/not_open.html", module=module, dates=dates, state=state, kept=kept
        )
        abort(make_response(page, 403, WHOLE_PAGE))


def wants_fragment() -> bool:
    """Whether the page itself is asking, for the piece that changes."""
    return request.headers.get("HX-Request") == "true"
