"""The cards of a lesson's exercises, made from where a student stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from school.curriculum.problems import CurriculumError
from school.learning import seeds
from school.learning.card import Card
from school.learning.draft import KeptDraft
from school.learning.draws import Student, words_of
from school.learning.standing import Standing
from school.publishing import catalogue
from school.publishing.catalogue import PublishedExercise


def make(
    session: Session,
    published: PublishedExercise,
    student: Student,
    locale: str,
    standing: Standing,
    *,
    renewed: bool = False,
    draft: KeptDraft | None = None,
    as_answered: bool = False,
    **shown: Any,
) -> Card:
    """The card of an exercise. `renewed` shows new numbers, if the last ones are used up; so does
    a draft, which is left out when its try has been made. Numbers that are used up come with the
    text that was answered; with `as_answered`, those still open too. `shown` is what a page adds:
    see `Card`.
    """
    draft = draft if draft and draft.is_for(standing) else None
    draw = standing.open_draw if renewed or draft else standing.shown_draw
    tried = standing.tried_at(draw)
    answered = published
    if tried and (tried.closed or as_answered):
        answered = _as_answered(session, published, tried.revision_id)
    number = tried.number + 1 if tried else 1
    return Card(
        published=answered,
        number=published.lesson.lesson.exercises.index(published.exercise) + 1,
        standing=standing,
        draw=draw,
        variant=student.variant(answered, draw, tried),
        words=words_of(student.moving(answered, tried)),
        basis=student.basis(answered, tried),
        key=seeds.submission_key(student.key, student.id, published.exercise.id, draw, number),
        locale=locale,
        draft=draft,
        **({"save": draft.stamp} if draft else {}) | shown,
    )


def _as_answered(
    session: Session, published: PublishedExercise, revision_id: int
) -> PublishedExercise:
    """The exercise in the revision that was answered; as it is now when that one is unreadable."""
    if revision_id == published.lesson.revision_id:
        return published
    try:
        lesson = catalogue.at_revision(session, revision_id)
    except (LookupError, CurriculumError):
        return published
    same = (each for each in lesson.lesson.exercises if each.id == published.exercise.id)
    return replace(published, exercise=next(same, published.exercise), lesson=lesson)
