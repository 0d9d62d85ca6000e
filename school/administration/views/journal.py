"""The audit log: who did what, when, and what it was before."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from school.administration import journal as found
from school.administration import journal_words as words
from school.administration.blueprint import bp
from school.administration.journal import Entry, JournalPage, Search
from school.extensions import db
from school.web import access, spreadsheet
from school.web.clock import PARIS
from school.web.language import current
from school.web.spreadsheet import Cell

FILE = "ffollozz-journal"


@bp.get("/journal")
@access.roles("admin")
def journal() -> ResponseReturnValue:
    """A page of what was done."""
    search, wrong = _search()
    number = request.args.get("page", "")
    page = found.page(
        db.session(), search, int(number) if re.fullmatch("[0-9]{1,9}", number, re.ASCII) else 1
    )
    actions, kinds = found.written(db.session())
    return render_template(
        "administration/journal.html",
        page=page,
        search=search,
        wrong=wrong,
        words=words,
        actions=[(each, words.phrase(each)) for each in actions],
        kinds=[(each, words.kind(each)) for each in kinds],
        asked=_asked(),
        before=_address(page, -1),
        after=_address(page, +1),
    )


@bp.get("/journal.csv")
@access.roles("admin")
def journal_table() -> ResponseReturnValue:
    """All that was found, for a spreadsheet."""
    search, _wrong = _search()
    return spreadsheet.download(_rows(search), FILE, current())


@bp.get("/journal.jsonl")
@access.roles("admin")
def journal_lines() -> ResponseReturnValue:
    """All that was found, a line of JSON each."""
    search, _wrong = _search()
    lines = [_json(entry) for entry in found.every(db.session(), search)]
    response = Response("".join(lines), content_type="application/jsonl; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE}.jsonl"'
    return response


def _search() -> tuple[Search, dict[str, str]]:
    """What the address asks for, and what is wrong with its days."""
    days: dict[str, dt.date | None] = {"depuis": None, "jusque": None}
    wrong = {}
    for name in days:
        text = request.args.get(name, "").strip()
        try:
            days[name] = dt.date.fromisoformat(text) if text else None
        except ValueError:
            wrong[name] = _("Write the day as 2026-11-24.")
    search = Search(
        request.args.get("personne", "").strip().replace("\0", ""),
        request.args.get("action", "").replace("\0", ""),
        request.args.get("sujet", "").replace("\0", ""),
        days["depuis"],
        days["jusque"],
    )
    return search, wrong


def _asked() -> dict[str, Any]:
    return {name: text for name, text in request.args.items() if text and name != "page"}


def _address(page: JournalPage, step: int) -> str:
    """The address of a neighbouring page of the same search; empty when there is none."""
    number = page.number + step
    return url_for(".journal", **_asked(), page=number) if 1 <= number <= page.pages else ""


def _rows(search: Search) -> Iterator[Sequence[Cell]]:
    titles = (_("Line"), _("Moment"), _("Who"), _("What"), _("Action"), _("About"), _("Number"))
    yield [*titles, _("Before"), _("After"), _("Digest")]
    names = found.names(db.session())
    for entry in found.every(db.session(), search):
        yield [
            str(entry.number),
            f"{entry.at.astimezone(PARIS):%Y-%m-%d %H:%M:%S}",
            words.who(entry, names),
            words.sentence(entry, names),
            entry.action,
            entry.kind,
            entry.subject_id,
            _text(entry.before),
            _text(entry.after),
            entry.digest.hex(),
        ]


def _text(details: object) -> str:
    return json.dumps(details, ensure_ascii=False) if details else ""


def _json(entry: Entry) -> str:
    """A line as it is stored: the chain can be walked without the database."""
    told = vars(entry) | {
        "at": entry.at.isoformat(timespec="microseconds"),
        "details_digest": entry.details_digest.hex(),
        "digest": entry.digest.hex(),
    }
    return json.dumps(told) + "\n"
