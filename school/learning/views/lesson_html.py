"""The HTML of a lesson's page and of its exercises' cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask import Response, render_template
from markupsafe import Markup

from school.exercises.contract import Exercise
from school.extensions import db
from school.learning import cards, queries
from school.learning.card import Card
from school.learning.contents import contents
from school.learning.draft import KeptDraft
from school.learning.earlier import defaults
from school.learning.lesson_work import LessonWork, lesson_work
from school.learning.queries import LessonRecord
from school.learning.reading import END
from school.learning.standing import UNTRIED, Standing
from school.learning.views.blueprint import dates_of, earlier_of, macros, student, student_of
from school.learning.views.blueprint import published as catalogue_now
from school.publishing.catalogue import PublishedExercise, PublishedLesson
from school.web import language, page_cache
from school.web.clock import today


def lesson_page(lesson: PublishedLesson, renewed: str) -> Response:
    """A lesson's page, rendered again only when the student or the lesson has moved on."""
    if not any(renewed == each.id for each in lesson.lesson.exercises):
        renewed = ""
    record, drafts, standings = _read(lesson)
    tries = tuple(sorted(each.last.id for each in standings.values() if each.last))
    saves = tuple(sorted(each.stamp for each in drafts.values()))
    # The hour of a save is written without its day, on that day.
    day = today() if saves else None
    known = (record, tries, saves, day, earlier_of(lesson), *_times(lesson))
    determined_by = (catalogue_now().version, renewed, *known)
    return page_cache.page(
        determined_by, lambda: _render(lesson, record, drafts, standings, renewed)
    )


def _times(lesson: PublishedLesson) -> tuple[object, ...]:
    """What a lesson's page shows of its module's dates, and of the next one's."""
    dates = dates_of(lesson)
    return dates, dates and dates.state(today()), opening_of_next(lesson)


def opening_of_next(lesson: PublishedLesson) -> dt.date | None:
    """The day on which the next lesson opens, when it is in a module that has not opened yet."""
    following = catalogue_now().next(lesson.lesson.id)
    if following is None or following.module.id == lesson.module.id:
        return None
    dates = dates_of(following)
    return dates.opens_on if dates and dates.state(today()) == "closed" else None


def lesson_html(lesson: PublishedLesson, instead: Card) -> str:
    """A lesson's page, with the card that answers what was just sent in its place."""
    return _render(lesson, *_read(lesson), instead=instead)


def _read(
    lesson: PublishedLesson,
) -> tuple[LessonRecord | None, Mapping[str, KeptDraft], Mapping[str, Standing]]:
    session, person_id = db.session(), student().id
    exercises = [each.id for each in lesson.lesson.exercises]
    record, drafts = queries.record_and_drafts(session, person_id, lesson.lesson.id, exercises)
    return record, drafts, queries.standings(session, person_id, exercises)


def _render(
    lesson: PublishedLesson,
    record: LessonRecord | None,
    drafts: Mapping[str, KeptDraft],
    standings: Mapping[str, Standing],
    renewed: str = "",
    instead: Card | None = None,
) -> str:
    session, reader, locale = db.session(), student_of(lesson), language.current()
    given = reader.given(lesson)
    pieces = []
    for index, part in enumerate(lesson.lesson.parts):
        if not isinstance(part, Exercise):
            pieces.append(lesson.passages[index].fill(given, locale))
        elif instead and instead.id == part.id:
            pieces.append(card_html(instead))
        else:
            card = cards.make(
                session,
                PublishedExercise(part, lesson),
                reader,
                locale,
                standings.get(part.id, UNTRIED),
                renewed=renewed == part.id,
                draft=drafts.get(part.id),
                dates=dates_of(lesson),
            )
            pieces.append(card_html(card))
    catalogue = catalogue_now()
    lesson_id = lesson.lesson.id
    return render_template(
        "learning/lesson.html",
        published=lesson,
        lesson=lesson.lesson,
        module=lesson.module,
        place_in_module=lesson.module.lessons.index(lesson.lesson) + 1,
        body=Markup("".join(pieces)),  # noqa: S704  # sanitised when published, and our own cards
        contents=contents(lesson),
        work=_work(lesson, record, standings),
        previous=catalogue.previous(lesson_id),
        next=catalogue.next(lesson_id),
        next_opens_on=opening_of_next(lesson),
        dates=dates_of(lesson),
        today=today(),
        defaults=defaults(catalogue, earlier_of(lesson)),
        requires=[catalogue.lessons[each] for each in lesson.lesson.requires],
        end=END,
    )


def card_html(card: Card) -> str:
    """The card of an exercise."""
    html: str = macros("learning/exercise.html").exercise(card)
    return html


def reply_html(card: Card, lesson: PublishedLesson, work: LessonWork) -> str:
    """What takes the place of a card after a try, with what else it changes on the page."""
    entry = next(entry for entry in contents(lesson) if entry.anchor == card.id)
    return render_template(
        "learning/reply.html", card=card, published=lesson, entry=entry, work=work, end=END
    )


def _work(
    lesson: PublishedLesson, record: LessonRecord | None, standings: Mapping[str, Standing]
) -> LessonWork:
    read = record is not None and record.read_at is not None
    done = record is not None and record.done_at is not None
    return lesson_work(lesson, standings, read=read, done=done)
