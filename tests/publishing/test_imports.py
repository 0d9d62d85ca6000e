"""Importing a folder: whole or not at all, once, and never over someone's edits."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.audit.models import AuditLine
from school.curriculum.problems import CurriculumError
from school.extensions import db
from school.publishing.catalogue import current
from school.publishing.imports import ImportReport, import_folder
from school.publishing.models import Document, Publication, Revision
from tests.factories import make_person
from tests.publishing.folders import (
    FILES,
    MODULE,
    NOW,
    PROGRAMME,
    as_bytes,
    edit,
    forget_renderer,
    lesson,
    publish,
    published,
    read,
    rows,
    write,
)

ROI, CPM, PICTURE = "01-essentiel/01-roi.md", "01-essentiel/02-cpm.md", "media/courbe.svg"


def test_the_first_import_publishes_every_file(session: Session, tmp_path: Path) -> None:
    report = publish(session, tmp_path / "content")
    assert report.created == tuple(sorted(FILES))
    assert (report.changed, report.moved, report.withdrawn, report.conflicts) == ((), (), (), ())
    assert report.publication == 1
    assert published(session) == as_bytes(FILES)
    assert rows(session) == {"document": 5, "revision": 5, "publication": 1}


def test_importing_again_writes_nothing(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    report = publish(session, tmp_path / "content")
    assert report.unchanged == tuple(sorted(FILES))
    assert (report.publication, report.rendered) == (None, 0)
    assert rows(session) == {"document": 5, "revision": 5, "publication": 1}


def test_a_changed_file_alone_is_revised(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    files = {**FILES, CPM: lesson("cpm", "Un autre texte.")}
    report = publish(session, tmp_path / "content", files)
    assert (report.changed, report.publication, report.rendered) == ((CPM,), 2, 1)
    assert set(report.unchanged) == FILES.keys() - {CPM}
    assert published(session) == as_bytes(files)
    numbers = session.execute(
        select(Revision.number, Revision.publication_id).where(Revision.path == CPM)
    )
    assert sorted(map(tuple, numbers)) == [(1, 1), (2, 2)]
    told = session.scalars(select(AuditLine).order_by(AuditLine.number)).all()
    assert [(line.action, line.subject_id) for line in told] == [
        ("content.published", "1"),
        ("content.published", "2"),
    ]
    assert json.loads(told[1].details or "")["after"] == {"changed": [CPM]}


def test_a_picture_is_revised_like_a_text(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    redrawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    report = publish(session, tmp_path / "content", {**FILES, PICTURE: redrawn})
    assert report.changed == (PICTURE,)
    assert published(session)[PICTURE] == redrawn


def test_a_renamed_file_keeps_its_document_and_its_revision(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    before = _documents(session)
    swapped = {**FILES, ROI: FILES[CPM], CPM: FILES[ROI]}
    report = publish(session, tmp_path / "content", swapped)
    assert report.moved == (ROI, CPM)
    assert report.publication == 2
    assert _documents(session) == before
    assert rows(session)["revision"] == 5
    assert published(session) == as_bytes(swapped)
    assert current(session).order == ("cpm", "roi")


def test_a_file_renamed_and_changed_keeps_its_document(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    before = _documents(session)
    files = {**FILES, "01-essentiel/07-cout.md": lesson("cpm", "Un autre texte.")}
    del files[CPM]
    report = publish(session, tmp_path / "content", files)
    assert (report.changed, report.withdrawn) == (("01-essentiel/07-cout.md",), ())
    assert _documents(session).keys() == before.keys()


def test_a_missing_file_is_withdrawn_and_its_revisions_stay(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    fewer = {path: text for path, text in FILES.items() if path != CPM}
    report = publish(session, tmp_path / "content", fewer)
    assert (report.withdrawn, report.publication) == ((CPM,), 2)
    assert published(session) == as_bytes(fewer)
    assert rows(session) == {"document": 5, "revision": 5, "publication": 2}
    assert publish(session, tmp_path / "content", fewer).publication is None

    back = publish(session, tmp_path / "content")
    assert back.created == (CPM,)
    assert rows(session) == {"document": 5, "revision": 6, "publication": 3}
    assert published(session) == as_bytes(FILES)


def test_a_new_lesson_may_take_the_path_of_a_withdrawn_one(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    report = publish(session, tmp_path / "content", {**FILES, CPM: lesson("cpc")})
    assert (report.created, report.withdrawn) == ((CPM,), (CPM,))
    assert current(session).order == ("roi", "cpc")


def test_the_author_of_a_publication_is_kept(session: Session, tmp_path: Path) -> None:
    author = make_person(session)
    import_folder(session, write(tmp_path / "content"), NOW, author.id)
    assert session.scalars(select(Publication.author_id)).all() == [author.id]


def test_an_edited_lesson_is_reported_and_never_overwritten(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    edited = lesson("roi", "Écrit sur le site.")
    edit(session, "lesson:roi", edited)
    files = {**FILES, ROI: lesson("roi", "Écrit dans le dossier."), CPM: lesson("cpm", "Neuf.")}
    for _ in range(2):
        report = publish(session, tmp_path / "content", files)
        assert report.conflicts == (ROI,)
        assert published(session) == {**as_bytes(files), ROI: edited.encode()}
    assert report.changed == ()


def test_an_edited_lesson_is_reported_even_when_its_file_did_not_change(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    edited = lesson("roi", "Écrit sur le site.")
    edit(session, "lesson:roi", edited)
    report = publish(session, tmp_path / "content")
    assert (report.conflicts, report.publication) == ((ROI,), None)
    assert published(session)[ROI] == edited.encode()


def test_an_edited_lesson_whose_file_is_gone_is_not_withdrawn(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    edit(session, "lesson:cpm", lesson("cpm", "Écrit sur le site."))
    fewer = {path: text for path, text in FILES.items() if path != CPM}
    report = publish(session, tmp_path / "content", fewer)
    assert (report.conflicts, report.withdrawn) == ((CPM,), ())
    assert CPM in published(session)


def test_an_edited_lesson_follows_its_file_when_it_moves(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    edited = lesson("roi", "Écrit sur le site.")
    edit(session, "lesson:roi", edited)
    moved = {**FILES, "02-essentiel/module.md": MODULE, "02-essentiel/01-roi.md": FILES[ROI]}
    moved["02-essentiel/02-cpm.md"] = FILES[CPM]
    for gone in ("01-essentiel/module.md", ROI, CPM):
        del moved[gone]
    report = publish(session, tmp_path / "content", moved)
    assert report.conflicts == ("02-essentiel/01-roi.md",)
    assert published(session) == {**as_bytes(moved), "02-essentiel/01-roi.md": edited.encode()}


def test_an_edit_that_came_home_is_no_conflict_any_more(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    edited = lesson("roi", "Écrit sur le site.")
    edit(session, "lesson:roi", edited)
    report = publish(session, tmp_path / "content", {**FILES, ROI: edited})
    assert (report.conflicts, report.publication) == ((), None)
    report = publish(session, tmp_path / "content", {**FILES, ROI: lesson("roi", "Repris.")})
    assert (report.conflicts, report.changed) == ((), (ROI,))


def test_what_is_kept_and_what_is_imported_must_agree(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    edit(session, "lesson:roi", lesson("roi", requires="cpm"))
    before = rows(session), published(session)
    fewer = {path: text for path, text in FILES.items() if path != CPM}
    with pytest.raises(CurriculumError) as error:
        import_folder(session, write(tmp_path / "content", fewer), NOW)
    assert [(p.file, p.field) for p in error.value.problems] == [(ROI, "requires.0")]
    session.commit()
    assert (rows(session), published(session)) == before


def test_another_lesson_may_not_take_the_path_of_an_edited_one(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    edit(session, "lesson:cpm", lesson("cpm", "Écrit sur le site."))
    with pytest.raises(CurriculumError, match="another name"):
        import_folder(session, write(tmp_path / "content", {**FILES, CPM: lesson("cpc")}), NOW)


TEN_ERRORS = """\
---
id: Roi Collaboration
title: Mesurer : le ROI
minutes: 500
objectifs: [Calculer]
skills: [roy]
requires: [absente]
checked: hier
sources:
  - {title: "Un article", url: "javascript:alert(1)"}
---
![](../media/absente.svg)

Voir [ailleurs](lesson:nulle-part) et [encore](javascript:alert(1)).

```exercise numerik un
answer: 1
---
Combien ?
```
"""


def test_a_folder_with_ten_errors_imports_nothing(session: Session, tmp_path: Path) -> None:
    files = {**FILES, ROI: TEN_ERRORS, "media/Photo.gif": b"GIF89a"}
    with pytest.raises(CurriculumError) as error:
        import_folder(session, write(tmp_path / "content", files), NOW)
    session.commit()
    found = {(problem.file, problem.line) for problem in error.value.problems}
    assert len(found) >= 11
    assert ("media/Photo.gif", 1) in found
    assert rows(session) == {"document": 0, "revision": 0, "publication": 0}


def test_an_exercise_that_changes_kind_is_asked_for_another_id(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    before = lesson("roi").partition("```exercise")[0]
    word = "```exercise short {}\naccept: [double]\n---\nQuel mot ?\n```\n"
    path = "01-essentiel/01-roi.md"
    with pytest.raises(CurriculumError) as caught:
        publish(
            session, tmp_path / "content", {**FILES, path: before + word.format("roi-exercice")}
        )
    assert [str(problem) for problem in caught.value.problems] == [
        f"{path}:15: exercise: “roi-exercice” is published as numeric, and was answered as such "
        "→ give it another id"
    ]
    session.rollback()
    files = {**FILES, path: before + word.format("mot")}
    assert publish(session, tmp_path / "content", files).changed == (path,)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({ROI: lesson("roi", "[" * 20_000)}, id="takes too long to render"),
        pytest.param(
            {ROI: lesson("roi").replace("cout * 2", "cout / 0")}, id="an answer that is undefined"
        ),
        pytest.param({ROI: lesson("roi").encode("utf-16")}, id="another encoding"),
        pytest.param({ROI: lesson("cpm")}, id="an id taken twice"),
        pytest.param({PICTURE: b"GIF89a"}, id="a picture that is none"),
        pytest.param({PICTURE: b"<svg onload='alert(1)'/>"}, id="a picture that runs"),
        pytest.param({"notes.txt": b"note"}, id="a file that has no place"),
        pytest.param({"programme.md": PROGRAMME.replace("essentiel", "autre")}, id="a lost module"),
    ],
)
def test_one_wrong_file_keeps_all_the_others_out(
    session: Session, tmp_path: Path, wrong: dict[str, str | bytes]
) -> None:
    publish(session, tmp_path / "content")
    before = rows(session)
    files = {**FILES, CPM: lesson("cpm", "Neuf."), **wrong}
    with pytest.raises(CurriculumError):
        import_folder(session, write(tmp_path / "content", files), NOW)
    session.commit()
    assert rows(session) == before
    assert published(session) == as_bytes(FILES)


def test_what_was_written_before_a_failure_is_rolled_back_with_it(
    session: Session, tmp_path: Path
) -> None:
    import_folder(session, write(tmp_path / "content"), NOW)
    session.rollback()
    assert rows(session) == {"document": 0, "revision": 0, "publication": 0}


def test_checking_and_rendering_hold_no_lock(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CurriculumError):
        import_folder(session, write(tmp_path / "content", {**FILES, ROI: TEN_ERRORS}), NOW)
    assert not session.in_transaction()


def test_html_of_another_renderer_is_made_again_without_a_publication(
    session: Session, tmp_path: Path
) -> None:
    publish(session, tmp_path / "content")
    made = session.scalars(select(Revision.rendered).order_by(Revision.id)).all()
    forget_renderer(session)
    report = publish(session, tmp_path / "content")
    assert (report.rendered, report.publication) == (4, None)
    again = session.scalars(select(Revision.rendered).order_by(Revision.id)).all()
    assert again == made
    assert publish(session, tmp_path / "content").rendered == 0


def test_two_imports_of_one_folder_at_once_publish_it_once(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content")
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda _: _import_alone(app, folder), range(2)))
    assert sorted(report.publication or 0 for report in reports) == [0, 1]
    with app.app_context(), Session(db.engine) as session:
        assert rows(session) == {"document": 5, "revision": 5, "publication": 1}


def test_two_different_imports_at_once_leave_the_state_of_one(app: Flask, tmp_path: Path) -> None:
    one = write(tmp_path / "one", {**FILES, CPM: lesson("cpm", "Un.")})
    fewer = {path: text for path, text in FILES.items() if path != CPM}
    other = write(tmp_path / "other", {**fewer, "01-essentiel/03-cpc.md": lesson("cpc")})
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda folder: _import_alone(app, folder), [one, other]))
    with app.app_context(), Session(db.engine) as session:
        assert published(session) in (read(one), read(other))
        assert rows(session)["publication"] == 2


def _import_alone(app: Flask, folder: Path) -> ImportReport:
    with app.app_context(), Session(db.engine) as session:
        report = import_folder(session, folder, NOW)
        session.commit()
        return report


def _documents(session: Session) -> dict[int, str]:
    return {d.id: d.key for d in session.execute(select(Document.id, Document.key))}
