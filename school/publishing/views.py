"""The pictures and papers of the lessons."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from school.extensions import db
from school.publishing import queries
from school.publishing.media import FOLDER, media_type
from school.web import access

bp = Blueprint("publishing", __name__)

# A picture opened by itself is a page of this site: it may run nothing and load nothing.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
)


@bp.get("/media/<path:name>")
@access.signed_in
def media(name: str) -> ResponseReturnValue:
    """A picture or a paper as published now; browsers keep it and ask whether it changed."""
    path = f"{FOLDER}/{name}"
    kind = media_type(path)
    digest = queries.media_digest(db.session(), path)
    if kind is None or digest is None:
        abort(404)
    response = Response(content_type=kind.content_type)
    response.set_etag(digest.hex())
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    if kind.content_type == "application/pdf":
        response.headers["Content-Disposition"] = "attachment"
    if digest.hex() not in request.if_none_match:
        response.set_data(queries.media_source(db.session(), path) or b"")
    return response.make_conditional(request)
