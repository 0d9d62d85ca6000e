"""Files that may be handed in: told by their bytes, under names that lead nowhere."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.exercises.contract import AnswerError
from school.exercises.files import (
    LONGEST_NAME,
    TYPES,
    FileRule,
    KeptFile,
    check,
    clean_name,
    listed,
    type_of,
)

RULE = FileRule(0, 3, list(TYPES), 4096)


def archive(*names: str, size: int = 3) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, b"0" * size)
    return content.getvalue()


GOOD = {
    "pdf": b"%PDF-1.7\n",
    "png": b"\x89PNG\r\n\x1a\n...",
    "jpg": b"\xff\xd8\xff\xe0",
    "docx": archive("[Content_Types].xml", "word/document.xml"),
    "xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "csv": "créateur;coût\r\n".encode("cp1252"),
    "md": b"# Plan\n",
    "txt": "Été\n".encode(),
}


def refusal(name: str, content: bytes, rule: FileRule = RULE) -> str:
    with pytest.raises(AnswerError) as caught:
        check(name, content, rule)
    assert caught.value.field == f"upload.{name}"
    return caught.value.code


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_is_what_its_name_says(kind: str) -> None:
    check(f"a.{kind}", GOOD[kind], RULE)
    text = {"csv", "md", "txt"}
    for other in {"png", "docx"} if kind in text else GOOD.keys() - {kind}:
        assert refusal(f"a.{kind}", GOOD[other]) == "file-content"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "file-type"),
        ("a.svg", b"<svg onload='x'/>", "file-type"),
        ("a.pdf", b"", "file-empty"),
        ("a.pdf", b"%PDF-" + b"0" * 4096, "file-large"),
        ("bombe.pdf", archive("a", size=100_000), "file-content"),
        ("a.docx", archive("[Content_Types].xml"), "file-content"),
        ("a.docx", archive("word/document.xml"), "file-content"),
        ("a.docx", GOOD["docx"][:-30], "file-content"),
        ("a.txt", "UTF-16".encode("utf-16"), "file-content"),
    ],
)
def test_what_is_not_taken_is_told(name: str, content: bytes, code: str) -> None:
    assert refusal(name, content) == code


def test_a_document_that_unpacks_to_too_much_is_refused() -> None:
    bomb = archive("[Content_Types].xml", "word/a", size=110 * 1024 * 1024)
    assert refusal("a.docx", bomb, FileRule(0, 1, ["docx"], 10**7)) == "file-content"
    many = archive("[Content_Types].xml", *(f"word/{n}" for n in range(5001)))
    assert refusal("a.docx", many, FileRule(0, 1, ["docx"], 10**7)) == "file-content"


@given(st.binary(max_size=60), st.integers(0, 200), st.sampled_from(["docx", "xlsx"]))
def test_a_damaged_archive_is_taken_or_refused(noise: bytes, place: int, kind: str) -> None:
    content = GOOD[kind][:place] + noise + GOOD[kind][place + len(noise) :]
    with suppress(AnswerError):
        check(f"a.{kind}", content, RULE)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Mes documents\\Plan final.DOCX", "Plan final.DOCX"),
        ("a\u202efdp.exe\x00\n.pdf", "afdp.exe.pdf"),
        ("..pdf", "fichier.pdf"),
        ("sans-type", "sans-type"),
        (" \x00", "fichier"),
        ("é" * 400 + ".pdf", "é" * (LONGEST_NAME - 11) + ".pdf"),
    ],
)
def test_a_name_leads_nowhere(name: str, kept: str) -> None:
    assert clean_name(name) == kept


@given(st.text(max_size=300))
def test_a_kept_file_is_named_and_known_again(name: str) -> None:
    file = KeptFile(12, 345, clean_name(name))
    assert len(file.name) <= LONGEST_NAME
    assert listed([file.value, file.value, "autre"]) == [file]


def test_endings_that_mean_the_same() -> None:
    assert [type_of(name) for name in ("a.JPEG", "b.c.markdown", "pdf")] == ["jpg", "md", ""]
