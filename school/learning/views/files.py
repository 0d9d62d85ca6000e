"""The files of an answer: attached to what is being typed, handed in with it, given back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from flask import Response, abort, current_app, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from school.exercises import files
from school.exercises.contract import AnswerError
from school.exercises.files import TYPES, FileRule, KeptFile
from school.extensions import db
from school.learning import shelf, uploads
from school.learning.forms import Posted
from school.learning.views.blueprint import answered_exercise, bp, student
from school.learning.views.draft import kept_draft
from school.learning.views.exercise import posted_form, refused, sent_card, standing_on, tried
from school.publishing.catalogue import PublishedExercise
from school.settings import Settings
from school.web import access, size, transaction
from school.web.clock import now
from school.web.typed import LONGEST


@bp.post("/exercices/<exercise_id>/remise")
@access.signed_in
@transaction.reads_first
@size.takes_files
def hand_in(exercise_id: str) -> ResponseReturnValue:
    """Keep the files that were sent, then keep the draft that they belong to, or hand all in.

    A file that is refused is told once the others are kept.
    """
    published = answered_exercise(exercise_id)
    rule = published.exercise.files() or abort(404)
    posted = posted_form()
    there = files.listed(posted.answer.get("file", ()))
    sent = [each for each in request.files.getlist("upload") if each.filename]
    problem: AnswerError | None = None
    if len(there) + len(sent) > rule.most:
        sent, problem = [], AnswerError("too-many", "upload")
    for file in sent:
        try:
            there.append(_keep(exercise_id, file, rule))
        except AnswerError as error:
            problem = problem or error
    values = list(dict.fromkeys(each.value for each in there))
    posted = replace(posted, answer={**posted.answer, "file": values})
    if problem is None and sum(map(len, posted.answer.get("text", ()))) > LONGEST:
        problem = AnswerError("too-long", "text")
    if problem:
        return _refused(published, posted, problem)
    if request.form.get("do") == "attach":
        return kept_draft(published, posted)
    return tried(published, posted)


@bp.get("/exercices/<exercise_id>/fichiers/<int:upload_id>")
@access.signed_in
def file(exercise_id: str, upload_id: int) -> ResponseReturnValue:
    """A file that the asker attached, to be saved and never shown as a page."""
    found = uploads.find(db.session(), student().id, exercise_id, upload_id) or abort(404)
    content = shelf.place(_instance(), found.digest).read_bytes()
    response: Response = send_file(
        BytesIO(content),
        mimetype=TYPES[files.type_of(found.name)].content_type,
        as_attachment=True,
        download_name=found.name,
        etag=found.digest,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _keep(exercise_id: str, sent: FileStorage, rule: FileRule) -> KeptFile:
    """Keep a file, on disk first: what the database names is always there."""
    name = files.clean_name(sent.filename or "")
    content = sent.stream.read(rule.largest + 1)
    files.check(name, content, rule)
    digest = shelf.put(_instance(), content)
    transaction.write()
    kept = uploads.keep(db.session(), student().id, exercise_id, name, digest, len(content), now())
    transaction.settle()
    return kept


def _instance() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.instance.resolve()


def _refused(
    published: PublishedExercise, posted: Posted, problem: AnswerError
) -> ResponseReturnValue:
    card = sent_card(published, standing_on(published), posted, problem=problem)
    return refused(published, card, 422)
