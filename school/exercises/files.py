"""Files that an answer may hold: which are taken, by their bytes, and how a form names them."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from school.exercises.contract import AnswerError

MEGABYTE = 1024 * 1024
LONGEST_NAME = 150
MOST_PARTS = 5000
MOST_UNPACKED = 200 * MEGABYTE
"""Bytes that an office document may say it holds: more is a bomb for whoever opens it."""

_VALUE = re.compile(r"([1-9]\d{0,11})\.(\d{1,9})\.([^/\\]{1,150})", re.ASCII)
_TEXT = re.compile(rb"[^\x00-\x08\x0b\x0e-\x1f\x7f]*")
_SAME = {"jpeg": "jpg", "markdown": "md"}
_NAMELESS = "fichier"


@dataclass(frozen=True)
class FileRule:
    """How many files an exercise takes, of which types, of how many bytes each at most."""

    least: int
    most: int
    types: Sequence[str]
    largest: int


@dataclass(frozen=True)
class KeptFile:
    """A file that the school keeps, as a form names it: `12.48213.plan.pdf`."""

    id: int
    bytes: int
    name: str

    @property
    def value(self) -> str:
        """What a form posts for it."""
        return f"{self.id}.{self.bytes}.{self.name}"


@dataclass(frozen=True)
class FileType:
    """What a file is sent as, and whether bytes are of this type."""

    content_type: str
    fits: Callable[[bytes], bool]


def _begins(start: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(start)


def _is_text(content: bytes) -> bool:
    return _TEXT.fullmatch(content) is not None


def _office(folder: str) -> Callable[[bytes], bool]:
    """Whether bytes are an office document whose parts stand in a folder; nothing is unpacked."""

    def fits(content: bytes) -> bool:
        try:
            with ZipFile(BytesIO(content)) as archive:
                parts = archive.infolist()
        except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, struct.error):
            return False
        names = {part.filename for part in parts}
        unpacked = sum(part.file_size for part in parts)
        whole = "[Content_Types].xml" in names and any(n.startswith(folder) for n in names)
        return whole and len(parts) <= MOST_PARTS and unpacked <= MOST_UNPACKED

    return fits


_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: Mapping[str, FileType] = {
    "pdf": FileType("application/pdf", _begins(b"%PDF-")),
    "png": FileType("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": FileType("image/jpeg", _begins(b"\xff\xd8\xff")),
    "docx": FileType(f"{_OFFICE}.wordprocessingml.document", _office("word/")),
    "xlsx": FileType(f"{_OFFICE}.spreadsheetml.sheet", _office("xl/")),
    "csv": FileType("text/csv", _is_text),
    "md": FileType("text/markdown", _is_text),
    "txt": FileType("text/plain", _is_text),
}


def type_of(name: str) -> str:
    """The type that a name announces, whether it is taken or not; empty without an ending."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _SAME.get(ending, ending)


def clean_name(name: str) -> str:
    """The last part of a path, without what cannot be seen, short enough; it keeps its ending."""
    last = re.split(r"[/\\]", name)[-1]
    seen = " ".join("".join(e for e in last if unicodedata.category(e)[0] != "C").split())
    if "." not in seen:
        return seen[:LONGEST_NAME] or _NAMELESS
    stem, _, ending = seen.rpartition(".")
    ending = ending[:10]
    return f"{stem.strip('. ')[: LONGEST_NAME - 11] or _NAMELESS}.{ending}"


def check(name: str, content: bytes, rule: FileRule) -> None:
    """Look at a file that was sent. Raises AnswerError: `file-…`, its name after the field's."""
    field = f"upload.{name}"
    kind = type_of(name)
    if kind not in rule.types:
        raise AnswerError("file-type", field)
    if not content:
        raise AnswerError("file-empty", field)
    if len(content) > rule.largest:
        raise AnswerError("file-large", field)
    if not TYPES[kind].fits(content):
        raise AnswerError("file-content", field)


def listed(values: Sequence[str]) -> list[KeptFile]:
    """The files that a form names, each once; what names none is left out."""
    found = [_VALUE.fullmatch(value) for value in dict.fromkeys(values)]
    return [KeptFile(int(each[1]), int(each[2]), each[3]) for each in found if each]


def read_files(values: Sequence[str], rule: FileRule) -> list[KeptFile]:
    """The files of an answer. Raises AnswerError: `too-many`, `missing`, `not-an-option`."""
    if len(values) > rule.most:
        raise AnswerError("too-many", "file")
    found = listed(values)
    if len(found) != len(values) or any(type_of(each.name) not in rule.types for each in found):
        raise AnswerError("not-an-option", "file")
    if len(found) < rule.least:
        raise AnswerError("missing", "file")
    return found
