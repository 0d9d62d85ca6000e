"""Which files a student attached to which exercise: keeping them, and knowing them again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from school.database import Base
from school.exercises.contract import AnswerError, Form
from school.exercises.files import KeptFile, listed
from school.learning.models import Attempt, Draft, Upload

MOST_KEPT = 30
"""Files of a student for one exercise, those that were left out since included."""

_upload: Table = Base.metadata.tables[Upload.__tablename__]
_attempt: Table = Base.metadata.tables[Attempt.__tablename__]
_draft: Table = Base.metadata.tables[Draft.__tablename__]
_KEY = ("person_id", "exercise_id", "digest", "name")
_INSERT: dict[str, Any] = {
    name: dialect.insert(_upload)
    .on_conflict_do_nothing(index_elements=_KEY)
    .returning(_upload.c.id)
    for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
}


def keep(
    session: Session,
    person_id: int,
    exercise_id: str,
    name: str,
    digest: str,
    size: int,
    now: dt.datetime,
) -> KeptFile:
    """Note a file whose bytes are on disk; the same one again is the one there is.

    Raises AnswerError `too-many-kept`.
    """
    key = dict(zip(_KEY, (person_id, exercise_id, digest, name), strict=True))
    mine = _upload.c.person_id == person_id, _upload.c.exercise_id == exercise_id
    same = _upload.c.digest == digest, _upload.c.name == name
    there = session.scalar(select(_upload.c.id).where(*mine, *same))
    if there is None:
        if (session.scalar(select(func.count()).where(*mine)) or 0) >= MOST_KEPT:
            raise AnswerError("too-many-kept", "upload")
        insert = _INSERT[session.get_bind().dialect.name]
        there = session.scalar(insert, key | {"bytes": size, "at": now})
        if there is None:  # another request was quicker
            there = session.scalars(select(_upload.c.id).where(*mine, *same)).one()
    return KeptFile(there, size, name)


def check_own(session: Session, person_id: int, exercise_id: str, form: Form) -> None:
    """Check that the files that a form names are the student's, as named. Raises AnswerError."""
    named = listed(form.get("file", ()))
    if not named:
        return
    rows = session.execute(
        select(_upload.c.id, _upload.c.bytes, _upload.c.name).where(
            _upload.c.person_id == person_id,
            _upload.c.exercise_id == exercise_id,
            _upload.c.id.in_([each.id for each in named][:MOST_KEPT]),
        )
    )
    if {KeptFile(*row) for row in rows} != set(named):
        raise AnswerError("not-an-option", "file")


def find(session: Session, person_id: int, exercise_id: str, upload_id: int) -> Upload | None:
    """A student's own file."""
    found = session.get(Upload, upload_id)
    own = found is not None and (found.person_id, found.exercise_id) == (person_id, exercise_id)
    return found if own else None


def purge(session: Session, before: dt.datetime) -> int:
    """Forget the files attached before a moment that no answer and no draft names; gives how many.

    Their bytes stay on disk until the shelf is swept.
    """
    named = {
        (person_id, file.id)
        for table, form in ((_attempt, _attempt.c.typed), (_draft, _draft.c.form))
        for person_id, values in session.execute(
            select(table.c.person_id, form).join(_upload, _same_exercise(table))
        )
        for file in listed(values.get("file", ()))
    }
    old = session.execute(select(_upload.c.person_id, _upload.c.id).where(_upload.c.at < before))
    gone = [
        {"gone": upload_id} for person_id, upload_id in old if (person_id, upload_id) not in named
    ]
    if gone:
        session.connection().execute(delete(_upload).where(_upload.c.id == bindparam("gone")), gone)
    return len(gone)


def digests(session: Session) -> set[str]:
    """The digests of all files that somebody attached."""
    return set(session.scalars(select(_upload.c.digest)))


def _same_exercise(table: Table) -> Any:
    return and_(
        table.c.person_id == _upload.c.person_id, table.c.exercise_id == _upload.c.exercise_id
    )
