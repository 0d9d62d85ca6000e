"""A lesson's file, read: the lesson, what was written of it, and every fault in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from school.curriculum import fences, front_matter
from school.curriculum.fences import Fence
from school.curriculum.fields import LessonFields, read_fields
from school.curriculum.lesson import Lesson, Passage, Read, Source
from school.curriculum.reading import Reading
from school.curriculum.typography import french
from school.curriculum.yaml import load
from school.exercises.contract import Exercise, ExerciseError, Fault, Head
from school.exercises.figures import TEXT
from school.exercises.prose import slots
from school.exercises.registry import parse
from school.exercises.slots import FIL

_WORD = re.compile(r"(?:\bfil\.)?[A-Za-z_]\w*", re.ASCII)


def read(file: str, text: str, today: dt.date) -> Reading[Lesson]:
    """Read a lesson's file. Never raises."""
    front = front_matter.split(text)
    fields, head, faults = read_fields(LessonFields, front.loaded)
    if fields.checked > today:
        line = head.line_of("checked")
        faults.append(Fault(line, "checked", "is in the future", f"write {today} or before"))
    faults += _faults_of_reads(fields, head)
    split = fences.split(front.body, front.body_line)
    lesson = Lesson(
        id=fields.id,
        file=file,
        title=french(fields.title),
        minutes=fields.minutes,
        objectives=tuple(map(french, fields.objectives)),
        skills=tuple(fields.skills),
        requires=tuple(fields.requires),
        checked=fields.checked,
        sources=tuple(Source(french(source.title), source.url) for source in fields.sources),
        scenario=fields.scenario,
        reads={
            name: Read(each.exercise, each.value, each.default, each.within)
            for name, each in fields.reads.items()
        },
        parts=(),
        lines=head.lines,
    )
    read = Reading(file, lesson, head, faults + split.faults)
    parts = [_read_part(part, read) for part in split.parts]
    read.what = replace(lesson, parts=tuple(part for part in parts if part is not None))
    return read


def _read_part(part: Passage | Fence, read: Reading[Lesson]) -> Passage | Exercise | None:
    if isinstance(part, Passage):
        read.passages.append(part)
        return part
    read.proses.append(Passage(part.prose, part.prose_line))
    loaded = load(part.head, part.head_line)
    head = Head(part.kind, part.id, part.line, loaded.values, loaded.lines)
    read.heads.append(head)
    read.faults += loaded.faults
    if loaded.broken or not loaded.readable:
        return None  # what is missing from it would only repeat what is already said
    try:
        return _set(parse(head, part.prose, part.prose_line, _given(read.fields, part)))
    except ExerciseError as error:
        read.faults += error.faults
        if error.exercise:
            read.misworded.append(error.exercise)
        return None


def _set(exercise: Exercise) -> Exercise:
    """The exercise with its titles in French typography, as its other texts will be."""
    written = exercise.settings
    settings = replace(written, title=french(written.title), file=french(written.file))
    return replace(exercise, settings=settings)


def _faults_of_reads(fields: LessonFields, head: Head) -> Iterator[Fault]:
    for name, read in fields.reads.items():
        path = f"reads.{name}"
        if name in fields.scenario:
            yield Fault(head.line_of(path), path, "is already a number", "choose another name")
        if read.within.nearest(read.default) != read.default:
            what, remedy = "is not one of the values of within:", "write one that it may take"
            yield Fault(head.line_of(f"{path}.default"), f"{path}.default", what, remedy)


def _given(fields: Head, fence: Fence) -> frozenset[str]:
    """The numbers that the lesson gives an exercise.

    All those of the scenario; of the fil rouge and of earlier answers only those that it names, for
    what changes while an exercise is open must concern no other.
    """
    shown = {slot.name for slot in slots(fence.prose) if slot.format != TEXT}
    named = shown | set(_WORD.findall(fence.head))
    elsewhere = {name for name in named if name.startswith(FIL)}
    return frozenset(_written(fields, "scenario") | (_written(fields, "reads") & named) | elsewhere)


def _written(fields: Head, field: str) -> set[str]:
    """The names that a field of the lesson gives to numbers, even those at fault otherwise."""
    written = fields.values.get(field)
    return set(written if isinstance(written, dict) else ())


def names_of(fields: Head) -> frozenset[str]:
    """The numbers that a lesson's own text may show, but for those of the fil rouge."""
    return frozenset(_written(fields, "scenario") | _written(fields, "reads"))
