"""A lesson's file, read: the lesson, what was written of it, and every fault in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from school.curriculum import fences, front_matter
from school.curriculum.fences import Fence
from school.curriculum.fields import LessonFields, read_fields
from school.curriculum.lesson import Lesson, Passage, Source
from school.curriculum.reading import Reading
from school.curriculum.typography import french
from school.curriculum.yaml import load
from school.exercises.contract import Exercise, ExerciseError, Fault, Head
from school.exercises.registry import parse


def read(file: str, text: str, today: dt.date) -> Reading[Lesson]:
    """Read a lesson's file. Never raises."""
    front = front_matter.split(text)
    fields, head, faults = read_fields(LessonFields, front.loaded)
    if fields.checked > today:
        line = head.line_of("checked")
        faults.append(Fault(line, "checked", "is in the future", f"write {today} or before"))
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
        return parse(head, part.prose, part.prose_line, _given(read.fields))
    except ExerciseError as error:
        read.faults += error.faults
        return None


def _given(fields: Head) -> frozenset[str]:
    """The names that the scenario gives to numbers, even those whose values are at fault."""
    scenario = fields.values.get("scenario")
    return frozenset(scenario if isinstance(scenario, dict) else ())
