"""A folder of texts and media, and what cannot be taken from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from school.curriculum.folder import open_folder, read_files
from school.curriculum.problems import CurriculumError
from school.curriculum.reader import read_folder
from tests.curriculum.texts import FILES, LESSON


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small curriculum on disk."""
    for name, text in {**FILES, "media/courbe.svg": "<svg/>", ".git/a": "", ".note": ""}.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "content"


def test_texts_are_read_as_written(folder: Path) -> None:
    assert read_files(folder) == FILES
    assert open_folder(folder).media == {"media/courbe.svg"}
    assert read_folder(folder).modules["essentiel"].lessons[0].file == LESSON


def test_everything_out_of_place_is_told_at_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (folder / "01-essentiel/03-lien.md").symlink_to(tmp_path / "secret")
    (folder / "02-lien").symlink_to(tmp_path)
    (folder / "01-essentiel/04-latin.md").write_bytes(b"---\nid: latin\xe9\n---\n")
    (folder / "budget.xlsx").write_bytes(b"PK")
    os.mkfifo(folder / "media/tube")
    with pytest.raises(CurriculumError) as caught:
        read_files(folder)
    assert [(problem.file, problem.line, problem.field) for problem in caught.value.problems] == [
        ("01-essentiel/03-lien.md", 1, "file"),
        ("01-essentiel/04-latin.md", 2, "text"),
        ("02-lien", 1, "file"),
        ("budget.xlsx", 1, "file"),
        ("media/tube", 1, "file"),
    ]


def test_a_link_inside_the_folder_is_a_file_like_another(folder: Path) -> None:
    (folder / "media/copie.svg").symlink_to(folder / "media/courbe.svg")
    assert "media/copie.svg" in open_folder(folder).media


def test_a_large_file_is_not_read_to_its_end(folder: Path) -> None:
    with (folder / LESSON).open("wb") as stream:
        stream.truncate(10**10)
    with pytest.raises(CurriculumError, match=r"01-roi\.md:1: text: is over 64 KB"):
        read_folder(folder)


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(CurriculumError, match="is not a folder"):
        read_files(tmp_path / "absent")
