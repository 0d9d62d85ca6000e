"""What is published: reads of documents, their current revisions and the newest publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from school.publishing.models import Document, Publication, Revision

# Asked at every request: columns of the table cost a quarter of columns of the mapped class.
_PUBLICATION = Publication.__table__.c
NEWEST = select(_PUBLICATION.id, _PUBLICATION.at).order_by(_PUBLICATION.id.desc()).limit(1)
"""What `Newest` is read from."""


@dataclass(frozen=True)
class Newest:
    """The newest publication. Its instant tells it from one of the same number rolled back."""

    number: int
    at: dt.datetime


@dataclass(frozen=True)
class Stored:
    """A document and what it says now; `revision_id` is None once it is withdrawn.

    `revisions` counts all its revisions; `rendered_by` names the renderer that made its HTML.
    """

    id: int
    key: str
    path: str
    imported_digest: bytes | None
    revision_id: int | None
    digest: bytes | None
    rendered_by: str | None
    revisions: int

    @property
    def is_lesson(self) -> bool:
        """Whether it is a lesson."""
        return self.key.startswith("lesson:")

    @property
    def edited(self) -> bool:
        """Whether it was changed otherwise than by importing a folder."""
        return self.revision_id is not None and self.digest != self.imported_digest


@dataclass(frozen=True)
class Text:
    """A revision of a text: its bytes and its HTML pieces as stored, at the path it has now."""

    revision_id: int
    key: str
    path: str
    source: bytes
    rendered: Mapping[str, Any] | None

    @property
    def is_lesson(self) -> bool:
        """Whether it is the text of a lesson."""
        return self.key.startswith("lesson:")


def newest(session: Session) -> Newest | None:
    """The newest publication, or None when nothing was ever published."""
    row = session.connection().execute(NEWEST).one_or_none()
    return Newest(*row) if row else None


def documents(session: Session) -> tuple[Stored, ...]:
    """Every document ever published, withdrawn ones too, without their texts."""
    count = (
        select(func.count()).where(Revision.document_id == Document.id).correlate(Document)
    ).scalar_subquery()
    rows = session.execute(
        select(
            Document.id,
            Document.key,
            Document.path,
            Document.imported_digest,
            Document.current_revision_id,
            Revision.digest,
            Revision.rendered["by"].as_string(),
            count,
        )
        .outerjoin(Revision, Revision.id == Document.current_revision_id)
        .order_by(Document.id)
    )
    return tuple(Stored(*row) for row in rows)


def sources(session: Session, revision_ids: Iterable[int]) -> dict[int, bytes]:
    """The bytes of some revisions, by revision."""
    rows = session.execute(
        select(Revision.id, Revision.source).where(Revision.id.in_(tuple(revision_ids)))
    )
    return {row.id: row.source for row in rows}


def current_texts(session: Session) -> tuple[Text, ...]:
    """The programme, the modules' pages and the lessons as published now."""
    rows = session.execute(_texts().where(Document.current_revision_id == Revision.id))
    return tuple(Text(*row) for row in rows)


def text_of_revision(session: Session, revision_id: int) -> Text | None:
    """A text as it was in a revision, current or not."""
    row = session.execute(_texts().where(Revision.id == revision_id)).one_or_none()
    return Text(*row) if row else None


def current_files(session: Session) -> dict[str, bytes]:
    """Every published file, media too: its bytes by its path."""
    rows = session.execute(
        select(Document.path, Revision.source)
        .join(Revision, Revision.id == Document.current_revision_id)
        .order_by(Document.path)
    )
    return {row.path: row.source for row in rows}


def every_digest(session: Session) -> frozenset[bytes]:
    """The SHA-256 of every file that was ever published."""
    return frozenset(session.scalars(select(Revision.digest).distinct()))


def media_digest(session: Session, path: str) -> bytes | None:
    """The SHA-256 of a picture or a paper that is published at a path."""
    return session.execute(_media(Revision.digest, path)).scalar_one_or_none()


def media_source(session: Session, path: str) -> bytes | None:
    """The bytes of a picture or a paper that is published at a path."""
    return session.execute(_media(Revision.source, path)).scalar_one_or_none()


def _texts() -> Select[int, str, str, bytes, dict[str, Any] | None]:
    return (
        select(Revision.id, Document.key, Document.path, Revision.source, Revision.rendered)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.kind != "media")
        .order_by(Document.path)
    )


def _media(column: InstrumentedAttribute[bytes], path: str) -> Select[bytes]:
    return (
        select(column)
        .join(Document, Document.current_revision_id == Revision.id)
        .where(Document.path == path, Document.kind == "media")
    )
