"""What reading alone cannot see: sampled variants of exercises, rendered pages, quotation marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from school.curriculum.document import Document, Part
from school.curriculum.fil import Brand, Fil
from school.curriculum.lesson import Lesson, Passage, Read
from school.curriculum.problems import Problem, located
from school.curriculum.reader import Findings, examine_folder
from school.curriculum.references import anchors_in, without_code
from school.curriculum.rendering import render_bounded
from school.exercises.authoring import instead, quoted
from school.exercises.contract import Exercise, Fault, Json, Numbers
from school.exercises.draw import draw
from school.exercises.slots import FIL
from school.exercises.trial import Draws, Trial, play

SAMPLES = 40
"""Variants looked at for each exercise."""

SHEETS_KEPT = 1024

SCENARIOS = 5
"""Draws of a lesson's scenario, among which the samples are shared."""


def check_folder(path: Path) -> list[Problem]:
    """Every problem of a content folder, sorted by file and line; none when it can be published."""
    findings = examine_folder(path)
    return sorted({*findings.problems, *check(findings)})


@dataclass(frozen=True)
class Tried:
    """An exercise that made-up students played, and its file."""

    file: str
    trial: Trial

    def faults(self) -> Iterator[Problem]:
        """What keeps it from being published."""
        return located(self.file, self.trial.faults)

    def warnings(self) -> Iterator[Problem]:
        """What its author should weigh."""
        return located(self.file, self.trial.warnings)


@dataclass(frozen=True)
class Report:
    """What is wrong, and how made-up students did when nothing else was."""

    problems: list[Problem]
    trials: list[Tried]

    def warnings(self) -> list[Problem]:
        """What does not keep from publishing, by file and line."""
        return sorted(warning for tried in self.trials for warning in tried.warnings())

    def as_json(self) -> Json:
        """Problems, warnings and trials, as `flask content check --json` prints them."""
        return {
            "problems": [problem.as_json() for problem in self.problems],
            "warnings": [warning.as_json() for warning in self.warnings()],
            "trials": [tried.trial.as_json() for tried in self.trials],
        }


@dataclass(frozen=True)
class Sheet:
    """An exercise and its draws; two that are written the same are one."""

    written: str
    exercise: Exercise = field(compare=False)
    draws: Draws = field(compare=False)

    @classmethod
    def of(cls, exercise: Exercise, given: Sequence[Numbers]) -> Sheet:
        """The variants that made-up students play, shared among what the lesson may give."""
        seeds = map(_seed, range(exercise.trials))
        draws = [(seed, given[number % len(given)]) for number, seed in enumerate(seeds)]
        return cls(repr((exercise, given)), exercise, draws)


@lru_cache(maxsize=SHEETS_KEPT)
def _played(sheet: Sheet) -> Trial:
    """A trial; kept, because a publication changes few exercises and trials take the most time."""
    return play(sheet.exercise, sheet.draws)


def check(findings: Findings) -> list[Problem]:
    """What reading did not see in what it could read."""
    return report(findings).problems


def report(findings: Findings) -> Report:
    """The same, then the trials of the exercises once nothing else is wrong anywhere."""
    problems = [*_problems_of_pages(findings), *_problems_of_samples(findings)]
    if problems or findings.problems:
        return Report(problems, [])
    trials = [
        Tried(lesson.file, _played(Sheet.of(exercise, given)))
        for lesson, exercise, given in _exercises(findings)
    ]
    return Report([problem for tried in trials for problem in tried.faults()], trials)


def _exercises(findings: Findings) -> Iterator[tuple[Lesson, Exercise, list[Numbers]]]:
    """Those that can be played, with their lessons and what these may give them."""
    for lesson in findings.lessons:
        for exercise in (*lesson.exercises, *findings.misworded[lesson.file]):
            yield lesson, exercise, given_to(exercise, lesson, findings.programme.fil)


def _problems_of_samples(findings: Findings) -> Iterator[Problem]:
    for lesson, exercise, given in _exercises(findings):
        yield from located(lesson.file, faults_of_samples(exercise, given))


def _problems_of_pages(findings: Findings) -> Iterator[Problem]:
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


def given_to(exercise: Exercise, lesson: Lesson, fil: Fil) -> list[Numbers]:
    """Numbers that the lesson may give an exercise, of every brand and of any earlier answer.

    None when it names what no brand has, which reading has said.
    """
    names = exercise.variables()
    asked = {name.removeprefix(FIL) for name in names if name.startswith(FIL)}
    if not asked <= fil.numbers.keys():
        return []
    brands = fil.brands if asked else ()
    reads = {name: read for name, read in lesson.reads.items() if name in names}
    shares = max(SCENARIOS if lesson.scenario or reads else 1, len(brands))
    return [_given(share, names, lesson, reads, brands) for share in range(shares)]


def _given(
    share: int,
    names: Collection[str],
    lesson: Lesson,
    reads: Mapping[str, Read],
    brands: Sequence[Brand],
) -> Numbers:
    seed = _seed(share)
    values = draw(lesson.scenario, seed)
    if brands:
        drawn = brands[share % len(brands)].values(seed)
        values |= {
            name: value
            for name, value in drawn.items()
            if name in names and not isinstance(value, str)
        }
    for name, read in reads.items():
        sure = (read.default, *read.within.extremes())
        values[name] = sure[share] if share < len(sure) else read.within.draw(seed, name)
    return values


def _seed(number: int) -> bytes:
    return f"lint {number}".encode()


def faults_of_samples(exercise: Exercise, given: Sequence[Numbers]) -> Iterator[Fault]:
    """What the variants of some students show, each kind of fault once."""
    seen = set()
    for share, numbers in enumerate(given):
        seeds = [_seed(number) for number in range(share, SAMPLES, len(given))]
        for fault in exercise.check(seeds, numbers):
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
