"""Reviews: what comes back today, a sitting of exercises, and what it changed."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from school.extensions import db
from school.learning import queries
from school.learning.review import agenda
from school.learning.review import queries as review_queries
from school.learning.review import sitting as sittings
from school.learning.review.agenda import Candidates, Entry
from school.learning.review.rule import subjects
from school.learning.review.sitting import Sitting
from school.learning.views.blueprint import bp, exercise_or_404, published, situation, student
from school.learning.views.sitting_html import sitting_html
from school.web import access
from school.web.clock import today, tomorrow


@bp.get("/revisions")
@access.signed_in
def reviews() -> ResponseReturnValue:
    """What comes back today, and what later."""
    entries, met = _agenda()
    due = [each for each in entries if each.due < tomorrow()]
    later = sorted((each for each in entries if each not in due), key=lambda each: each.due)
    return render_template("learning/reviews.html", due=due, later=later, first=_plan(due, met))


@bp.get("/revisions/<path:sitting>", endpoint="sitting")
@access.signed_in
def one_sitting(sitting: str) -> ResponseReturnValue:
    """The exercise reached in a sitting; past the last, when each thing comes back."""
    asked = sittings.read(sitting) or abort(404)
    if not asked.ended:
        return sitting_html(asked)
    exercises = [exercise_or_404(item.exercise_id).exercise for item in asked.items]
    trained = {subject for exercise in exercises for subject in subjects(exercise)}
    entries, met = _agenda()
    return render_template(
        "learning/sitting_end.html",
        back=sorted((e for e in entries if e.subject in trained), key=lambda each: each.due),
        left=_plan([each for each in entries if each.due < tomorrow()], met),
    )


def _agenda() -> tuple[list[Entry], Candidates]:
    """What comes back to the asker, and the exercises that can bring it back."""
    session, person_id, catalogue = db.session(), student().id, published()
    cards = review_queries.cards(session, person_id)
    opened = queries.lesson_records(session, person_id)
    tried = queries.latest_marks(session, person_id)
    barred = situation().modules(today(), "closed", "over")
    met = agenda.candidates(catalogue, opened, tried, barred)
    return agenda.entries(catalogue.programme, cards, met), met


def _plan(due: list[Entry], met: Candidates) -> Sitting | None:
    exercises = sorted({each.id for entry in due for each in met[entry.subject]})
    standings = queries.standings(db.session(), student().id, exercises) if exercises else {}
    return sittings.plan([each.subject for each in due], met, standings)
