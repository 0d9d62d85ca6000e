"""A small curriculum on disk, and the ways in which its folder and its publication change."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from school.publishing import queries
from school.publishing.imports import ImportReport, import_folder
from school.publishing.models import Document, Publication, Revision

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)

PROGRAMME = """\
---
title: Responsable marketing d'influence
weeks: 36
blocks:
  - {id: BC4, title: Mesurer}
skills:
  - {id: roi, title: "Calculer un ROI", block: BC4}
modules:
  - {id: essentiel, title: L'essentiel, summary: "Le début.", weeks: [1, 3]}
  - {id: paliers, title: Paliers, summary: "La suite.", weeks: [4, 6]}
---
L'année en **douze** modules.
"""

MODULE = """\
---
id: essentiel
title: L'essentiel
summary: Le début.
---
Pour *commencer*.
"""

EXERCISE = """\
```exercise numeric {id}
params: {{cout: 800..2400 step 100}}
answer: cout * 2
---
Coût {{{{ cout | eur }}}}. Et le double ?

> [!SOLUTION]
> {{{{ answer | eur }}}}
```
"""

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 8L8 0"/></svg>\n'


def lesson(name: str, text: str = "Un texte.", *, requires: str = "") -> str:
    """A lesson with one exercise between two passages."""
    exercise = EXERCISE.format(id=f"{name}-exercice")
    return f"""\
---
id: {name}
title: La leçon {name}
minutes: 30
objectives: [Choisir]
skills: [roi]
requires: [{requires}]
checked: 2026-11-20
sources: []
---
# Lire

{text}

{exercise}
## Conclure

La suite.
"""


FILES: Mapping[str, str | bytes] = {
    "programme.md": PROGRAMME,
    "01-essentiel/module.md": MODULE,
    "01-essentiel/01-roi.md": lesson("roi", "![Une courbe](../media/courbe.svg)"),
    "01-essentiel/02-cpm.md": lesson("cpm", "Après [le ROI](lesson:roi)."),
    "media/courbe.svg": SVG,
}


def write(folder: Path, files: Mapping[str, str | bytes] = FILES) -> Path:
    """Make a folder hold these files and no others."""
    folder.mkdir(exist_ok=True)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read(folder: Path) -> dict[str, bytes]:
    """The files of a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def as_bytes(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Files as they stand on disk."""
    return {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}


def publish(
    session: Session, folder: Path, files: Mapping[str, str | bytes] = FILES
) -> ImportReport:
    """Write files to a folder, import it and commit."""
    report = import_folder(session, write(folder, files), NOW)
    session.commit()
    return report


def edit(session: Session, key: str, text: str) -> None:
    """Publish another text of a document, as someone who edits it on the site, and commit."""
    document = session.scalars(select(Document).where(Document.key == key)).one()
    publication = Publication(at=NOW, note="edited")
    session.add(publication)
    session.flush()
    revision = Revision(
        document_id=document.id,
        number=rows(session)["revision"] + 1,
        publication_id=publication.id,
        path=document.path,
        source=text.encode(),
        digest=hashlib.sha256(text.encode()).digest(),
    )
    session.add(revision)
    session.flush()
    document.current_revision_id = revision.id
    session.commit()


def overwrite_source(session: Session, path: str, text: str) -> None:
    """Change what is stored for a path, as if an older version had accepted it, and commit."""
    placed = (Document.path == path, Document.current_revision_id.is_not(None))
    current = select(Document.current_revision_id).where(*placed).scalar_subquery()
    session.execute(update(Revision).where(Revision.id == current).values(source=text.encode()))
    session.add(Publication(at=NOW, note="older"))
    session.commit()


def forget_renderer(session: Session) -> None:
    """Make every stored HTML the work of another renderer, and commit."""
    old = {"by": "another", "html": "in a shape of its own"}
    session.execute(update(Revision).where(Revision.rendered.is_not(None)).values(rendered=old))
    session.commit()


def published(session: Session) -> dict[str, bytes]:
    """What is published, by path."""
    return queries.current_files(session)


def rows(session: Session) -> dict[str, int]:
    """How many documents, revisions and publications there are."""
    return {
        model.__tablename__: session.scalar(select(func.count()).select_from(model)) or 0
        for model in (Document, Revision, Publication)
    }
