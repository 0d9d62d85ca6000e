"""The HTML of a sitting of reviews: one exercise at a time, as in its lesson."""

from __future__ import annotations

from flask import render_template

from school.extensions import db
from school.learning import cards, queries
from school.learning.card import Card
from school.learning.review.sitting import Sitting
from school.learning.standing import UNTRIED
from school.learning.views.blueprint import dates_of, open_exercise, student, student_of
from school.web import language


def sitting_html(sitting: Sitting, instead: Card | None = None) -> str:
    """The page of the exercise reached, or the card that answers what was just sent."""
    card = instead or _card(sitting)
    lesson = card.published.lesson.lesson
    return render_template("learning/sitting.html", sitting=sitting, card=card, lesson=lesson)


def _card(sitting: Sitting) -> Card:
    """The exercise reached, with the numbers planned while they are the last or the next."""
    session, item = db.session(), sitting.item
    published = open_exercise(item.exercise_id)
    standing = queries.standings(session, student().id, [item.exercise_id]).get(
        item.exercise_id, UNTRIED
    )
    return cards.make(
        session,
        published,
        student_of(published.lesson),
        language.current(),
        standing,
        renewed=item.draw == standing.open_draw,
        draft=queries.draft(session, student().id, item.exercise_id),
        sitting=sitting,
        dates=dates_of(published.lesson),
    )
