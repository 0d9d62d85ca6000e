"""From what the database holds to the catalogue: texts are read again, their HTML taken as stored.

A text that the present reader no longer understands must not take the site down: it is left out and
logged, and the others are served. HTML that another renderer made is made again here, in memory,
until the next import stores it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sqlalchemy.orm import Session

from school.curriculum import reader
from school.curriculum.document import Document, Rendered
from school.curriculum.fil import Fil
from school.curriculum.lesson import Lesson, Passage
from school.curriculum.module import Module
from school.curriculum.problems import CurriculumError, Problem
from school.curriculum.programme import Programme
from school.curriculum.rendering import render_bounded
from school.curriculum.template import Template
from school.exercises.contract import Exercise
from school.exercises.slots import FIL
from school.publishing import queries, rendition
from school.publishing.contents import parts_of
from school.publishing.published import Catalogue, PublishedExercise, PublishedLesson
from school.publishing.queries import Newest, Text

LESSONS_READ_KEPT = 128

logger = logging.getLogger(__name__)


def load(session: Session, newest: Newest | None) -> Catalogue:
    """The catalogue of a publication, an empty one before the first."""
    texts = {text.path: text for text in queries.current_texts(session)}
    programme = _with_lessons(_outline(texts), _lessons(texts.values()))
    html = _html(programme, texts)
    programme = _with_lessons(
        programme, [lesson for lesson in programme.lessons() if lesson.file in html]
    )
    written = {e.id: e for lesson in programme.lessons() for e in lesson.exercises}
    lessons = {
        lesson.id: replace(
            publish(
                lesson, module, texts[lesson.file].revision_id, html[lesson.file], programme.fil
            ),
            readings=dict(_readings(lesson, written)),
        )
        for module in programme.modules.values()
        for lesson in module.lessons
    }
    return Catalogue(
        version=newest.number if newest else 0,
        programme=programme,
        lessons=lessons,
        exercises={
            exercise.id: PublishedExercise(exercise, lesson)
            for lesson in lessons.values()
            for exercise in lesson.lesson.exercises
        },
        order=tuple(lesson.id for lesson in programme.lessons()),
        presentation=_page(html, programme.file),
        presentations={m.id: _page(html, m.file) for m in programme.modules.values()},
    )


def load_revision(session: Session, revision_id: int, catalogue: Catalogue) -> PublishedLesson:
    """A lesson as one of its revisions says it, under the module that has it now.

    Raises LookupError when no lesson has such a revision, CurriculumError when the present reader
    no longer understands it.
    """
    text = queries.text_of_revision(session, revision_id)
    if text is None or not text.is_lesson:
        raise LookupError(f"no lesson has a revision {revision_id}")
    lesson = _read(text.path, text.source)
    rendered = rendition.from_store(text.rendered) or render_bounded([Document.of(lesson)])[0]
    if isinstance(rendered, Problem):
        raise CurriculumError([rendered])
    present = catalogue.lessons.get(lesson.id)
    module = present.module if present else _former_module(text.path)
    return publish(lesson, module, revision_id, rendered, catalogue.programme.fil)


def publish(
    lesson: Lesson, module: Module, revision_id: int, rendered: Rendered, fil: Fil
) -> PublishedLesson:
    """A lesson with its HTML put at the places of its passages.

    A passage may name what no student has any more: the programme was checked with it then, and is
    another now. Its page shows the name as it was written.
    """
    names = {*lesson.scenario, *lesson.reads, *(FIL + name for name in (*fil.words, *fil.numbers))}
    passages: dict[int, Template] = {}
    exercises = 0
    for index, part in enumerate(lesson.parts):
        if isinstance(part, Passage):
            passages[index] = rendered.passages[exercises].knowing(names)
        else:
            exercises += 1
    return PublishedLesson(
        lesson=lesson,
        revision_id=revision_id,
        module=module,
        passages=passages,
        exercises=rendered.texts,
        contents=rendered.contents,
        words=rendered.words,
        fil=fil,
        moving={each.id: _moving(each, lesson, rendered) for each in lesson.exercises},
    )


def _moving(exercise: Exercise, lesson: Lesson, rendered: Rendered) -> frozenset[str]:
    words = (template.words for template in rendered.texts.get(exercise.id, {}).values())
    names = exercise.variables().union(*words)
    return frozenset(name for name in names if name.startswith(FIL) or name in lesson.reads)


def _readings(
    lesson: Lesson, exercises: Mapping[str, Exercise]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Where a try keeps each value that a lesson reads; nothing of an exercise that is no more."""
    for name, read in lesson.reads.items():
        exercise = exercises.get(read.exercise)
        if exercise and (place := exercise.readable().get(read.value)):
            yield name, place


def _outline(texts: Mapping[str, Text]) -> Programme:
    """The programme and its modules, without their lessons."""
    pages = {text.path: text.source.decode() for text in texts.values() if not text.is_lesson}
    findings = reader.examine(pages)
    for problem in findings.problems if pages else ():
        logger.error("published, but no longer understood: %s", problem)
    return findings.programme


def _lessons(texts: Iterable[Text]) -> list[Lesson]:
    """The lessons in the order of their paths, read one by one so that each fails alone."""
    lessons = []
    for text in texts:
        try:
            if text.is_lesson:
                lessons.append(_read(text.path, text.source))
        except CurriculumError as error:
            logger.error("published, but no longer understood: %s", error)
    return lessons


@lru_cache(maxsize=LESSONS_READ_KEPT)
def _read(path: str, source: bytes) -> Lesson:
    """A lesson; kept, because reading takes most of the time and a publication changes few."""
    return reader.read_lesson(path, source.decode())


def _with_lessons(programme: Programme, lessons: Iterable[Lesson]) -> Programme:
    """The programme with the modules that it announces, and in each the lessons of its folder."""
    folders: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        folders.setdefault(_folder(lesson), []).append(lesson)
    modules = {
        announced.id: replace(module, lessons=tuple(folders.get(_folder(module), ())))
        for announced in programme.announced
        if (module := programme.modules.get(announced.id))
    }
    return replace(programme, modules=modules)


def _html(programme: Programme, texts: Mapping[str, Text]) -> dict[str, Rendered]:
    """The HTML of every part, by path: as stored, or made again when another renderer made it."""
    parts = {part.file: part for part in parts_of(programme) if part.file in texts}
    html = {path: rendition.from_store(texts[path].rendered) for path in parts}
    stale = [path for path, rendered in html.items() if rendered is None]
    if stale:
        logger.warning("the renderer changed: run `flask content import` to store its pages")
    made = render_bounded([Document.of(parts[path]) for path in stale])
    for path, rendered in zip(stale, made, strict=True):
        if isinstance(rendered, Problem):
            logger.error("published, but no longer rendered: %s", rendered)
        else:
            html[path] = rendered
    return {path: rendered for path, rendered in html.items() if rendered is not None}


def _folder(part: Module | Lesson) -> str:
    return part.file.partition("/")[0]


def _page(html: Mapping[str, Rendered], path: str) -> Template:
    return html[path].passages[0].knowing(()) if path in html else Template(())


def _former_module(path: str) -> Module:
    """What stands for the module of a withdrawn lesson: its folder's name is all that is left."""
    name = path.partition("/")[0]
    return Module(
        id=name, file=f"{name}/module.md", title=name, summary="", text="", text_line=1, lessons=()
    )
