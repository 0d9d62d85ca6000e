"""Passages of a document that a student points at: read from a form, and judged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from school.exercises.contract import AnswerError, Form
from school.exercises.marks import Marked
from school.exercises.passages import Document, Span

ROWS = 12
"""Passages that an answer may point at."""

MAX_PASSAGE = 600
"""Characters of one of them."""

FOUND = 0.5
"""Overlap (Jaccard's index over words) from which a passage is the one at fault."""


@dataclass(frozen=True)
class Pointed:
    """Words that a student points at, and the id of the fault they see there."""

    span: Span
    fault: str


def read_passages(form: Form, document: Document, faults: Collection[str]) -> list[Pointed]:
    """The rows of a form that are filled, posted as `words`, `place` and `fault`.

    `place` is the number of a row's first word, or nothing when the words were typed. Raises
    AnswerError, its field `words.1` or `fault.1` for the first row: `empty`, `not-an-option`,
    `too-long`, `not-in-document`, `ambiguous` (these words stand in several places), `overlap`.
    """
    found: list[Pointed] = []
    for row, words, place, fault in _rows(form):
        if fault and fault not in faults:
            raise AnswerError("not-an-option", f"fault.{row}")
        if not words.strip() and not fault:
            continue
        span = _place(document, words, place, f"words.{row}")
        if not fault:
            raise AnswerError("empty", f"fault.{row}")
        if any(span.shared(other.span) for other in found):
            raise AnswerError("overlap", f"words.{row}")
        found.append(Pointed(span, fault))
    return found


def _rows(form: Form) -> Iterator[tuple[int, str, str, str]]:
    columns = [form.get(field, ()) for field in ("words", "place", "fault")]
    if len({len(column) for column in columns}) > 1 or len(columns[0]) > ROWS:
        raise AnswerError("not-an-option", "words")
    for row, (words, place, fault) in enumerate(zip(*columns, strict=True), 1):
        yield row, words, place, fault


def _place(document: Document, words: str, place: str, field: str) -> Span:
    """Where words stand; `place` settles it when they stand in several places."""
    numbers = {str(number): number for number in range(len(document.words))}
    if len(words) > MAX_PASSAGE:
        raise AnswerError("too-long", field)
    if not words.strip():
        raise AnswerError("empty", field)
    if place and place not in numbers:
        raise AnswerError("not-an-option", field)
    spans = document.find(words)
    if not spans:
        raise AnswerError("not-in-document", field)
    if len(spans) > 1:
        spans = [span for span in spans if place and document.begins(numbers[place], span)]
    if not spans:
        raise AnswerError("ambiguous", field)
    return spans[0]


def judge(pointed: Sequence[Pointed], marked: Sequence[Marked]) -> list[str]:
    """What each passage is: `found`, `renamed` (under another name), `near` a fault, or `stray`.

    Each fault is found once, by the passage that overlaps it most.
    """
    pairs = sorted(
        (-one.span.overlap(fault.span), one.fault != fault.fault, at, number)
        for at, one in enumerate(pointed)
        for number, fault in enumerate(marked)
        if one.span.shared(fault.span)
    )
    verdicts = ["stray"] * len(pointed)
    for _, _, at, _ in pairs:
        verdicts[at] = "near"
    taken: set[int] = set()
    for overlap, other_name, at, number in pairs:
        if -overlap >= FOUND and verdicts[at] == "near" and number not in taken:
            verdicts[at] = "renamed" if other_name else "found"
            taken.add(number)
    return verdicts
