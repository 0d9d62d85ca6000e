"""A student's year: what is done of it, where to go on, what is mastered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from school.cohorts.timetable import ModuleDates
from school.curriculum.programme import Announced, Block
from school.learning import progress
from school.learning.contents import Entry, contents
from school.learning.progress import Mastery, Share
from school.learning.queries import Latest, LessonRecord
from school.learning.situation import Situation
from school.publishing.catalogue import Catalogue, PublishedLesson


@dataclass(frozen=True)
class Stone:
    """A module of the year: how much is done, and `done`, `now`, `open` or `later` (to come).

    `dates` are the student's, when it has any.
    """

    number: int
    module: Announced
    share: Share
    state: str
    lessons_left: int
    dates: ModuleDates | None = None


@dataclass(frozen=True)
class Resume:
    """Where to go on: a lesson, and the place in it. `state`: `start`, `resume`, `next`, `done`.

    `place` is the line of the contents that the student was at, if any; `last` the lesson just
    done, when the next one follows it.
    """

    state: str
    lesson: PublishedLesson
    anchor: str = ""
    place: Entry | None = None
    last: PublishedLesson | None = None


@dataclass(frozen=True)
class BlockMastery:
    """A block of skills, and how well its exercises went; None before the first."""

    block: Block
    mastery: Mastery | None


Shares = Mapping[str, Share]
"""The share done of each published lesson, by its id."""


def lesson_shares(
    catalogue: Catalogue, records: Mapping[str, LessonRecord], latest: Mapping[str, Latest]
) -> Shares:
    """The share of every published lesson: whole once for all, or by the rule as it is now."""
    passed = {exercise for exercise, each in latest.items() if each.passed}
    shares = {}
    for lesson in catalogue.programme.lessons():
        required = progress.required_exercises(lesson)
        record = records.get(lesson.id)
        read = record is not None and record.read_at is not None
        left = progress.remaining(required, passed, read)
        if record is not None and record.done_at is not None:
            left = progress.NOTHING
        shares[lesson.id] = progress.steps(required, left)
    return shares


def stones(
    situation: Situation, shares: Shares, here: str, closed: Collection[str] = ()
) -> Iterator[Stone]:
    """The modules in order; `here` is the id of the one that the student is in."""
    catalogue = situation.catalogue
    for number, announced in enumerate(catalogue.programme.announced, 1):
        module = catalogue.programme.modules.get(announced.id)
        lessons = module.lessons if module else ()
        share = progress.minutes(lessons, shares)
        if share.complete:
            state = "done"
        elif not lessons or announced.id in closed:
            state = "later"
        else:
            state = "now" if announced.id == here else "open"
        left = sum(not shares[lesson.id].complete for lesson in lessons)
        yield Stone(number, announced, share, state, left, situation.dates(announced.id))


def year_share(catalogue: Catalogue, shares: Shares) -> Share:
    """The share of the lessons that are published."""
    return progress.minutes(catalogue.programme.lessons(), shares)


def resume(
    catalogue: Catalogue,
    records: Mapping[str, LessonRecord],
    shares: Shares,
    closed: Collection[str] = (),
) -> Resume | None:
    """Where to go on: the last place; the next lesson when that one is done; the first at first.

    `closed` are the ids of the modules that are not open yet. None when nothing else is published.
    """
    order = [each for each in catalogue.order if catalogue.module_of(each).id not in closed]
    begun = [record for record in records.values() if record.lesson_id in order]
    if not begun:
        return Resume("start", catalogue.lessons[order[0]]) if order else None
    last = max(begun, key=lambda record: record.last_at)
    lesson = catalogue.lessons[last.lesson_id]
    if not shares[last.lesson_id].complete:
        place = next((each for each in contents(lesson) if each.anchor == last.place), None)
        return Resume("resume", lesson, last.place, place)
    following = _next_to_do(order, last.lesson_id, shares)
    if following is None:
        return Resume("done", lesson)
    return Resume("next", catalogue.lessons[following], last=lesson)


def _next_to_do(order: Sequence[str], lesson_id: str, shares: Shares) -> str | None:
    """The first lesson not done after this one, or else before it."""
    here = order.index(lesson_id)
    around = (*order[here + 1 :], *order[:here])
    return next((each for each in around if not shares[each].complete), None)


def blocks(catalogue: Catalogue, latest: Mapping[str, Latest]) -> Iterator[BlockMastery]:
    """Each block of skills in the programme's order, from the latest marks of its exercises."""
    found = progress.mastery(
        {exercise: each.score for exercise, each in latest.items() if each.score is not None},
        blocks_of(catalogue),
    )
    for block in catalogue.programme.blocks:
        yield BlockMastery(block, found.get(block.id))


def blocks_of(catalogue: Catalogue) -> dict[str, set[str]]:
    """The blocks that each graded exercise trains, by exercise."""
    skills = catalogue.programme.skills
    return {
        exercise_id: {skills[skill].block for skill in published.exercise.settings.skills}
        for exercise_id, published in catalogue.exercises.items()
        if published.exercise.settings.graded
    }
