"""What is being typed in an exercise: kept until it is sent."""

from __future__ import annotations

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from school.exercises.contract import AnswerError
from school.extensions import db
from school.learning import drafts, forms, seeds, wording
from school.learning.card import Card
from school.learning.draft import KeptDraft
from school.learning.drafts import Typing
from school.learning.forms import FormError, Posted
from school.learning.operations import StaleError
from school.learning.standing import Standing
from school.learning.views.blueprint import (
    answered_exercise,
    bp,
    student,
    student_of,
    wants_fragment,
)
from school.learning.views.exercise import (
    address_of,
    card_of,
    posted_form,
    refused,
    sent_card,
    standing_on,
)
from school.learning.views.lesson_html import card_html
from school.publishing.catalogue import PublishedExercise
from school.web import access, language, transaction
from school.web.clock import now
from school.web.typed import too_long


@bp.post("/exercices/<exercise_id>/brouillon")
@access.signed_in
@transaction.reads_first
def draft(exercise_id: str) -> ResponseReturnValue:
    """Keep what is being typed. What cannot be kept is shown, beside what is kept or was sent."""
    if too_long():
        abort(413)
    return kept_draft(answered_exercise(exercise_id), posted_form())


def kept_draft(published: PublishedExercise, posted: Posted) -> ResponseReturnValue:
    """The reply to what is typed and to be kept."""
    exercise_id = published.exercise.id
    standing, typing = standing_on(published), _typing(exercise_id, posted)
    transaction.write()
    try:
        kept = drafts.keep(db.session(), typing, standing, now())
    except StaleError as error:
        return _stale(published, posted, standing, error.reason)
    transaction.settle()
    if _is_newer(kept, typing):
        return _newer(sent_card(published, standing, posted, newer=kept))
    if _by_itself():
        return {"save": kept.stamp, "said": wording.saved(kept)}
    if not wants_fragment():
        return redirect(address_of(published), 303)
    return card_html(card_of(published, standing, draft=kept))


def _typing(exercise_id: str, posted: Posted) -> Typing:
    try:
        writer, turn = forms.saved_by(request.form)
    except FormError as error:
        abort(400, f"form-{error}")
    return Typing(
        student(),
        exercise_id,
        posted.draw,
        posted.key,
        posted.answer,
        posted.revision_id,
        posted.basis[: seeds.BASIS],
        posted.save,
        writer,
        turn,
    )


def _is_newer(kept: KeptDraft, typing: Typing) -> bool:
    """Whether another page kept something else than what is typed in this one."""
    return kept.writer != typing.writer and kept.form != typing.form


def _newer(card: Card) -> ResponseReturnValue:
    if _by_itself():
        return {"newer": render_template("learning/newer.html", card=card)}, 409
    return refused(card.published, card, 409)


def _stale(
    published: PublishedExercise, posted: Posted, standing: Standing, reason: str
) -> ResponseReturnValue:
    if _by_itself():
        return {"stale": reason}, 409
    if _was_sent(published, posted, standing):
        return card_html(card_of(published, standing))
    return refused(published, sent_card(published, standing, posted, stale=reason), 409)


def _was_sent(published: PublishedExercise, posted: Posted, standing: Standing) -> bool:
    """Whether the last try is what was typed: it is not lost, and there is nothing to say."""
    last = standing.last
    if last is None or last.client_key != posted.key:
        return False
    reader = student_of(published.lesson)
    try:
        answer = reader.variant(published, last.draw, last).read(posted.answer, language.current())
    except AnswerError:
        return False
    return answer.typed == last.typed


def _by_itself() -> bool:
    """Whether the page saves while one types: it is told in data, and stays as it is."""
    return request.accept_mimetypes.best == "application/json"
