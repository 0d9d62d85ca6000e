"""Keeping what is being typed, and clearing what has been sent since.

A page names the save that it shows (`save`) and itself (`writer`, which counts its `turn`s): what
another page saved meanwhile is never written over, and a page's saves may arrive in any order.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, exists, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from school.database import Base
from school.exercises.contract import Form
from school.learning import queries, seeds
from school.learning.draft import KeptDraft
from school.learning.draws import Student
from school.learning.models import Attempt, Draft
from school.learning.operations import StaleError
from school.learning.standing import Standing

_STAMP = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9]{1,9})")
_draft: Table = Base.metadata.tables[Draft.__tablename__]
_attempt: Table = Base.metadata.tables[Attempt.__tablename__]


@dataclass(frozen=True)
class Typing:
    """What a page asks to keep: the form, the try it is for, and which save it is."""

    student: Student
    exercise_id: str
    draw: int
    key: uuid.UUID
    form: Form
    revision_id: int
    basis: str
    save: str
    writer: uuid.UUID
    turn: int


def _upsert(insert: Any) -> Any:
    """Write a draft, unless another page saved one for the same try that this one has not seen."""
    new = insert(_draft)
    own = and_(_draft.c.writer == new.excluded.writer, _draft.c.turn < new.excluded.turn)
    seen = and_(_draft.c.writer == bindparam("seen"), _draft.c.turn == bindparam("seen_turn"))
    other_try = or_(_draft.c.draw != new.excluded.draw, _draft.c.number != new.excluded.number)
    written = ("draw", "number", "writer", "turn", "form", "revision_id", "basis", "saved_at")
    return new.on_conflict_do_update(
        index_elements=[_draft.c.person_id, _draft.c.exercise_id],
        set_={name: new.excluded[name] for name in written},
        where=or_(own, seen, other_try),
    ).returning(_draft.c.turn)


_UPSERT = {
    "postgresql": _upsert(postgresql.insert),
    "sqlite": _upsert(sqlite.insert),
}


def keep(session: Session, typing: Typing, standing: Standing, now: dt.datetime) -> KeptDraft:
    """Keep what is being typed; gives the draft that now stands.

    It is not what was typed when another page saved something else meanwhile: nothing is then
    written. Raises StaleError when the try that it is for may not be made now.
    """
    number = standing.next_number()
    _check_present(typing, standing, number)
    draft = KeptDraft(
        exercise_id=typing.exercise_id,
        draw=typing.draw,
        number=number,
        writer=typing.writer,
        turn=typing.turn,
        form={name: list(values) for name, values in typing.form.items()},
        revision_id=typing.revision_id,
        basis=typing.basis,
        saved_at=now,
    )
    seen, seen_turn = _seen(typing.save)
    row = vars(draft) | {"person_id": typing.student.id, "seen": seen, "seen_turn": seen_turn}
    written = session.execute(_UPSERT[session.get_bind().dialect.name], row).first()
    if written:
        return draft
    return queries.draft(session, typing.student.id, typing.exercise_id) or draft


def purge(session: Session) -> int:
    """Delete the drafts whose try has been made since; gives how many."""
    made = exists().where(
        _attempt.c.person_id == _draft.c.person_id,
        _attempt.c.exercise_id == _draft.c.exercise_id,
        _attempt.c.draw == _draft.c.draw,
        _attempt.c.number == _draft.c.number,
    )
    return len(session.execute(delete(Draft).where(made).returning(_draft.c.exercise_id)).all())


def _check_present(typing: Typing, standing: Standing, number: int) -> None:
    """Refuse what is typed for other numbers than those to answer now, or for a try made."""
    if typing.draw != standing.open_draw:
        raise StaleError("draw", standing)
    student = typing.student
    key = seeds.submission_key(student.key, student.id, typing.exercise_id, typing.draw, number)
    if typing.key != key:
        raise StaleError("key", standing)


def _seen(save: str) -> tuple[uuid.UUID, int]:
    """The save that a page names; one that never was when it names none."""
    found = _STAMP.fullmatch(save)
    return (uuid.UUID(found[1]), int(found[2])) if found else (uuid.UUID(int=0), -1)
