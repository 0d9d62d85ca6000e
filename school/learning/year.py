"""A student's year: what is done of it, where to go on, what this week asks, what is mastered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from school.curriculum.lesson import Lesson
from school.curriculum.module import Module
from school.curriculum.programme import Announced, Block
from school.learning import progress
from school.learning.contents import Entry, contents
from school.learning.progress import Mastery, Share
from school.learning.queries import CohortDates, Latest, LessonRecord
from school.publishing.catalogue import Catalogue, PublishedLesson

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Stone:
    """A module of the year: how much is done, and `done`, `now`, `open` or `later` (to come)."""

    number: int
    module: Announced
    share: Share
    state: str
    lessons_left: int


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
class Week:
    """A week out of those of the year: its days, its module, its lessons and which are done."""

    number: int
    weeks: int
    first_day: dt.date
    last_day: dt.date
    module: Announced | None
    lessons: Sequence[tuple[Lesson, bool]]
    share: Share


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


def stones(catalogue: Catalogue, shares: Shares, here: str) -> Iterator[Stone]:
    """The modules in order; `here` is the id of the one that the student is in."""
    for number, announced in enumerate(catalogue.programme.announced, 1):
        module = catalogue.programme.modules.get(announced.id)
        lessons = module.lessons if module else ()
        share = progress.minutes(lessons, shares)
        if share.complete:
            state = "done"
        elif not lessons:
            state = "later"
        else:
            state = "now" if announced.id == here else "open"
        left = sum(not shares[lesson.id].complete for lesson in lessons)
        yield Stone(number, announced, share, state, left)


def year_share(catalogue: Catalogue, shares: Shares) -> Share:
    """The share of the lessons that are published."""
    return progress.minutes(catalogue.programme.lessons(), shares)


def resume(
    catalogue: Catalogue, records: Mapping[str, LessonRecord], shares: Shares
) -> Resume | None:
    """Where to go on: the last place; the next lesson when that one is done; the first at first.

    None when nothing is published.
    """
    begun = [record for record in records.values() if record.lesson_id in catalogue.lessons]
    if not begun:
        first = next(iter(catalogue.order), None)
        return Resume("start", catalogue.lessons[first]) if first else None
    last = max(begun, key=lambda record: record.last_at)
    lesson = catalogue.lessons[last.lesson_id]
    if not shares[last.lesson_id].complete:
        place = next((each for each in contents(lesson) if each.anchor == last.place), None)
        return Resume("resume", lesson, last.place, place)
    following = _next_to_do(catalogue, last.lesson_id, shares)
    if following is None:
        return Resume("done", lesson)
    return Resume("next", following, last=lesson)


def _next_to_do(catalogue: Catalogue, lesson_id: str, shares: Shares) -> PublishedLesson | None:
    """The first lesson not done after this one, or else before it."""
    here = catalogue.order.index(lesson_id)
    order = (*catalogue.order[here + 1 :], *catalogue.order[:here])
    return next((catalogue.lessons[each] for each in order if not shares[each].complete), None)


def week(catalogue: Catalogue, dates: CohortDates, today: dt.date, shares: Shares) -> Week | None:
    """The week of the year that a day falls in; None before the first and after the last."""
    number = (today - dates.starts_on).days // 7 + 1
    if not 1 <= number <= catalogue.programme.weeks:
        return None
    first_day = dates.starts_on + (number - 1) * WEEK
    announced = next(
        (
            each
            for each in catalogue.programme.announced
            if each.weeks[0] <= number <= each.weeks[1]
        ),
        None,
    )
    module = catalogue.programme.modules.get(announced.id) if announced else None
    planned = _planned(module, announced, number) if module and announced else []
    return Week(
        number=number,
        weeks=catalogue.programme.weeks,
        first_day=first_day,
        last_day=first_day + WEEK - dt.timedelta(days=1),
        module=announced,
        lessons=[(lesson, shares[lesson.id].complete) for lesson in planned],
        share=progress.minutes(planned, shares),
    )


def _planned(module: Module, announced: Announced, number: int) -> list[Lesson]:
    """The lessons of a week: a module's lessons are spread evenly over its weeks."""
    first, last = announced.weeks
    weeks, count = last - first + 1, len(module.lessons)
    return [
        lesson
        for index, lesson in enumerate(module.lessons)
        if first + index * weeks // count == number
    ]


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
