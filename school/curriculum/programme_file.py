"""The programme's file, read, and every fault in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from school.curriculum import fil_fields, front_matter
from school.curriculum.fields import AnnouncedFields, ProgrammeFields, read_fields
from school.curriculum.fil import Fil
from school.curriculum.lesson import Passage
from school.curriculum.programme import Announced, Block, Programme, Skill
from school.curriculum.reading import Reading
from school.curriculum.typography import french
from school.exercises.authoring import instead, quoted
from school.exercises.contract import Fault, Head

FILE = "programme.md"


def read(text: str | None) -> Reading[Programme]:
    """Read programme.md, without its modules; None when there is no such file. Never raises."""
    front = front_matter.split(text or "")
    fields, head, faults = read_fields(ProgrammeFields, front.loaded)
    fil, fil_faults = _fil(fields, head, faults)
    programme = Programme(
        title=french(fields.title),
        weeks=fields.weeks,
        blocks=tuple(Block(block.id, french(block.title)) for block in fields.blocks),
        skills={
            skill.id: Skill(skill.id, french(skill.title), skill.block) for skill in fields.skills
        },
        announced=tuple(_announced(module) for module in fields.modules),
        modules={},
        mistakes={name: french(sentence) for name, sentence in fields.mistakes.items()},
        fil=fil,
        file=FILE,
        text=front.body,
        text_line=front.body_line,
        lines=head.lines,
    )
    if text is None:
        absent = Fault(
            1, front_matter.FIELD, "there is no such file", "write it: the year, its skills"
        )
        return Reading(FILE, programme, head, [absent])
    read = Reading(FILE, programme, head, faults, [Passage(front.body, front.body_line)])
    read.faults += [*fil_faults, *_twice(head), *_homeless(read), *_beyond(read)]
    return read


def _fil(fields: ProgrammeFields, head: Head, faults: Sequence[Fault]) -> tuple[Fil, list[Fault]]:
    if fields.fil is None:
        return Fil(), []
    sure = not any(fault.field.startswith(("fil.words", "fil.numbers")) for fault in faults)
    return fil_fields.read(fields.fil, head, sure=sure)


def _announced(module: AnnouncedFields) -> Announced:
    weeks = (module.weeks[0], module.weeks[-1])
    return Announced(module.id, french(module.title), french(module.summary), weeks, module.late)


def _twice(head: Head) -> Iterator[Fault]:
    for field in ("blocks", "skills", "modules"):
        ids = [item.get("id") for item in _items(head, field)]
        for index, name in enumerate(ids):
            if name and name in ids[:index]:
                yield _fault(
                    head, f"{field}.{index}.id", f"{quoted(name)} is taken", "choose another"
                )


def _homeless(read: Reading[Programme]) -> Iterator[Fault]:
    blocks = {block.id for block in read.what.blocks}
    for index, skill in enumerate(_items(read.fields, "skills")):
        block = skill.get("block")
        if isinstance(block, str) and block not in blocks and read.whole("blocks"):
            path = f"skills.{index}.block"
            yield _fault(
                read.fields, path, f"there is no block {quoted(block)}", instead(block, blocks)
            )


def _beyond(read: Reading[Programme]) -> Iterator[Fault]:
    last = read.what.weeks
    late = {module.id for module in read.what.announced if module.weeks[1] > last}
    for index, module in enumerate(_items(read.fields, "modules")):
        if module.get("id") in late:
            path = f"modules.{index}.weeks"
            yield _fault(read.fields, path, f"ends after week {last}", f"stay within {last} weeks")


def _items(head: Head, field: str) -> list[dict[str, object]]:
    written = head.values.get(field)
    items = written if isinstance(written, list) else []
    return [item if isinstance(item, dict) else {} for item in items]


def _fault(head: Head, path: str, what: str, remedy: str) -> Fault:
    return Fault(head.line_of(path), path, what, remedy)
