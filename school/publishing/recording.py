"""Writing an import: one publication, the revisions that it makes current, and their HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from school.publishing.comparison import Change, File, Step
from school.publishing.models import Document, Publication, Revision

Html = Mapping[str, dict[str, Any]]
"""The HTML to store, by path; media have none."""


def record(
    session: Session, steps: Sequence[Step], html: Html, now: dt.datetime, author_id: int | None
) -> int | None:
    """Write the steps of an import; the number of its publication, or None when nothing is new."""
    _acknowledge(session, steps)
    _render_again(session, steps, html)
    news = [step for step in steps if step.is_news]
    if not news:
        return None
    number = session.execute(
        insert(Publication).values(at=now, author_id=author_id, note="").returning(Publication.id)
    ).scalar_one()
    _clear(session, news)
    for step in news:
        if step.file and step.kept_revision_id is None:
            _revise(session, step, step.file, number, html.get(step.path))
        elif step.stored and step.change is not Change.WITHDRAWN:
            _place(session, step.stored.id, step.path, step.kept_revision_id)
    return number


def _acknowledge(session: Session, steps: Iterable[Step]) -> None:
    """Note that a folder now says what is published: an edit that was exported has come home."""
    for step in steps:
        same = step.change in (Change.UNCHANGED, Change.MOVED)
        if same and step.file and step.stored and step.stored.edited:
            session.execute(
                update(Document)
                .where(Document.id == step.stored.id)
                .values(imported_digest=step.file.digest)
            )


def _render_again(session: Session, steps: Iterable[Step], html: Html) -> None:
    for step in steps:
        if step.kept_revision_id is not None and step.path in html:
            session.execute(
                update(Revision)
                .where(Revision.id == step.kept_revision_id)
                .values(rendered=html[step.path])
            )


def _clear(session: Session, news: Iterable[Step]) -> None:
    """Withdraw for a moment all that changes, so that documents may exchange their paths."""
    for step in news:
        if step.stored:
            _place(session, step.stored.id, step.stored.path, None)


def _revise(
    session: Session, step: Step, file: File, publication: int, html: dict[str, Any] | None
) -> None:
    document_id = step.stored.id if step.stored else _create(session, file)
    revision_id = session.execute(
        insert(Revision)
        .values(
            document_id=document_id,
            number=step.stored.revisions + 1 if step.stored else 1,
            publication_id=publication,
            path=file.path,
            source=file.source,
            digest=file.digest,
            rendered=html,
        )
        .returning(Revision.id)
    ).scalar_one()
    session.execute(
        update(Document).where(Document.id == document_id).values(imported_digest=file.digest)
    )
    _place(session, document_id, file.path, revision_id)


def _create(session: Session, file: File) -> int:
    return session.execute(
        insert(Document).values(key=file.key, kind=file.kind, path=file.path).returning(Document.id)
    ).scalar_one()


def _place(session: Session, document_id: int, path: str, revision_id: int | None) -> None:
    session.execute(
        update(Document)
        .where(Document.id == document_id)
        .values(path=path, current_revision_id=revision_id)
    )
