"""What the student's pages share: their blueprint, and who is asking for what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, current_app, g, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_login import current_user
from markupsafe import Markup

from school.extensions import db
from school.learning import earlier, live, percent, plot, wording
from school.learning.card import Card
from school.learning.draws import Student
from school.learning.earlier import Earlier
from school.publishing import catalogue
from school.publishing.catalogue import Catalogue, PublishedExercise, PublishedLesson
from school.web import language

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


def published() -> Catalogue:
    """The curriculum as it is at this request."""
    if "catalogue" not in g:
        g.catalogue = catalogue.current(db.session())
    found: Catalogue = g.catalogue
    return found


def lesson_or_404(lesson_id: str) -> PublishedLesson:
    """A published lesson."""
    return published().lessons.get(lesson_id) or abort(404)


def exercise_or_404(exercise_id: str) -> PublishedExercise:
    """A published exercise."""
    return published().exercises.get(exercise_id) or abort(404)


def wants_fragment() -> bool:
    """Whether the page itself is asking, for the piece that changes."""
    return request.headers.get("HX-Request") == "true"
