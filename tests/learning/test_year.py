from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from school.cohorts.calendar import Calendar
from school.cohorts.timetable import Timetable
from school.learning import year
from school.learning.queries import Latest, LessonRecord
from school.learning.situation import Situation
from school.learning.week import week
from school.publishing import catalogue
from school.publishing.catalogue import Catalogue

MONDAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
TIMETABLE = Timetable("Promotion", MONDAY + dt.timedelta(weeks=36), Calendar(MONDAY))


@pytest.fixture
def curriculum(session: Session) -> Catalogue:
    return catalogue.current(session)


def record(
    lesson_id: str, *, read: bool = False, done: bool = False, place: str = "", hour: int = 0
) -> LessonRecord:
    return LessonRecord(
        lesson_id,
        NOON if read else None,
        NOON if done else None,
        place,
        NOON + dt.timedelta(hours=hour),
    )


def done(curriculum: Catalogue, *lessons: str) -> year.Shares:
    """The shares of a student who did these lessons and nothing else."""
    records = {each: record(each, done=True) for each in lessons}
    return year.lesson_shares(curriculum, records, {})


def resume(curriculum: Catalogue, *records: LessonRecord) -> year.Resume:
    found = {each.lesson_id: each for each in records}
    going_on = year.resume(curriculum, found, year.lesson_shares(curriculum, found, {}))
    assert going_on is not None
    return going_on


def test_a_new_student_starts_with_the_first_lesson(curriculum: Catalogue) -> None:
    going_on = resume(curriculum)
    assert (going_on.state, going_on.lesson.lesson.id) == ("start", "calculs")


def test_one_goes_on_at_the_last_place(curriculum: Catalogue) -> None:
    going_on = resume(
        curriculum,
        record("calculs", place="choix", hour=2),
        record("libre", place="partie-titre-1", hour=1),
    )
    assert (going_on.state, going_on.lesson.lesson.id, going_on.anchor) == (
        "resume",
        "calculs",
        "choix",
    )
    assert going_on.place is not None
    assert going_on.place.number == 2


def test_after_a_lesson_that_is_done_comes_the_next_that_is_not(curriculum: Catalogue) -> None:
    going_on = resume(
        curriculum, record("calculs", done=True, hour=2), record("suite", done=True, hour=1)
    )
    assert (going_on.state, going_on.lesson.lesson.id) == ("next", "libre")
    assert going_on.last is not None
    assert going_on.last.lesson.id == "calculs"


def test_after_the_last_lesson_comes_what_was_left_before_it(curriculum: Catalogue) -> None:
    assert resume(curriculum, record("libre", done=True)).lesson.lesson.id == "calculs"


def test_when_all_is_done_the_last_lesson_can_be_read_again(curriculum: Catalogue) -> None:
    records = [record(each, done=True) for each in ("calculs", "suite", "libre")]
    assert resume(curriculum, *records).state == "done"


def test_a_lesson_that_is_no_longer_published_is_left_aside(curriculum: Catalogue) -> None:
    assert resume(curriculum, record("retiree", place="x")).state == "start"


def test_a_lesson_advances_by_the_rule_as_it_is_now(curriculum: Catalogue) -> None:
    records = {"calculs": record("calculs", read=True), "suite": record("suite", read=True)}
    latest = {"ca": Latest(True, 0.2), "choix": Latest(True, 1.0), "marge": Latest(False, 0.9)}
    shares = year.lesson_shares(curriculum, records, latest)
    assert {each: share.percent for each, share in shares.items()} == {
        "calculs": 100,
        "suite": 50,
        "libre": 0,
    }


def test_the_year_has_a_stone_for_each_module_written_or_not(curriculum: Catalogue) -> None:
    first, second = year.stones(
        Situation(curriculum, None), done(curriculum, "calculs"), "essentiel"
    )
    assert (first.state, first.share.percent, first.lessons_left) == ("now", 44, 2)
    assert (second.state, second.share.percent) == ("later", 0)
    everything = done(curriculum, "calculs", "suite", "libre")
    assert next(year.stones(Situation(curriculum, None), everything, "essentiel")).state == "done"


def test_the_years_share_counts_the_minutes_of_what_is_published(curriculum: Catalogue) -> None:
    assert year.year_share(curriculum, done(curriculum, "suite")).percent == 20 * 100 // 90
    passed = {"ca": Latest(True, 1.0), "marge": Latest(True, 1.0)}
    shares = year.lesson_shares(curriculum, {}, passed)
    assert year.year_share(curriculum, shares).percent == (40 // 3 + 20 // 2) * 100 // 90


@pytest.mark.parametrize(
    ("day", "number", "lessons"),
    [
        (MONDAY - dt.timedelta(days=1), None, []),
        (MONDAY, 1, ["calculs"]),
        (MONDAY + dt.timedelta(days=6), 1, ["calculs"]),
        (MONDAY + dt.timedelta(days=7), 2, ["suite"]),
        (MONDAY + dt.timedelta(weeks=2), 3, ["libre"]),
        (MONDAY + dt.timedelta(weeks=3), 4, []),
        (MONDAY + dt.timedelta(weeks=10), 11, []),
        (MONDAY + dt.timedelta(weeks=36), None, []),
    ],
)
def test_a_modules_lessons_are_spread_over_its_weeks(
    curriculum: Catalogue, day: dt.date, number: int | None, lessons: list[str]
) -> None:
    asked = week(curriculum, TIMETABLE, day, done(curriculum, "calculs"))
    if number is None:
        assert asked is None
        return
    assert asked is not None
    assert (asked.number, [lesson.id for lesson, _ in asked.lessons]) == (number, lessons)
    assert asked.first_day <= day <= asked.last_day
    assert all(is_done == (lesson.id == "calculs") for lesson, is_done in asked.lessons)


def test_a_block_is_mastered_as_its_exercises_went(curriculum: Catalogue) -> None:
    latest = {"ca": Latest(True, 0.5), "marge": Latest(True, 1.0), "retire": Latest(True, 1.0)}
    first, second = year.blocks(curriculum, latest)
    assert first.mastery is None
    assert second.mastery is not None
    assert (second.mastery.percent, second.mastery.exercises) == (75, 2)
