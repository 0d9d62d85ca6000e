"""What lessons take from elsewhere: names of the fil rouge, values of earlier answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from school.curriculum.fil import Fil
from school.curriculum.lesson import Lesson
from school.curriculum.problems import Problem, located
from school.curriculum.programme import Programme
from school.curriculum.reading import Reading
from school.curriculum.references import without_code
from school.exercises.authoring import instead, quoted
from school.exercises.contract import Exercise, Fault
from school.exercises.figures import FORMATS, TEXT
from school.exercises.prose import slots
from school.exercises.slots import FIL

_NAME = re.compile(r"(?<![\w.])fil\.\w+", re.ASCII)
_NONE = "declare fil: in programme.md"


def problems_of_fil(
    programme: Reading[Programme], lessons: Sequence[Reading[Lesson]]
) -> Iterator[Problem]:
    """Names of the fil rouge that no brand has, words in formulas, words shown as figures."""
    if programme.whole("fil"):
        for read in lessons:
            yield from located(read.file, _faults_of_fil(read, programme.what.fil))


def _faults_of_fil(read: Reading[Lesson], fil: Fil) -> Iterator[Fault]:
    for head in read.heads:
        for path, text in _texts(head.values):
            for name in _NAME.findall(text):
                if problem := _in_formula(name.removeprefix(FIL), fil):
                    yield Fault(head.line_of(path), path, *problem)
    pages = [(passage.line, without_code(passage.text)) for passage in read.passages]
    for line, text in pages + [(prose.line, prose.text) for prose in read.proses]:
        for slot in slots(text):
            if slot.name.startswith(FIL) and (
                problem := _in_slot(slot.name.removeprefix(FIL), slot.format, fil)
            ):
                yield Fault(line + slot.line, "slot", *problem)


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside a field, with its dotted path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inside in value.items():
            yield from _texts(inside, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from _texts(inside, f"{path}.{place}")


def _in_formula(name: str, fil: Fil) -> tuple[str, str] | None:
    if name in fil.words:
        what = f"{quoted(FIL + name)} is a word, not a number"
        return what, instead(f"{FIL}…", [FIL + each for each in fil.numbers])
    return None if name in fil.numbers else _unknown(name, fil.numbers)


def _in_slot(name: str, fmt: str, fil: Fil) -> tuple[str, str] | None:
    if name in fil.words:
        what = f"{quoted(FIL + name)} is a word, not a number"
        return (what, f"write {{{{ {FIL}{name} | {TEXT} }}}}") if fmt in FORMATS else None
    if name in fil.numbers:
        what = f"{quoted(FIL + name)} is a number, not a word"
        remedy = f"write {{{{ {FIL}{name} | {fil.numbers[name].format} }}}}"
        return (what, remedy) if fmt == TEXT else None
    return _unknown(name, [*fil.words, *fil.numbers])


def _unknown(name: str, known: Sequence[str] | Mapping[str, object]) -> tuple[str, str]:
    remedy = instead(FIL + name, [FIL + each for each in known], _NONE)
    return f"no brand has {quoted(FIL + name)}", remedy


def problems_of_reads(
    order: Sequence[str], lessons: Sequence[Reading[Lesson]]
) -> Iterator[Problem]:
    """Values read of exercises that do not exist, do not come before, or have no such value.

    `order` holds the ids of the lessons in the order of the year.
    """
    homes = {head.id: read.what.id for read in lessons for head in read.heads}
    exercises = {exercise.id: exercise for read in lessons for exercise in read.what.exercises}
    for read in lessons:
        for name, each in read.what.reads.items():
            path = f"reads.{name}"
            line = read.fields.line_of
            if each.exercise not in homes:
                what = f"there is no exercise {quoted(each.exercise)}"
                remedy = instead(each.exercise, homes)
                yield Problem(read.file, line(path), f"{path}.exercise", what, remedy)
            elif not _comes_before(homes[each.exercise], read.what.id, order):
                what = f"{quoted(each.exercise)} is not in an earlier lesson"
                remedy = "read an exercise that the student meets before this lesson"
                yield Problem(read.file, line(path), f"{path}.exercise", what, remedy)
            elif problem := _no_value(exercises.get(each.exercise), each.value):
                yield Problem(read.file, line(path), f"{path}.value", *problem)


def _comes_before(first: str, second: str, order: Sequence[str]) -> bool:
    """Whether a lesson comes before another; so it is said where the year does not tell."""
    if first in order and second in order:
        return order.index(first) < order.index(second)
    return first != second


def _no_value(exercise: Exercise | None, value: str) -> tuple[str, str] | None:
    if exercise is None or value in exercise.readable():
        return None
    none = "read another exercise"
    what = f"{quoted(value)} is not a value of {exercise.id}, which is a {exercise.kind}"
    return what, instead(value, exercise.readable(), none)
