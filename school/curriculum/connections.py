"""What holds the files together: ids that are unique; skills, modules and lessons that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from school.curriculum.lesson import Lesson
from school.curriculum.module import Module
from school.curriculum.problems import Problem
from school.curriculum.programme import Programme
from school.curriculum.reading import Reading
from school.exercises.authoring import instead, misspelt, quoted
from school.exercises.contract import Head


class Named(NamedTuple):
    """An id, and where it is given."""

    id: object
    file: str
    line: int


def problems_between(
    programme: Reading[Programme],
    modules: Sequence[Reading[Module]],
    lessons: Sequence[Reading[Lesson]],
    lesson_ids: Collection[str],
) -> Iterator[Problem]:
    """Every problem that takes more than one place to be seen.

    `lesson_ids` are those that exist, even of lessons that could not be read whole.
    """
    yield from _taken(_of_file(read.file, read.fields) for read in modules)
    yield from _taken(_of_file(read.file, read.fields) for read in lessons)
    yield from _taken(
        Named(head.id, read.file, head.line) for read in lessons for head in read.heads
    )
    for read in lessons:
        yield from _unknown(read.file, read.fields, "requires", lesson_ids)
    yield from _circles(lessons)
    if programme.whole("modules"):
        yield from _unannounced(programme, modules)
    if programme.whole("skills"):
        for read in lessons:
            yield from _unknown_skills(read, programme.what.skills)
    for read in lessons:
        yield from _misspelt_mistakes(read, programme.what.mistakes)


def _of_file(file: str, fields: Head) -> Named:
    return Named(fields.values.get("id"), file, fields.line_of("id"))


def _taken(names: Iterable[Named]) -> Iterator[Problem]:
    first: dict[object, Named] = {}
    for named in names:
        if not isinstance(named.id, str):
            continue
        if other := first.get(named.id):
            what = f"{quoted(named.id)} is taken by {other.file}, line {other.line}"
            yield Problem(named.file, named.line, "id", what, "choose another id")
        else:
            first[named.id] = named


def _unknown(file: str, head: Head, field: str, known: Collection[str]) -> Iterator[Problem]:
    written = head.values.get(field)
    for index, name in enumerate(written if isinstance(written, list) else []):
        if isinstance(name, str) and name not in known:
            path = f"{field}.{index}"
            what = f"{quoted(name)} does not exist"
            yield Problem(file, head.line_of(path), path, what, instead(name, known))


def _unknown_skills(read: Reading[Lesson], skills: Collection[str]) -> Iterator[Problem]:
    for head in (read.fields, *read.heads):
        yield from _unknown(read.file, head, "skills", skills)


def _misspelt_mistakes(read: Reading[Lesson], known: Collection[str]) -> Iterator[Problem]:
    """Mistakes that are almost those of the whole course: each would be remembered as another."""
    for head in read.heads:
        written = head.values.get("mistakes")
        for name in written if isinstance(written, Mapping) else ():
            meant = misspelt(name, known) if isinstance(name, str) else None
            if meant:
                path = f"mistakes.{name}"
                what = f"{quoted(name)} is almost {meant}, a mistake of programme.md"
                remedy = f"write {meant}, or a name less like it"
                yield Problem(read.file, head.line_of(path), path, what, remedy)


def _unannounced(
    programme: Reading[Programme], modules: Sequence[Reading[Module]]
) -> Iterator[Problem]:
    announced = {module.id for module in programme.what.announced}
    for read in modules:
        name = read.what.id
        if name and name not in announced:
            what = f"{quoted(name)} is not a module of programme.md"
            line = read.fields.line_of("id")
            yield Problem(read.file, line, "id", what, instead(name, announced))


def _circles(lessons: Sequence[Reading[Lesson]]) -> Iterator[Problem]:
    """One problem for each circle of lessons that require each other."""
    by_id = {read.what.id: read for read in lessons if read.what.id}
    required = {
        name: [needed for needed in read.what.requires if needed in by_id]
        for name, read in by_id.items()
    }
    while circle := _circle(required):
        name, needed = circle[:2]
        required[name].remove(needed)
        fields = by_id[name].fields
        line = fields.line_of(f"requires.{fields.values['requires'].index(needed)}")
        what = f"goes round in a circle: {' → '.join(circle)}"
        yield Problem(by_id[name].file, line, "requires", what, f"remove {needed}")


def _circle(required: Mapping[str, Sequence[str]]) -> list[str]:
    """Lessons of which each requires the next, back to the first; none when there is no circle."""
    try:
        TopologicalSorter(required).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
