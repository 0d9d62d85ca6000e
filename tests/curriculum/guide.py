"""The authoring guide, taken apart: its examples, its tables, the words it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "authoring.md"
TEXT = GUIDE.read_text(encoding="utf-8")
LESSON = "01-essentiel/01-cout-par-commande.md"
NEXT = "01-essentiel/02-suite-du-plan.md"

_FILE = re.compile(r"`content/(\S+\.md)`:\n\n`{5}markdown\n(.*?)^`{5}$", re.S | re.M)
_EXERCISE = re.compile(r"^`{4}markdown\n(```exercise \w+ (\S+)\n.*?)^`{4}$", re.S | re.M)
_PICTURE = re.compile(r"\]\(\.\./(media/[^)]+)\)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")

FILES: Mapping[str, str] = {found[1]: found[2] for found in _FILE.finditer(TEXT)}
"""The complete files, by path in the content folder."""

EXERCISES: Mapping[str, str] = {found[2]: found[1] for found in _EXERCISE.finditer(TEXT)}
"""The complete exercises, by id."""


def curriculum(*exercises: str) -> dict[str, str]:
    """The files of the guide, these of its exercises at the end of its lesson."""
    lesson = "\n".join([FILES[LESSON], *(EXERCISES[name] for name in exercises)])
    return {**FILES, LESSON: lesson}


def media(files: Mapping[str, str]) -> set[str]:
    """The pictures that the examples show."""
    return {path for text in files.values() for path in _PICTURE.findall(text)}


def section(title: str) -> str:
    """The text under a heading, down to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#+ |\Z)", _without_fences(), re.S | re.M)
    assert found, title
    return found[1]


def rows(text: str, head: str) -> list[list[str]]:
    """The cells of the lines of the one table of a text whose first column is called this."""
    tables = re.findall(r"(?:^\|.*\n)+", text, re.M)
    (table,) = (table for table in tables if table.startswith(f"| {head} |"))
    return [_cells(line) for line in table.splitlines()[2:]]


def code(text: str) -> list[str]:
    """What a text shows as code, in order."""
    pieces = [piece.replace("\\|", "|") for _, piece in _CODE.findall(text)]
    return [re.sub(r"^ (.*\S.*) $", r"\1", piece) for piece in pieces]


def refusals() -> Iterator[tuple[str, str, str, str]]:
    """What the guide says is refused: the example, what of it is replaced, by what, the problem."""
    for found in re.finditer(r"^In `(?:content/)?(\S+)`:\n\n((?:^\|.*\n)+)", TEXT, re.M):
        for written, said in rows(found[2], "Written"):
            old, new = (code(part)[0] for part in written.split(" → "))
            yield found[1], old, new, code(said)[0]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _without_fences() -> str:
    return re.sub(r"^(`{3,})\w.*?^\1$", "", TEXT, flags=re.S | re.M)
