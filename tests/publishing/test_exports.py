"""Exporting: byte for byte, and never over what was not published."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from school.publishing.exports import ExportError, export_folder
from school.publishing.models import Document
from tests.publishing.folders import FILES, as_bytes, edit, lesson, publish, read, write

CPM = "01-essentiel/02-cpm.md"

SPACES = lesson("cpm", "Insécable : \u00a01\u202f234 €, fin de ligne  \n\n\n\tœ, ’, e\u0301, 🎯\n")
NO_LAST_LINE_END = lesson("roi").rstrip("\n")


def test_an_export_is_what_was_published(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    written = export_folder(session, tmp_path / "out")
    assert written == tuple(sorted(FILES))
    assert read(tmp_path / "out") == as_bytes(FILES)


@pytest.mark.parametrize("text", [SPACES, NO_LAST_LINE_END], ids=["spaces", "no last line end"])
def test_import_of_an_export_is_the_same_again(session: Session, tmp_path: Path, text: str) -> None:
    name = CPM if "id: cpm" in text else "01-essentiel/01-roi.md"
    publish(session, tmp_path / "content", {**FILES, name: text})
    export_folder(session, tmp_path / "once")
    report = publish(session, tmp_path / "again", read(tmp_path / "once"))
    assert report.publication is None
    export_folder(session, tmp_path / "twice")
    assert read(tmp_path / "twice") == read(tmp_path / "once") == read(tmp_path / "content")


def test_an_export_holds_what_was_edited_on_the_site(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    edited = lesson("cpm", "Écrit sur le site.")
    edit(session, "lesson:cpm", edited)
    export_folder(session, tmp_path / "out")
    assert read(tmp_path / "out") == as_bytes({**FILES, CPM: edited})


def test_an_earlier_export_is_brought_up_to_date(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    export_folder(session, tmp_path / "out")
    (tmp_path / "out/.gitkeep").write_text("kept")
    files = {**FILES, "01-essentiel/03-cpc.md": lesson("cpc")}
    del files[CPM], files["media/courbe.svg"]
    files["01-essentiel/01-roi.md"] = lesson("roi")
    publish(session, tmp_path / "content", files)
    export_folder(session, tmp_path / "out")
    assert read(tmp_path / "out") == {**as_bytes(files), ".gitkeep": b"kept"}
    assert not (tmp_path / "out/media").exists()


def test_a_file_that_was_never_published_stops_the_export(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    export_folder(session, tmp_path / "out")
    (tmp_path / "out" / CPM).write_text("retravaillé, pas encore importé")
    (tmp_path / "out/notes.txt").write_text("à moi")
    before = read(tmp_path / "out")
    publish(session, tmp_path / "content", {**FILES, CPM: lesson("cpm", "Neuf.")})
    with pytest.raises(ExportError) as error:
        export_folder(session, tmp_path / "out")
    assert CPM in str(error.value)
    assert "notes.txt" in str(error.value)
    assert read(tmp_path / "out") == before


def test_an_export_follows_no_link(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    write(tmp_path / "elsewhere", {})
    (tmp_path / "out").mkdir()
    (tmp_path / "out/media").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="media"):
        export_folder(session, tmp_path / "out")
    assert read(tmp_path / "elsewhere") == {}


@pytest.mark.parametrize("path", ["../dehors.md", "/tmp/dehors.md", "a/../../dehors.md", "a\\b.md"])
def test_no_path_leaves_the_folder(session: Session, tmp_path: Path, path: str) -> None:
    publish(session, tmp_path / "content")
    session.execute(update(Document).where(Document.path == CPM).values(path=path))
    with pytest.raises(ExportError, match="leaves the folder"):
        export_folder(session, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_there_must_be_something_to_export(session: Session, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nothing is published"):
        export_folder(session, tmp_path / "out")


def test_a_file_is_no_folder(session: Session, tmp_path: Path) -> None:
    publish(session, tmp_path / "content")
    (tmp_path / "out").write_text("un fichier")
    with pytest.raises(ExportError, match="not a folder"):
        export_folder(session, tmp_path / "out")
