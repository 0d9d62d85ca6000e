"""What the pages say of a student's year: where they are, what is next, how it is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask_babel import format_date

from school.accounts.identity import Identity
from school.cohorts.timetable import ModuleDates, Timetable
from school.curriculum.lesson import Lesson
from school.curriculum.programme import Programme
from school.learning.contents import Entry
from school.learning.lesson_work import LessonWork
from school.learning.progress import Share
from school.learning.week import Week
from school.learning.wording.speech import _, ngettext
from school.learning.year import BlockMastery, Resume, Stone
from school.web.formats import day, figure, minutes, short_day


def where(
    resume: Resume | None,
    timetable: Timetable | None,
    week: Week | None,
    today: dt.date,
    stones: Sequence[Stone],
) -> str:
    """One or two sentences on where the student stands."""
    if resume is None:
        return _calendar(timetable, week, today) or _("Your year is being prepared.")
    if resume.state == "start":
        time = minutes(resume.lesson.lesson.minutes)
        return _("Your year starts here. The first lesson takes %(time)s.", time=time)
    sentences = [_calendar(timetable, week, today), _ahead(resume, stones)]
    return " ".join(each for each in sentences if each)


def _calendar(timetable: Timetable | None, week: Week | None, today: dt.date) -> str:
    if timetable is None:
        return ""
    if week is not None:
        return _("Week %(week)d of %(weeks)d.", week=week.number, weeks=week.weeks)
    if today < timetable.calendar.start:
        return _("Your year starts on %(day)s.", day=day(timetable.calendar.start))
    if holiday := timetable.calendar.holiday_on(today):
        return _("%(holiday)s until %(day)s.", holiday=holiday.name, day=day(holiday.last_day))
    return ""


def _ahead(resume: Resume, stones: Sequence[Stone]) -> str:
    if resume.state == "done":
        return _("You have done every lesson that is published.")
    stone = next(each for each in stones if each.module.id == resume.lesson.module.id)
    return ngettext(
        "%(num)d lesson is left in “%(module)s”.",
        "%(num)d lessons are left in “%(module)s”.",
        stone.lessons_left,
        module=stone.module.title,
    )


def resume_kicker(resume: Resume) -> str:
    """What the big card is for."""
    return {
        "start": _("To start"),
        "resume": _("Go on"),
        "next": _("Up next"),
        "done": _("To read again"),
    }[resume.state]


def resume_action(resume: Resume) -> str:
    """What the button of the big card does."""
    return {
        "start": _("Start the lesson"),
        "resume": _("Go on with the lesson"),
        "next": _("Open the next lesson"),
        "done": _("Read it again"),
    }[resume.state]


def resume_place(resume: Resume) -> str:
    """Which lesson of which module, and where the student was in it."""
    module, lesson = resume.lesson.module, resume.lesson.lesson
    number = module.lessons.index(lesson) + 1
    named = _("%(module)s, lesson %(number)d.", module=module.title, number=number)
    if resume.place is None:
        return f"{named} {_takes(lesson)}"
    return f"{named} {_was_at(resume.place)}"


def _takes(lesson: Lesson) -> str:
    return _("It takes %(time)s.", time=minutes(lesson.minutes))


def _was_at(place: Entry) -> str:
    if place.number and place.text:
        return _(
            "You were at exercise %(number)d, “%(title)s”.", number=place.number, title=place.text
        )
    if place.number:
        return _("You were at exercise %(number)d.", number=place.number)
    return _("You were at “%(title)s”.", title=place.text)


def days(week: Week) -> str:
    """The first and last days of a week."""
    return _(
        "from %(first)s to %(last)s",
        first=format_date(week.first_day, "d MMMM"),
        last=format_date(week.last_day, "d MMMM"),
    )


def stone(stone: Stone) -> str:
    """How far a module of the year is."""
    if stone.state == "done":
        return _("finished")
    if stone.state == "later":
        opens_on = stone.dates and stone.dates.opens_on
        return _("opens on %(day)s", day=short_day(opens_on)) if opens_on else _("to come")
    if stone.share.done:
        return percent(stone.share)
    if stone.dates:
        return _("due on %(day)s", day=short_day(stone.dates.due_on))
    return _("week %(number)d", number=stone.module.weeks[0])


def state_of_dates(dates: ModuleDates, today: dt.date) -> str:
    """Where a day falls in the dates of a module."""
    return {
        "closed": _("not open yet"),
        "open": _("open"),
        "late": _("past its last day"),
        "over": _("closed"),
    }[dates.state(today)]


def done_of(share: Share) -> str:
    """How much of the published lessons is done."""
    return _("%(percent)s of the published lessons done", percent=percent(share))


def steps_of(share: Share) -> str:
    """How many steps of a lesson are done."""
    return ngettext(
        "%(num)d step done out of %(total)d",
        "%(num)d steps done out of %(total)d",
        int(share.done),
        total=share.total,
    )


def rule() -> str:
    """How shares are counted."""
    return _(
        "A lesson moves on with each step: reading it to its end, and passing each of its required "
        "exercises. A module and the year weigh their lessons by minutes, rounded down; modules to "
        "come will add theirs."
    )


def minutes_of(share: Share) -> str:
    """How many minutes are done out of those planned."""
    done = minutes(int(share.done))
    return _("%(done)s done of %(total)s planned", done=done, total=minutes(share.total))


def mastery(block: BlockMastery) -> str:
    """What the mastery of a block rests on."""
    if block.mastery is None:
        return _("no exercise marked yet")
    return ngettext("from %(num)d exercise", "from %(num)d exercises", block.mastery.exercises)


def remaining(work: LessonWork) -> str:
    """What is left before a lesson is done."""
    left = len(work.remaining.exercises)
    if not left:
        return _("Only the reading is left to confirm")
    return ngettext("%(num)d exercise is left", "%(num)d exercises are left", left)


def published(lessons: int, programme: Programme) -> str:
    """How much of the programme can be read, to those who do not study it."""
    return ngettext(
        "%(num)d lesson is published, in a year of %(weeks)d weeks. Open a module to see what "
        "students read and answer.",
        "%(num)d lessons are published, in a year of %(weeks)d weeks. Open a module to see what "
        "students read and answer.",
        lessons,
        weeks=programme.weeks,
    )


def home(person: Identity) -> str:
    """What the page of the year is to a person: their own year, or the programme to browse."""
    return _("My year") if person.studies else _("The programme")


def percent(share: Share) -> str:
    """A share, in whole per cent."""
    return figure(share.percent / 100, "pct")
