"""Publishing a folder of Markdown: everything in it, or nothing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from school.audit import operations as audit
from school.curriculum import fences
from school.curriculum.document import Document
from school.curriculum.fences import Fence
from school.curriculum.problems import CurriculumError, Problem
from school.curriculum.programme import Programme
from school.curriculum.rendering import render_bounded
from school.publishing import contents, queries, rendition
from school.publishing.comparison import Change, Step, compare
from school.publishing.contents import Contents
from school.publishing.queries import Stored
from school.publishing.recording import Html, record


@dataclass(frozen=True)
class ImportReport:
    """What an import did: the paths of the files, each in one list, and the publication's number.

    `moved` files say what they said, elsewhere. `conflicts` were edited since the last import: what
    is published was kept. `rendered` counts the texts whose HTML was made, because they are new or
    the renderer is. `publication` is None when readers see nothing new.
    """

    created: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[str, ...]
    unchanged: tuple[str, ...]
    withdrawn: tuple[str, ...]
    conflicts: tuple[str, ...]
    rendered: int
    publication: int | None


@dataclass(frozen=True)
class _Known:
    """What was published when an import was prepared.

    `edits` are the bytes of edited documents, `kinds` the kind of each exercise, by id.
    """

    documents: tuple[Stored, ...]
    edits: Mapping[int, bytes]
    kinds: Mapping[str, str]


@dataclass(frozen=True)
class _Prepared:
    """An import that only has to be written."""

    steps: tuple[Step, ...]
    html: Html


def import_folder(
    session: Session, path: Path, now: dt.datetime, author_id: int | None = None
) -> ImportReport:
    """Publish a folder: what is new in it, whole or not at all. Flushes; does not commit.

    A file is the same as before when its bytes are; its document is known by its id, whatever its
    path. A document edited since the last import keeps what it says. One whose file is gone is
    withdrawn; its revisions stay. Raises CurriculumError with every problem, and writes nothing.
    """
    folder = contents.read_folder(path)
    known = _look(session)
    prepared = _prepare(folder, known)
    _lock(session)
    if (present := _known(session)) != known:
        prepared = _prepare(folder, present)
    publication = record(session, prepared.steps, prepared.html, now, author_id)
    report = _report(prepared, publication)
    if publication is not None:
        audit.record(
            session,
            actor_id=author_id,
            action="content.published",
            subject=("publication", publication),
            after={
                name: paths
                for name in ("created", "changed", "moved", "withdrawn")
                if (paths := getattr(report, name))
            },
            now=now,
        )
    return report


def _look(session: Session) -> _Known:
    """What is published, without leaving open a transaction that was not.

    Texts are then checked and rendered for seconds, which must not hold SQLite's one write lock.
    """
    began_here = not session.in_transaction()
    known = _known(session)
    if began_here:
        session.rollback()
    return known


def _known(session: Session) -> _Known:
    documents = queries.documents(session)
    edited = [d.revision_id for d in documents if d.edited and d.revision_id is not None]
    lessons = [d.revision_id for d in documents if d.is_lesson and d.revision_id is not None]
    sources = queries.sources(session, {*edited, *lessons})
    kinds = _kinds(sources[each].decode() for each in lessons)
    return _Known(documents, {each: sources[each] for each in edited}, kinds)


def _kinds(texts: Iterable[str]) -> dict[str, str]:
    parts = chain.from_iterable(fences.split(text, 1).parts for text in texts)
    return {part.id: part.kind for part in parts if isinstance(part, Fence)}


def _lock(session: Session) -> None:
    """Let one import write at a time; on SQLite, transactions that write queue by themselves."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE publication IN SHARE ROW EXCLUSIVE MODE"))


def _prepare(folder: Contents, known: _Known) -> _Prepared:
    findings = contents.read(folder)
    steps = compare(contents.files_of(folder, findings.programme), known.documents)
    if any(step.change is Change.CONFLICT for step in steps):
        findings = contents.read(_merged(folder, steps, known.edits))
    if any(step.is_news for step in steps):
        contents.check(findings, _other_kinds(findings.programme, known.kinds))
    return _Prepared(steps, _render(findings.programme, steps))


def _other_kinds(programme: Programme, kinds: Mapping[str, str]) -> Iterator[Problem]:
    """Exercises that would take the answers to another kind for their own."""
    for lesson in programme.lessons():
        for exercise in lesson.exercises:
            published = kinds.get(exercise.id, exercise.kind)
            if published != exercise.kind:
                what = f"“{exercise.id}” is published as {published}, and was answered as such"
                yield Problem(lesson.file, exercise.line, "exercise", what, "give it another id")


def _merged(folder: Contents, steps: Iterable[Step], edits: Mapping[int, bytes]) -> Contents:
    """The folder with what was edited since in place of its files: that too must be whole."""
    texts, media = dict(folder.texts), dict(folder.media)
    for step in steps:
        if step.change is not Change.CONFLICT or step.kept_revision_id is None:
            continue
        if step.file is None and (step.path in texts or step.path in media):
            what = "is another document than the one edited at this path since the last import"
            raise CurriculumError([Problem(step.path, 1, "id", what, "give the file another name")])
        source = edits[step.kept_revision_id]
        if step.key.startswith("media:"):
            media[step.path] = source
        else:
            texts[step.path] = source.decode()
    return replace(folder, texts=texts, media=media)


def _render(programme: Programme, steps: Iterable[Step]) -> Html:
    """The HTML of what is new, and of what another renderer made."""
    parts = {part.file: part for part in contents.parts_of(programme)}
    wanted = [parts[step.path] for step in steps if step.path in parts and _needs_html(step)]
    made = render_bounded([Document.of(part) for part in wanted])
    if problems := [found for found in made if isinstance(found, Problem)]:
        raise CurriculumError(problems)
    return {
        part.file: rendition.to_store(found)
        for part, found in zip(wanted, made, strict=True)
        if not isinstance(found, Problem)
    }


def _needs_html(step: Step) -> bool:
    kept = step.stored if step.kept_revision_id is not None else None
    return kept is None or kept.rendered_by != rendition.renderer()


def _report(prepared: _Prepared, publication: int | None) -> ImportReport:
    def paths(change: Change) -> tuple[str, ...]:
        return tuple(step.path for step in prepared.steps if step.change is change)

    return ImportReport(
        created=paths(Change.CREATED),
        changed=paths(Change.CHANGED),
        moved=paths(Change.MOVED),
        unchanged=paths(Change.UNCHANGED),
        withdrawn=paths(Change.WITHDRAWN),
        conflicts=paths(Change.CONFLICT),
        rendered=len(prepared.html),
        publication=publication,
    )
