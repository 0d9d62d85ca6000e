"""An exercise: its tries, the reading of a figure, the live view of a play, new numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from school.exercises.contract import AnswerError
from school.extensions import db
from school.learning import cards, forms, operations, queries, uploads
from school.learning.card import Card
from school.learning.forms import FormError, Posted
from school.learning.operations import StaleError, Submission
from school.learning.review import sitting
from school.learning.review.sitting import Sitting
from school.learning.standing import UNTRIED, Standing
from school.learning.views.blueprint import (
    answered_exercise,
    bp,
    dates_of,
    open_exercise,
    student,
    student_of,
    wants_fragment,
)
from school.learning.views.lesson_html import card_html, lesson_html, reply_html
from school.learning.views.sitting_html import sitting_html
from school.publishing.catalogue import PublishedExercise
from school.web import access, language, transaction
from school.web.clock import now


@bp.get("/exercices/<exercise_id>")
@access.signed_in
def exercise(exercise_id: str) -> ResponseReturnValue:
    """The card of an exercise; `?tirage=` asks for the next numbers once the last are used up."""
    published = open_exercise(exercise_id)
    lesson_id = published.lesson.lesson.id
    if not wants_fragment():
        return redirect(f"/lecons/{lesson_id}#{exercise_id}", 302)
    standing = standing_on(published)
    renewed = request.args.get("tirage") == str(standing.open_draw)
    draft = queries.draft(db.session(), student().id, exercise_id)
    return card_html(card_of(published, standing, renewed=renewed, draft=draft, fresh=True))


@bp.post("/exercices/<exercise_id>/essais")
@access.signed_in
@transaction.reads_first
def attempts(exercise_id: str) -> ResponseReturnValue:
    """Mark an answer; what could not be marked is said beside what was typed."""
    return tried(answered_exercise(exercise_id), posted_form())


def tried(published: PublishedExercise, posted: Posted) -> ResponseReturnValue:
    """The reply to an answer."""
    exercise_id = published.exercise.id
    submission = _submission(published, posted)
    transaction.write()
    try:
        if published.exercise.files():
            uploads.check_own(db.session(), student().id, exercise_id, posted.answer)
        reply = operations.submit(db.session(), published, submission, now())
    except StaleError as error:
        card = sent_card(published, error.standing, posted, stale=error.reason)
        return refused(published, card, 409)
    except AnswerError as error:
        card = sent_card(published, standing_on(published), posted, problem=error)
        return refused(published, card, 422)
    transaction.settle()
    if not wants_fragment():
        return redirect(address_of(published), 303)
    card = card_of(published, reply.standing, fresh=True)
    if reply.moved_on and not card.sitting:
        return reply_html(card, published.lesson, reply.work)
    return card_html(card)


@bp.post("/exercices/<exercise_id>/releve")
@access.signed_in
@transaction.reads_only
def reading_back(exercise_id: str) -> ResponseReturnValue:
    """How what is being typed reads, before it counts; what is not typed yet is no fault.

    Nothing is said to a page that has been left behind, be it by the answer that was just sent.
    """
    published = open_exercise(exercise_id)
    card = _present_card(published)
    if card.stale:
        return "", 204
    try:
        echo, problem = card.variant.read(card.form, card.locale).echo, None
    except AnswerError as error:
        echo, problem = "", None if error.code == "empty" else error
    return render_template("learning/reading.html", echo=echo, problem=problem)


@bp.post("/exercices/<exercise_id>/apercu")
@access.signed_in
@transaction.reads_only
def preview(exercise_id: str) -> ResponseReturnValue:
    """What a play in progress brings; without a script, in the lesson's page."""
    published = open_exercise(exercise_id)
    card = _present_card(published)
    if not card.live:
        abort(404)
    if card.stale:
        return refused(published, card, 409)
    if wants_fragment():
        return render_template("learning/live.html", card=card)
    return _page(published, card)


def _submission(published: PublishedExercise, posted: Posted) -> Submission:
    """What was posted, with the try that keeps its numbers where some may move."""
    reader = student_of(published.lesson)
    moves = bool(reader.moving(published, None))
    return Submission(
        reader,
        posted.draw,
        posted.revision_id,
        posted.key,
        posted.answer,
        language.current(),
        posted.basis,
        standing_on(published).tried_at(posted.draw) if moves else None,
    )


def posted_form() -> Posted:
    """What an exercise's form holds."""
    try:
        return forms.read(request.form)
    except FormError as error:
        abort(400, f"form-{error}")


def standing_on(published: PublishedExercise) -> Standing:
    """Where the asker stands on an exercise."""
    exercise_id = published.exercise.id
    found = queries.standings(db.session(), student().id, [exercise_id])
    return found.get(exercise_id, UNTRIED)


def _present_card(published: PublishedExercise) -> Card:
    """The card of a play in progress; stale when the page it comes from is no longer present."""
    posted, standing = posted_form(), standing_on(published)
    card = sent_card(published, standing, posted)
    stale = "" if posted.basis == card.basis else "numbers"
    if posted.draw != standing.open_draw:
        stale = "draw"
    if posted.revision_id != published.lesson.revision_id:
        stale = "revision"
    return replace(card, stale=stale)


def sent_card(
    published: PublishedExercise, standing: Standing, posted: Posted, **shown: Any
) -> Card:
    """The present card with what was sent in its form."""
    renewed = posted.draw == standing.open_draw
    shown |= {"renewed": renewed, "typed": posted.answer, "was": posted.was, "fresh": True}
    shown |= {"save": posted.save}
    return card_of(published, standing, **shown)


def card_of(published: PublishedExercise, standing: Standing, **shown: Any) -> Card:
    """The asker's card of an exercise."""
    reader = student_of(published.lesson)
    shown |= {"sitting": _sitting(), "dates": dates_of(published.lesson)}
    return cards.make(db.session(), published, reader, language.current(), standing, **shown)


def address_of(published: PublishedExercise) -> str:
    """Where the exercise stands on the page that asks: in its sitting of reviews, or its lesson."""
    asked, lesson_id = _sitting(), published.lesson.lesson.id
    page = asked.address if asked else f"/lecons/{lesson_id}"
    return f"{page}#{published.exercise.id}"


def _sitting() -> Sitting | None:
    """The sitting of reviews whose page is asking, if it is one."""
    return sitting.read(request.values.get("sitting", ""))


def _page(published: PublishedExercise, card: Card) -> str:
    """A card in its page: that of a sitting, or of its lesson."""
    if card.sitting:
        return sitting_html(card.sitting, instead=card)
    return lesson_html(published.lesson, instead=card)


def refused(published: PublishedExercise, card: Card, status: int) -> ResponseReturnValue:
    """The card with what was typed, alone or in its page."""
    if not wants_fragment():
        return _page(published, card), status
    return card_html(card), status, {"HX-Retarget": f"#{card.id}", "HX-Reswap": "outerHTML"}
