"""What reading alone cannot see: sampled variants of exercises, rendered pages, quotation marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from school.curriculum.document import Document, Part
from school.curriculum.lesson import Lesson, Passage
from school.curriculum.problems import Problem, located
from school.curriculum.reader import Findings, examine_folder
from school.curriculum.references import anchors_in, without_code
from school.curriculum.rendering import render_bounded
from school.exercises.authoring import instead, quoted
from school.exercises.contract import Exercise, Fault
from school.exercises.draw import Param, draw

SAMPLES = 40
"""Variants looked at for each exercise."""

SCENARIOS = 5
"""Draws of a lesson's scenario, among which the samples are shared."""


def check_folder(path: Path) -> list[Problem]:
    """Every problem of a content folder, sorted by file and line; none when it can be published."""
    findings = examine_folder(path)
    return sorted({*findings.problems, *check(findings)})


def check(findings: Findings) -> Iterator[Problem]:
    """What reading did not see in what it could read."""
    sources: list[Part] = [
        findings.programme,
        *findings.programme.modules.values(),
        *filter(_is_distinct, findings.lessons),
    ]
    rendered = render_bounded([Document.of(source) for source in sources])
    for source, result in zip(sources, rendered, strict=True):
        passages = _passages(source)
        if isinstance(result, Problem):
            yield result
        else:
            anchors = {heading.id for heading in result.contents}
            yield from located(source.file, _lost_anchors(passages, anchors))
        for passage in passages:
            yield from located(source.file, faults_of_quotes(passage))
    for lesson in findings.lessons:
        for exercise in lesson.exercises:
            yield from located(lesson.file, faults_of_samples(exercise, lesson.scenario))


def faults_of_samples(exercise: Exercise, scenario: Mapping[str, Param]) -> Iterator[Fault]:
    """What the variants of some students show, each kind of fault once."""
    seen = set()
    shares = SCENARIOS if scenario else 1
    for share in range(shares):
        seeds = [f"lint {number}".encode() for number in range(share, SAMPLES, shares)]
        for fault in exercise.check(seeds, draw(scenario, seeds[0])):
            if (fault.line, fault.field) not in seen:
                seen.add((fault.line, fault.field))
                yield fault


def faults_of_quotes(passage: Passage) -> Iterator[Fault]:
    """Quotation marks without their pair: typography sets the paired ones."""
    line = passage.line
    for paragraph in without_code(passage.text).split("\n\n"):
        if paragraph.count('"') % 2:
            at = line + paragraph.count("\n", 0, paragraph.rindex('"'))
            yield Fault(at, "text", "has a quotation mark without its pair", "write « … »")
        line += paragraph.count("\n") + 2


def _is_distinct(lesson: Lesson) -> bool:
    """Whether its exercises can be told apart; where not, reading has said so."""
    return len({exercise.id for exercise in lesson.exercises}) == len(lesson.exercises)


def _passages(source: Part) -> list[Passage]:
    """Every stretch of Markdown of a source, those of exercises included."""
    if not isinstance(source, Lesson):
        return [Passage(source.text, source.text_line)]
    passages = []
    for part in source.parts:
        if isinstance(part, Passage):
            passages.append(part)
        else:
            passages += [Passage(text, part.text_lines[key]) for key, text in part.texts.items()]
    return passages


def _lost_anchors(passages: Sequence[Passage], anchors: Collection[str]) -> Iterator[Fault]:
    for passage in passages:
        for anchor, line in anchors_in(passage):
            if anchor not in anchors:
                what = f"there is no heading {quoted(anchor)} on this page"
                yield Fault(line, "link", what, instead(anchor, anchors))
