"""The published curriculum in memory: loaded once a process, and again after each publication."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from school.publishing import loading, queries
from school.publishing.published import Catalogue, PublishedExercise, PublishedLesson
from school.publishing.queries import Newest

__all__ = ["Catalogue", "PublishedExercise", "PublishedLesson", "at_revision", "current", "of"]

OLD_REVISIONS_KEPT = 64


@dataclass
class _Shelf:
    """What one process keeps of one database: the catalogue, and old revisions by latest use.

    The lock lets one thread load while the others wait.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    loaded: tuple[Newest | None, Catalogue] | None = None
    old: dict[int, PublishedLesson] = field(default_factory=dict)


_shelves: WeakKeyDictionary[Engine, _Shelf] = WeakKeyDictionary()
_shelves_lock = threading.Lock()


def current(session: Session) -> Catalogue:
    """What is published now: one small SELECT, and a reload when it shows a newer publication."""
    return of(session, queries.newest(session))


def of(session: Session, newest: Newest | None) -> Catalogue:
    """What a publication that was just found to be the newest made current."""
    shelf = _shelf(session)
    loaded = shelf.loaded
    if loaded is None or loaded[0] != newest:
        with shelf.lock:
            loaded = shelf.loaded
            if loaded is None or loaded[0] != newest:
                loaded = shelf.loaded = (newest, loading.load(session, newest))
                shelf.old.clear()
    return loaded[1]


def at_revision(session: Session, revision_id: int) -> PublishedLesson:
    """A lesson as it was in a revision, for what was answered on it.

    Raises LookupError when no lesson has such a revision, CurriculumError when the present reader
    no longer understands it.
    """
    shelf = _shelf(session)
    catalogue = shelf.loaded[1] if shelf.loaded else current(session)
    for lesson in catalogue.lessons.values():
        if lesson.revision_id == revision_id:
            return lesson
    with shelf.lock:
        old = shelf.old.pop(revision_id) if revision_id in shelf.old else None
        lesson = old or loading.load_revision(session, revision_id, catalogue)
        shelf.old[revision_id] = lesson
        while len(shelf.old) > OLD_REVISIONS_KEPT:
            shelf.old.pop(next(iter(shelf.old)))
    return lesson


def _shelf(session: Session) -> _Shelf:
    engine = session.get_bind().engine
    with _shelves_lock:
        return _shelves.setdefault(engine, _Shelf())
