"""What is read of a student's work, in columns: a page asks for few statements and no objects."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from school.accounts.models import Person
from school.database import Base, Database
from school.learning.calibration import Forecast
from school.learning.draft import KeptDraft
from school.learning.models import Attempt, Draft, ExerciseProgress, LessonProgress
from school.learning.progress import Summary
from school.learning.standing import Standing, Tried

_attempt = Base.metadata.tables[Attempt.__tablename__]
_summary = Base.metadata.tables[ExerciseProgress.__tablename__]
_draft = Base.metadata.tables[Draft.__tablename__]
_person = Base.metadata.tables[Person.__tablename__]
_lesson = Base.metadata.tables[LessonProgress.__tablename__]

_PERSON: BindParameter[int] = bindparam("person")
_TRIED = [_attempt.c[field.name] for field in fields(Tried)]
_LAST = _summary.join(_attempt, _attempt.c.id == _summary.c.last_attempt_id)

_STANDINGS = (
    select(_summary.c.attempts, _summary.c.best_score, _summary.c.passed.label("ever"), *_TRIED)
    .select_from(_LAST)
    .where(
        _summary.c.person_id == _PERSON,
        _summary.c.exercise_id.in_(bindparam("exercises", expanding=True)),
    )
)
_PLACE = func.row_number().over(
    partition_by=_attempt.c.exercise_id, order_by=(_attempt.c.score.desc(), _attempt.c.id.desc())
)
_RANKED = (
    select(*_TRIED, _PLACE.label("place"))
    .where(
        _attempt.c.person_id == _PERSON,
        _attempt.c.exercise_id.in_(bindparam("exercises", expanding=True)),
    )
    .subquery()
)
_BEST = select(*(_RANKED.c[column.name] for column in _TRIED)).where(_RANKED.c.place == 1)
_BY_KEY: Select[Any] = select(*_TRIED).where(
    _attempt.c.person_id == _PERSON, _attempt.c.client_key == bindparam("key")
)
_LATEST = (
    select(_summary.c.exercise_id, _summary.c.passed, _attempt.c.score, _attempt.c.handed_in)
    .select_from(_LAST)
    .where(_summary.c.person_id == _PERSON)
)
_RECORDS = select(
    _lesson.c.lesson_id, _lesson.c.read_at, _lesson.c.done_at, _lesson.c.place, _lesson.c.last_at
).where(_lesson.c.person_id == _PERSON)
_FORECASTS = (
    select(_attempt.c.details)
    .where(
        _attempt.c.person_id == _PERSON,
        _attempt.c.details["inside"].as_string().is_not(None),
    )
    .order_by(_attempt.c.id)
)
_KEPT = [_draft.c[field.name] for field in fields(KeptDraft)]
_DRAFT = select(*_KEPT).where(
    _draft.c.person_id == _PERSON, _draft.c.exercise_id == bindparam("exercise")
)
# One statement for both: a lesson's page asks for few. Without a draft, one row of the record.
_RECORD_AND_DRAFTS = (
    select(*_RECORDS.selected_columns, *_KEPT)
    .select_from(
        _person.outerjoin(
            _lesson,
            and_(_lesson.c.person_id == _person.c.id, _lesson.c.lesson_id == bindparam("lesson")),
        ).outerjoin(
            _draft,
            and_(
                _draft.c.person_id == _person.c.id,
                _draft.c.exercise_id.in_(bindparam("exercises", expanding=True)),
            ),
        )
    )
    .where(_person.c.id == _PERSON)
)


@dataclass(frozen=True)
class LessonRecord:
    """What is kept of a student's work on a lesson."""

    lesson_id: str
    read_at: dt.datetime | None
    done_at: dt.datetime | None
    place: str
    last_at: dt.datetime


@dataclass(frozen=True)
class Latest:
    """An exercise that a student tried: passed at least once or not, and the latest score.

    None while what was handed in is not marked.
    """

    passed: bool
    score: float | None


def standings(database: Database, person_id: int, exercises: Sequence[str]) -> dict[str, Standing]:
    """Where a student stands on each of these exercises, but for those never tried."""
    rows = database.execute(_STANDINGS, {"person": person_id, "exercises": exercises})
    found: dict[str, Standing] = {}
    for attempts, best_score, passed, *columns in rows:
        tried = Tried(*columns)
        found[tried.exercise_id] = Standing(tried, Summary(attempts, best_score, passed))
    return found


def best_tries(session: Session, person_id: int, exercises: Sequence[str]) -> dict[str, Tried]:
    """A student's best try at each of these exercises, the latest among equals; none if untried."""
    rows = session.execute(_BEST, {"person": person_id, "exercises": exercises})
    found = (Tried(*row) for row in rows)
    return {tried.exercise_id: tried for tried in found}


def record_and_drafts(
    session: Session, person_id: int, lesson_id: str, exercises: Sequence[str]
) -> tuple[LessonRecord | None, dict[str, KeptDraft]]:
    """A student's work on one lesson, or None before the first; the drafts of its exercises."""
    known = {"person": person_id, "lesson": lesson_id, "exercises": exercises}
    rows = session.execute(_RECORD_AND_DRAFTS, known).all()
    width = len(fields(LessonRecord))
    record = next((LessonRecord(*row[:width]) for row in rows if row.lesson_id), None)
    drafts = (KeptDraft(*row[width:]) for row in rows if row.exercise_id)
    return record, {draft.exercise_id: draft for draft in drafts}


def draft(session: Session, person_id: int, exercise_id: str) -> KeptDraft | None:
    """What a person was typing in an exercise, if anything is kept."""
    row = session.execute(_DRAFT, {"person": person_id, "exercise": exercise_id}).first()
    return KeptDraft(*row) if row else None


def lesson_records(session: Session, person_id: int) -> dict[str, LessonRecord]:
    """A student's work on every lesson begun, by lesson id."""
    rows = session.execute(_RECORDS, {"person": person_id})
    return {row[0]: LessonRecord(*row) for row in rows}


def latest_marks(session: Session, person_id: int) -> dict[str, Latest]:
    """The latest mark of every exercise that a student tried, by exercise id."""
    rows = session.execute(_LATEST, {"person": person_id})
    return {
        exercise_id: Latest(passed, None if handed_in else score)
        for exercise_id, passed, score, handed_in in rows
    }


def forecasts(session: Session, person_id: int) -> list[Forecast]:
    """The ranges that a student gave, in order, whatever became of the exercises.

    Each was the only try with its numbers: what is revealed cannot be forecast again.
    """
    rows = session.execute(_FORECASTS, {"person": person_id}).scalars()
    return [Forecast(each["level"], each["inside"], each["widths"]) for each in rows]


def tried_by_key(database: Database, person_id: int, key: uuid.UUID) -> Tried | None:
    """The try that this person already sent under a client key, if any."""
    row = database.execute(_BY_KEY, {"person": person_id, "key": key}).first()
    return Tried(*row) if row else None
