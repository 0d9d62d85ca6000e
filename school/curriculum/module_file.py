"""A module's own page, read, and every fault in it."""

from __future__ import annotations

from school.curriculum import front_matter
from school.curriculum.fields import ModuleFields, read_fields
from school.curriculum.lesson import Passage
from school.curriculum.module import Module
from school.curriculum.reading import Reading
from school.curriculum.typography import french


def read(file: str, text: str) -> Reading[Module]:
    """Read a module.md, without its lessons. Never raises."""
    front = front_matter.split(text)
    fields, head, faults = read_fields(ModuleFields, front.loaded)
    module = Module(
        id=fields.id,
        file=file,
        title=french(fields.title),
        summary=french(fields.summary),
        text=front.body,
        text_line=front.body_line,
        lessons=(),
        lines=head.lines,
    )
    return Reading(file, module, head, faults, [Passage(front.body, front.body_line)])
