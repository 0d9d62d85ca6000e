"""Markdown that would not come out as its author sees it: glued lists, bare tables, raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from school.curriculum.lesson import Passage
from school.curriculum.references import without_code
from school.exercises.authoring import quoted
from school.exercises.contract import Fault

_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_BREAK = re.compile(r"\s*(?:#{1,6} .*|\[!.*)?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?!\[[ xX]\] )\S")
_ANY_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_DASHES = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*")
_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>\n]*)?/?>|<!--")


def faults_in(passage: Passage) -> Iterator[Fault]:
    """Every list, table or tag of a passage that would be shown as it is written."""
    text = without_code(passage.text)
    for found in _TAG.finditer(text):
        line = passage.line + text.count("\n", 0, found.start())
        what = f"{quoted(found[0])} would be shown as it is written"
        yield Fault(line, "text", what, "use Markdown, or write it as code")
    lines = [_QUOTE.sub("", line, count=1) for line in text.split("\n")]
    start = 0
    for end in range(len(lines) + 1):
        if end == len(lines) or _BREAK.fullmatch(lines[end]):
            yield from _faults_of_run(lines[start:end], passage.line + start)
            start = end + 1


def _faults_of_run(lines: Sequence[str], first: int) -> Iterator[Fault]:
    """The faults of lines without a break between them."""
    remedy = "leave an empty line before it"
    rows = [number for number, line in enumerate(lines) if line.lstrip().startswith("|")]
    if rows and rows[0] > 0 and not _ANY_ITEM.match(lines[0]):
        yield Fault(first + rows[0], "text", "a table touches the line above", remedy)
    elif len(rows) > 1 and not _DASHES.fullmatch(lines[1]):
        what = "a table has no line of dashes under its first line"
        yield Fault(first, "text", what, "write it: | --- | --- |")
    items = [number for number, line in enumerate(lines) if _ITEM.match(line)]
    if items and not rows and not _ANY_ITEM.match(lines[0]):
        yield Fault(first + items[0], "text", "a list touches the line above", remedy)
