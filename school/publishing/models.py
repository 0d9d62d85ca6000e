"""The tables of documents, their revisions and the publications that made them current."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from school.database import Instant
from school.extensions import Model


class Publication(Model):
    """A moment when documents became current, whole or not at all.

    Its number only grows: a process that holds an older one reloads its catalogue.
    """

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Instant)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(String(500), default="")


class Document(Model):
    """A file of the curriculum: the programme, a module's page, a lesson or a picture.

    `key` is permanent (`lesson:roi-collaboration`); the path may change. `imported_digest` is the
    SHA-256 of the file when it was last imported: an edit made since shows as another digest on
    the current revision. A withdrawn document has no current revision, and leaves its path free.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index(
            "uq_document_path",
            "path",
            unique=True,
            sqlite_where=text("current_revision_id IS NOT NULL"),
            postgresql_where=text("current_revision_id IS NOT NULL"),
        ),
        CheckConstraint("kind IN ('programme', 'module', 'lesson', 'media')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    path: Mapped[str] = mapped_column(String(300))
    current_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True)
    )
    imported_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class Revision(Model):
    """What a document said at one time. What it said never changes.

    `source` is the file's bytes, as imported or typed; `rendered` its HTML pieces (JSON), made
    once by the bounded renderer and again only when the renderer itself changes, null for media.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    source: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    rendered: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
