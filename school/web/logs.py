"""What the application logs: each request by an id, as JSON when `SCHOOL_LOG=json`.

An address may hold a token: requests are logged by their rule, such as `/invitation/<token>`.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
import time
import uuid

from flask import Flask, Response, g, has_request_context, request

from school.settings import Settings

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)

_requests = logging.getLogger("school.requests")


def init_app(app: Flask) -> None:
    """Give each request an id. To be called first: what comes after may log, or refuse."""
    settings: Settings = app.extensions["settings"]
    if settings.log == "json":
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter())
        logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
        app.after_request(_tell)
    app.logger.addFilter(_name_the_rule)
    app.before_request(_begin)
    app.after_request(_add_header)


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON in ASCII: nothing that is logged can begin another line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            told["request_id"] = g.get("request_id")
        told |= getattr(record, "told", {})
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, default=str)


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
    g.request_began = time.perf_counter()


def _add_header(response: Response) -> Response:
    if "request_id" in g:
        response.headers[HEADER] = g.request_id
    return response


def _tell(response: Response) -> Response:
    rule = _rule()
    told = {
        "method": request.method,
        "rule": rule,
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.get("request_began", 0)) * 1000, 1),
        "person": getattr(g.get("_login_user"), "id", None),
    }
    _requests.info("%s %s %s", request.method, rule, response.status_code, extra={"told": told})
    return response


def _rule() -> str:
    return request.url_rule.rule if request.url_rule else "no address of ours"


def _name_the_rule(record: logging.LogRecord) -> bool:
    """Flask names the address of a request that failed."""
    if record.exc_info and has_request_context():
        record.msg = f"{request.method} {_rule()} failed"
        record.args = ()
    return True
