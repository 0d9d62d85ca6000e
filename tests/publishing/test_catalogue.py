"""The catalogue: what pages get, how often it is read, and whose publications it notices."""

from __future__ import annotations

import datetime as dt
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from school.curriculum.problems import CurriculumError
from school.database import Base
from school.extensions import db
from school.publishing.catalogue import at_revision, current
from school.publishing.imports import import_folder
from school.publishing.models import Revision
from school.settings import ROOT, Settings
from tests.publishing.folders import (
    FILES,
    MODULE,
    NOW,
    PROGRAMME,
    edit,
    forget_renderer,
    lesson,
    overwrite_source,
    publish,
    write,
)
from tests.statements import Statements

ROI, CPM = "01-essentiel/01-roi.md", "01-essentiel/02-cpm.md"
LATER = NOW + dt.timedelta(minutes=1)
CountSql = Callable[[], AbstractContextManager[Statements]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_before_the_first_publication_there_is_nothing(session: Session) -> None:
    catalogue = current(session)
    assert (catalogue.version, catalogue.order, catalogue.programme.announced) == (0, (), ())


def test_lessons_stand_in_the_order_of_the_year(session: Session, folder: Path) -> None:
    publish(session, folder)
    catalogue = current(session)
    roi, cpm = catalogue.lessons["roi"], catalogue.lessons["cpm"]
    assert catalogue.order == ("roi", "cpm")
    assert (catalogue.previous("roi"), catalogue.next("roi")) == (None, cpm)
    assert (catalogue.previous("cpm"), catalogue.next("cpm")) == (roi, None)
    assert catalogue.module_of("cpm") is catalogue.programme.modules["essentiel"]
    assert catalogue.exercises["cpm-exercice"].lesson is cpm
    assert catalogue.exercises["cpm-exercice"].exercise is cpm.lesson.exercises[0]
    with pytest.raises(KeyError):
        catalogue.next("absente")


def test_a_lesson_has_its_html_around_its_exercises(session: Session, folder: Path) -> None:
    publish(session, folder)
    published = current(session).lessons["cpm"]
    assert [type(part).__name__ for part in published.lesson.parts] == [
        "Passage",
        "NumericExercise",
        "Passage",
    ]
    first, last = (published.passages[index].fill({}, "fr") for index in (0, 2))
    assert '<a href="/lecons/roi">le ROI</a>' in first
    assert "La suite." in last
    assert [heading.text for heading in published.contents] == ["Lire", "Conclure"]
    assert published.words > 5
    texts = published.exercises["cpm-exercice"]
    assert "1\u202f200\u202f€" in texts["statement"].fill({"cout": 1200.0}, "fr")
    assert set(texts) == {"statement", "solution"}


def test_passages_keep_their_places_between_exercises(session: Session, folder: Path) -> None:
    text = lesson("cpm")
    exercise = text[text.index("```exercise") : text.index("## Conclure")]
    start = text.index("# Lire")
    many = text[:start] + exercise + exercise.replace("cpm-exercice", "deux") + text[start:]
    many += exercise.replace("cpm-exercice", "trois")
    publish(session, folder, {**FILES, CPM: many.replace("cpm-exercice\n", "un\n", 1)})
    published = current(session).lessons["cpm"]
    assert [part.id if hasattr(part, "id") else "…" for part in published.lesson.parts] == [
        "un", "deux", "…", "cpm-exercice", "…", "trois",
    ]  # fmt: skip
    assert published.passages.keys() == {2, 4}
    assert "Un texte." in published.passages[2].fill({}, "fr")
    assert "La suite." in published.passages[4].fill({}, "fr")


def test_the_year_and_its_modules_are_presented(session: Session, folder: Path) -> None:
    publish(session, folder)
    catalogue = current(session)
    assert "<strong>douze</strong>" in catalogue.presentation.fill({}, "fr")
    assert "<em>commencer</em>" in catalogue.presentations["essentiel"].fill({}, "fr")
    assert [module.id for module in catalogue.programme.announced] == ["essentiel", "paliers"]


def test_it_is_read_once_and_then_asks_for_one_number(
    session: Session, folder: Path, count_sql: CountSql
) -> None:
    publish(session, folder)
    first = current(session)
    with count_sql() as statements:
        assert current(session) is first
    assert len(statements) == 1


def test_threads_that_come_together_load_it_once(
    app: Flask, session: Session, folder: Path, count_sql: CountSql
) -> None:
    publish(session, folder)
    gate = threading.Barrier(8)

    def come(_: int) -> int:
        with app.test_request_context(), Session(db.engine) as own:
            gate.wait()
            return id(current(own))

    with count_sql() as statements, ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(come, range(8)))
    assert len(seen) == 1
    assert sum("revision.source" in statement for statement in statements) == 1


def test_a_publication_made_by_another_process_is_noticed(
    session: Session, settings: Settings, folder: Path
) -> None:
    publish(session, folder)
    assert current(session).version == 1
    session.rollback()
    files = {**FILES, CPM: lesson("cpm", "Écrit ailleurs.")}
    _import_in_another_process(settings, write(folder, files))
    catalogue = current(session)
    assert catalogue.version == 2
    assert "Écrit ailleurs." in catalogue.lessons["cpm"].passages[0].fill({}, "fr")


def test_a_publication_that_is_rolled_back_is_forgotten(session: Session, folder: Path) -> None:
    publish(session, folder)
    import_folder(session, write(folder, {**FILES, CPM: lesson("cpm", "Perdu.")}), NOW)
    assert current(session).version == 2
    session.rollback()
    assert current(session).version == 1
    assert "Après" in current(session).lessons["cpm"].passages[0].fill({}, "fr")


def test_a_number_that_is_given_again_is_another_publication(
    session: Session, folder: Path
) -> None:
    import_folder(session, write(folder), NOW)
    assert current(session).order == ("roi", "cpm")
    session.rollback()
    fewer = {path: text for path, text in FILES.items() if path != CPM}
    import_folder(session, write(folder, fewer), LATER)
    assert current(session).order == ("roi",)


def test_two_databases_of_one_process_are_kept_apart(
    session: Session, folder: Path, tmp_path: Path
) -> None:
    publish(session, folder)
    assert current(session).version == 1
    engine = create_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    Base.metadata.create_all(engine)
    with Session(engine) as other:
        assert current(other).version == 0
    engine.dispose()


def test_a_text_that_is_no_longer_understood_leaves_the_others(
    session: Session, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(session, folder, {**FILES, CPM: lesson("cpm", requires="roi")})
    overwrite_source(session, ROI, "---\nid: roi\ntitle: D'un autre temps\n---\n")
    with caplog.at_level(logging.ERROR):
        catalogue = current(session)
    assert catalogue.order == ("cpm",)
    assert ROI in caplog.text


def test_a_lesson_that_requires_one_that_is_gone_is_still_served(
    session: Session, folder: Path
) -> None:
    publish(session, folder, {**FILES, CPM: lesson("cpm", requires="roi")})
    overwrite_source(session, ROI, lesson("autre"))
    assert current(session).order == ("autre", "cpm")


@pytest.mark.parametrize(
    "source", ["", "---\ntitle: [", PROGRAMME.replace("id: essentiel", "id: x")]
)
def test_an_unreadable_programme_leaves_an_empty_year(
    session: Session, folder: Path, source: str
) -> None:
    publish(session, folder)
    overwrite_source(session, "programme.md", source)
    assert current(session).order == ()


def test_html_of_another_renderer_is_made_again_in_memory(
    session: Session, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(session, folder)
    made = current(session).lessons["cpm"]
    forget_renderer(session)
    edit(session, "lesson:roi", lesson("roi", "Récrit."))
    with caplog.at_level(logging.WARNING):
        catalogue = current(session)
    again = catalogue.lessons["cpm"]
    assert (again.passages, again.exercises) == (made.passages, made.exercises)
    assert (again.contents, again.words) == (made.contents, made.words)
    assert "Récrit." in catalogue.lessons["roi"].passages[0].fill({}, "fr")
    assert "flask content import" in caplog.text


def test_an_old_revision_is_found_again(
    session: Session, folder: Path, count_sql: CountSql
) -> None:
    publish(session, folder)
    old = current(session).lessons["cpm"]
    assert at_revision(session, old.revision_id) is old
    publish(session, folder, {**FILES, CPM: lesson("cpm", "Récrit.")})
    assert current(session).lessons["cpm"].revision_id != old.revision_id
    found = at_revision(session, old.revision_id)
    assert (found.lesson, found.passages, found.exercises) == (
        old.lesson,
        old.passages,
        old.exercises,
    )
    assert found.module.id == "essentiel"
    with count_sql() as statements:
        assert at_revision(session, old.revision_id) is found
    assert statements == []


def test_an_old_revision_stands_under_the_module_of_today(session: Session, folder: Path) -> None:
    publish(session, folder)
    old = current(session).lessons["cpm"].revision_id
    publish(session, folder, {**FILES, CPM: lesson("cpm", "Récrit.")})
    current(session)
    assert at_revision(session, old).module.title == "L’essentiel"
    renamed = MODULE.replace("title: L'essentiel", "title: Les bases")
    files = {**FILES, CPM: lesson("cpm", "Récrit."), "01-essentiel/module.md": renamed}
    publish(session, folder, files)
    current(session)
    assert at_revision(session, old).module.title == "Les bases"


def test_an_old_revision_of_another_renderer_is_made_again(session: Session, folder: Path) -> None:
    publish(session, folder)
    old = current(session).lessons["cpm"]
    publish(session, folder, {**FILES, CPM: lesson("cpm", "Récrit.")})
    forget_renderer(session)
    assert at_revision(session, old.revision_id).passages == old.passages


def test_a_withdrawn_lesson_is_found_by_its_revision(session: Session, folder: Path) -> None:
    publish(session, folder)
    old = current(session).lessons["cpm"]
    publish(session, folder, {path: text for path, text in FILES.items() if path != CPM})
    assert current(session).order == ("roi",)
    assert at_revision(session, old.revision_id).lesson == old.lesson


def test_only_revisions_of_lessons_are_found(session: Session, folder: Path) -> None:
    publish(session, folder)
    picture = session.scalars(select(Revision.id).where(Revision.path.like("media/%"))).one()
    page = session.scalars(select(Revision.id).where(Revision.path.like("%module.md"))).one()
    for revision_id in (picture, page, 10_000):
        with pytest.raises(LookupError):
            at_revision(session, revision_id)


def test_an_old_revision_that_is_no_longer_understood_says_so(
    session: Session, folder: Path
) -> None:
    publish(session, folder)
    old = current(session).lessons["cpm"].revision_id
    overwrite_source(session, CPM, "---\nid: cpm\n---\n")
    current(session)
    with pytest.raises(CurriculumError):
        at_revision(session, old)


def _import_in_another_process(settings: Settings, folder: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith("SCHOOL_")}
    environ = own | {
        "SCHOOL_ENV": "test",
        "SCHOOL_INSTANCE": str(settings.instance),
        "SCHOOL_DATABASE_URL": settings.sqlalchemy_url,
        "SCHOOL_SECRET_KEY": settings.signing_key(),
    }
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "content", "import", str(folder)],
        cwd=ROOT,
        env=environ,
        check=True,
        capture_output=True,
    )
