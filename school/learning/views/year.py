"""The student's year, and one of its modules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from school.extensions import db
from school.learning import calibration, progress, queries, year
from school.learning.lateness import passed_late
from school.learning.queries import Latest, LessonRecord
from school.learning.review import agenda
from school.learning.review import queries as review_queries
from school.learning.situation import Situation
from school.learning.views.blueprint import bp, situation, student
from school.learning.week import week
from school.publishing.catalogue import Catalogue
from school.web import access, page_cache
from school.web.clock import today, tomorrow


@bp.get("/parcours")
@access.signed_in
def dashboard() -> ResponseReturnValue:
    """One glance: where to go on, this week, the year, the skills; to others, the programme."""
    session, person_id, here = db.session(), student().id, situation()
    catalogue = here.catalogue
    if not current_user.studies:
        return page_cache.page(catalogue.version, lambda: _programme(catalogue))
    records = queries.lesson_records(session, person_id)
    latest = queries.latest_marks(session, person_id)
    due = review_queries.due_before(session, person_id, tomorrow())
    determined_by = (
        catalogue.version,
        today(),
        here.timetable,
        frozenset(records.values()),
        frozenset(latest.items()),
        tuple(due),
    )
    return page_cache.page(determined_by, lambda: _dashboard(here, records, latest, due))


@bp.get("/parcours/dates")
@access.roles("student")
def dates() -> ResponseReturnValue:
    """When each module opens to the asker, and until when its work is on time."""
    here = situation()
    return render_template(
        "learning/dates.html",
        programme=here.catalogue.programme,
        timetable=here.timetable,
        late=passed_late(db.session(), student().id, here),
        today=today(),
    )


@bp.get("/parcours/previsions")
@access.signed_in
def forecasts() -> ResponseReturnValue:
    """Whether one's ranges hold the figure as often as they say."""
    levels = calibration.by_level(queries.forecasts(db.session(), student().id))
    return render_template("learning/forecasts.html", levels=levels)


@bp.get("/modules/<module_id>")
@access.signed_in
def module(module_id: str) -> ResponseReturnValue:
    """A module: its lessons in order, or the news that it is to come."""
    session, person_id, here = db.session(), student().id, situation()
    catalogue = here.catalogue
    programme = catalogue.programme
    announced = next((each for each in programme.announced if each.id == module_id), None)
    if announced is None:
        abort(404)
    written, dates = programme.modules.get(module_id), here.dates(module_id)
    if written is None or not written.lessons:
        return render_template("learning/module_to_come.html", announced=announced, dates=dates)
    records = queries.lesson_records(session, person_id)
    shares = year.lesson_shares(catalogue, records, queries.latest_marks(session, person_id))
    return render_template(
        "learning/module.html",
        module=written,
        announced=announced,
        dates=dates,
        state=dates.state(today()) if dates else "open",
        presentation=catalogue.presentations[module_id],
        programme=programme,
        records=records,
        shares=shares,
        share=progress.minutes(written.lessons, shares),
    )


def _programme(catalogue: Catalogue) -> str:
    return render_template(
        "learning/programme.html", programme=catalogue.programme, order=catalogue.order
    )


def _dashboard(
    here: Situation,
    records: Mapping[str, LessonRecord],
    latest: Mapping[str, Latest],
    due: Sequence[tuple[str, dt.datetime]],
) -> str:
    catalogue, timetable = here.catalogue, here.timetable
    closed = here.modules(today(), "closed")
    shares = year.lesson_shares(catalogue, records, latest)
    going_on = year.resume(catalogue, records, shares, closed)
    module = going_on.lesson.module.id if going_on else ""
    barred = closed | here.modules(today(), "over")
    met = agenda.candidates(catalogue, records, latest, barred) if due else {}
    return render_template(
        "learning/year.html",
        programme=catalogue.programme,
        resume=going_on,
        catalogue=catalogue,
        timetable=timetable,
        today=today(),
        week=week(catalogue, timetable, today(), shares) if timetable else None,
        stones=list(year.stones(here, shares, module, closed)),
        share=year.year_share(catalogue, shares),
        blocks=list(year.blocks(catalogue, latest)),
        due=len(agenda.entries(catalogue.programme, due, met)),
        brand=student().brand(catalogue.programme.fil)[0],
    )
