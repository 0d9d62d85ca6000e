"""Texts to a curriculum: the whole programme, or every problem of all its files at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from school.curriculum import blocks, lesson_file, module_file, programme_file, source
from school.curriculum.borrowings import problems_of_fil, problems_of_reads
from school.curriculum.connections import problems_between
from school.curriculum.folder import open_folder
from school.curriculum.lesson import Lesson
from school.curriculum.module import Module
from school.curriculum.problems import CurriculumError, Problem, located
from school.curriculum.programme import Programme
from school.curriculum.reading import AnyReading, Reading
from school.curriculum.references import (
    Surroundings,
    faults_in,
    faults_of_slots,
    faults_outside_exercises,
)
from school.exercises.contract import Exercise

PARIS = ZoneInfo("Europe/Paris")
"""Where authors write: a lesson checked today is not of tomorrow."""

_LESSON = re.compile(r"\d\d-[a-z0-9-]+/\d\d-[a-z0-9-]+\.md")
_MODULE = re.compile(r"\d\d-[a-z0-9-]+/module\.md")
_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_NAMES = (
    "name it programme.md, NN-module/module.md or NN-module/NN-lesson.md: two digits, small letters"
)


@dataclass(frozen=True)
class Findings:
    """A curriculum as far as its texts can be read, and every problem in them.

    `lessons` are all there are, even those that `programme` has no module for; `misworded` are, by
    file, the exercises that no lesson has because their prose is at fault.
    """

    programme: Programme
    lessons: tuple[Lesson, ...]
    misworded: Mapping[str, Sequence[Exercise]]
    problems: tuple[Problem, ...]


def read(
    files: Mapping[str, str],
    media: Collection[str] | None = None,
    today: dt.date | None = None,
) -> Programme:
    """The programme that texts, by their path in the content folder, make up.

    `media` are the paths of the media there are (`media/a.svg`), None when they are not to be
    checked; `today` bounds the dates. Raises CurriculumError with every problem.
    """
    return _sound(examine(files, media, today))


def read_folder(path: Path) -> Programme:
    """The programme of a content folder. Raises CurriculumError with every problem."""
    return _sound(examine_folder(path))


def read_lesson(file: str, text: str) -> Lesson:
    """One lesson by itself: what it says of other files is not checked. Raises CurriculumError."""
    found = lesson_file.read(file, source.readable(text), dt.date.max)
    problems = [*located(file, [*source.faults_in(text), *found.faults])]
    if problems:
        raise CurriculumError(problems)
    return found.what


def examine_folder(path: Path) -> Findings:
    """What a content folder says, and every problem in it. Never raises."""
    folder = open_folder(path)
    findings = examine(folder.files, folder.media)
    return replace(findings, problems=tuple(sorted({*folder.problems, *findings.problems})))


def examine(
    files: Mapping[str, str],
    media: Collection[str] | None = None,
    today: dt.date | None = None,
) -> Findings:
    """What texts say, and every problem in them. Never raises."""
    texts = {f: source.readable(text) for f, text in files.items() if not source.is_too_large(text)}
    day = today or dt.datetime.now(PARIS).date()
    programme = programme_file.read(texts.get(programme_file.FILE))
    modules = [module_file.read(file, texts[file]) for file in _named(_MODULE, texts)]
    lessons = [lesson_file.read(file, texts[file], day) for file in _named(_LESSON, texts)]
    ids = _lesson_ids(files, lessons)
    problems = {*_file_problems(files), *problems_between(programme, modules, lessons, ids)}
    readings: list[AnyReading] = [programme, *modules, *lessons]
    for reading in readings:
        around = Surroundings(reading.file, ids, media)
        problems |= {*located(reading.file, reading.faults), *_reference_problems(reading, around)}
    assembled = _assembled(programme.what, modules, lessons)
    order = [lesson.id for lesson in assembled.lessons()]
    problems |= {*problems_of_fil(programme, lessons), *problems_of_reads(order, lessons)}
    return Findings(
        programme=assembled,
        lessons=tuple(reading.what for reading in lessons),
        misworded={reading.file: reading.misworded for reading in lessons},
        problems=tuple(sorted(problems)),
    )


def _named(pattern: re.Pattern[str], files: Iterable[str]) -> list[str]:
    return sorted(file for file in files if pattern.fullmatch(file))


def _lesson_ids(files: Mapping[str, str], lessons: Iterable[Reading[Lesson]]) -> set[str]:
    """The ids of all lessons, even of those whose front matter cannot be read."""
    written = (_ID.search(files[file]) for file in _named(_LESSON, files))
    return {found[1] for found in written if found} | {r.what.id for r in lessons if r.what.id}


def _assembled(
    programme: Programme, modules: Iterable[Reading[Module]], lessons: Iterable[Reading[Lesson]]
) -> Programme:
    written: dict[str, Module] = {}
    for module in modules:
        inside = (lesson.what for lesson in lessons if _folder(lesson.file) == _folder(module.file))
        written.setdefault(module.what.id, replace(module.what, lessons=tuple(inside)))
    return replace(programme, modules=written)


def _folder(file: str) -> str:
    return file.partition("/")[0]


def _file_problems(files: Mapping[str, str]) -> Iterator[Problem]:
    folders = {_folder(file) for file in _named(_LESSON, files)}
    for file in sorted(f"{folder}/module.md" for folder in folders):
        if file not in files:
            yield Problem(file, 1, "file", "there is no such file", "write the page of the module")
    for file, text in files.items():
        if (
            file != programme_file.FILE
            and not _MODULE.fullmatch(file)
            and not _LESSON.fullmatch(file)
        ):
            yield Problem(file, 1, "file", "has no place in a curriculum", _NAMES)
        else:
            yield from located(file, source.faults_in(text))


def _reference_problems(reading: AnyReading, around: Surroundings) -> Iterator[Problem]:
    for passage in (*reading.passages, *reading.proses):
        yield from located(reading.file, faults_in(passage, around))
        yield from located(reading.file, blocks.faults_in(passage))
    for passage in reading.passages:
        yield from located(reading.file, faults_outside_exercises(passage))
        yield from located(reading.file, faults_of_slots(passage, _names(reading)))


def _names(reading: AnyReading) -> Collection[str] | None:
    """The numbers that a text may show; None when it is not a lesson's."""
    return lesson_file.names_of(reading.fields) if isinstance(reading.what, Lesson) else None


def _sound(findings: Findings) -> Programme:
    if findings.problems:
        raise CurriculumError(findings.problems)
    return findings.programme
