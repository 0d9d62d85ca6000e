from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.exercises.contract import AnswerError
from school.learning import queries, reading
from school.learning.draws import Student
from school.learning.models import Attempt, ExerciseProgress, LessonProgress
from school.learning.operations import Reply, StaleError, Submission, submit
from school.publishing import catalogue
from tests import factories
from tests.conftest import SECRET
from tests.factories import NOW, Account
from tests.learning.curriculum import FILES, RIGHT, answer_of

MINUTE = dt.timedelta(minutes=1)


def sent(
    session: Session,
    account: Account,
    exercise_id: str,
    form: dict[str, Any] | str,
    *,
    draw: int = 1,
    key: uuid.UUID | None = None,
    revision_id: int | None = None,
    now: dt.datetime = NOW,
) -> Reply:
    published = catalogue.current(session).exercises[exercise_id]
    fields = {"answer": [form]} if isinstance(form, str) else form
    submission = Submission(
        student=Student(account.id, SECRET),
        draw=draw,
        revision_id=revision_id or published.lesson.revision_id,
        key=key or uuid.uuid4(),
        form=fields,
        locale="fr",
    )
    return submit(session, published, submission, now)


def attempts(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Attempt)).one()


def test_a_wrong_try_is_kept_with_its_numbers_and_leaves_the_draw_open(
    session: Session, student: Account
) -> None:
    reply = sent(session, student, "ca", "12 €")
    assert reply.standing.last is not None
    assert not reply.standing.last.closed
    row = session.scalars(select(Attempt)).one()
    assert (row.draw, row.number, row.score, row.passed) == (1, 1, 0.0, False)
    assert row.numbers["ventes"] == 7717
    assert (row.typed, row.read, row.echo) == ({"answer": "12 €"}, {"answer": 12.0}, "12\u202f€")
    assert row.at == NOW


def test_the_right_answer_closes_the_draw_and_opens_the_next(
    session: Session, student: Account
) -> None:
    reply = sent(session, student, "ca", str(RIGHT["ca"]))
    assert reply.standing.last is not None
    assert reply.standing.last.closed
    assert reply.standing.summary.passed
    assert reply.standing.open_draw == 2
    with pytest.raises(StaleError, match="draw"):
        sent(session, student, "ca", "12", draw=1)
    assert sent(session, student, "ca", "12", draw=2).standing.summary.best_score == 1.0


def test_the_last_try_closes_the_draw_and_no_more_is_kept(
    session: Session, student: Account
) -> None:
    closed = [sent(session, student, "ca", str(n)).standing.last.closed for n in (1, 2, 3)]  # type: ignore[union-attr]
    assert closed == [False, False, True]
    with pytest.raises(StaleError, match="draw"):
        sent(session, student, "ca", "4")
    assert attempts(session) == 3


def test_an_exercise_without_a_limit_never_closes_on_a_wrong_answer(
    session: Session, student: Account
) -> None:
    for n in range(1, 8):
        last = sent(session, student, "sans-fin", str(n)).standing.last
        assert last is not None
        assert (last.number, last.closed) == (n, False)


def test_partial_credit_below_the_pass_does_not_pass(session: Session, student: Account) -> None:
    reply = sent(session, student, "ca", str(RIGHT["ca"] + 1000))
    assert reply.standing.last is not None
    assert reply.standing.last.score == 0.5
    assert not reply.standing.summary.passed


@pytest.mark.parametrize("draw", [2, 3, 99, 0])
def test_only_the_open_draw_may_be_answered(session: Session, student: Account, draw: int) -> None:
    with pytest.raises(StaleError, match="draw"):
        sent(session, student, "ca", "12", draw=draw)
    assert attempts(session) == 0


def test_an_answer_to_a_revision_that_is_past_is_not_marked(
    session: Session, student: Account
) -> None:
    before = catalogue.current(session).exercises["ca"].lesson.revision_id
    lesson = "01-essentiel/01-calculs.md"
    factories.publish(session, {**FILES, lesson: FILES[lesson].replace("Un passage", "Autre")})
    with pytest.raises(StaleError, match="revision"):
        sent(session, student, "ca", "12", revision_id=before)
    assert sent(session, student, "ca", "12").standing.summary.attempts == 1


def test_a_replay_gets_the_same_reply_and_makes_no_row(session: Session, student: Account) -> None:
    key = uuid.uuid4()
    first = sent(session, student, "ca", "12", key=key)
    again = sent(session, student, "ca", "12", key=key)
    assert again == first
    assert attempts(session) == 1


def test_a_replay_of_the_answer_that_closed_the_draw_still_gets_its_reply(
    session: Session, student: Account
) -> None:
    key = uuid.uuid4()
    first = sent(session, student, "ca", str(RIGHT["ca"]), key=key)
    assert sent(session, student, "ca", str(RIGHT["ca"]), key=key) == first


def test_a_replay_outlives_a_revision(session: Session, student: Account) -> None:
    key = uuid.uuid4()
    before = catalogue.current(session).exercises["ca"].lesson.revision_id
    sent(session, student, "ca", "12", key=key)
    lesson = "01-essentiel/01-calculs.md"
    factories.publish(session, {**FILES, lesson: FILES[lesson].replace("Un passage", "Autre")})
    sent(session, student, "ca", "12", key=key, revision_id=before)
    assert attempts(session) == 1


@pytest.mark.parametrize("answer", ["13", "douze"])
def test_another_answer_under_the_same_key_is_refused_not_lost_in_silence(
    session: Session, student: Account, answer: str
) -> None:
    key = uuid.uuid4()
    sent(session, student, "ca", "12", key=key)
    with pytest.raises(StaleError, match="key"):
        sent(session, student, "ca", answer, key=key)
    with pytest.raises(StaleError, match="key"):
        sent(session, student, "marge", "12", key=key)
    assert attempts(session) == 1


def test_an_answer_given_again_costs_no_try(session: Session, student: Account) -> None:
    sent(session, student, "ca", "12,5")
    for typed in ("12,5", "12.5 €", " 12,50"):
        with pytest.raises(StaleError, match="same"):
            sent(session, student, "ca", typed)
    assert attempts(session) == 1
    sent(session, student, "ca", "13")
    assert sent(session, student, "ca", "12,5").standing.last.number == 3  # type: ignore[union-attr]


def test_what_was_answered_on_other_numbers_may_be_answered_again(
    session: Session, student: Account
) -> None:
    for typed in ("1", "2", "3"):
        sent(session, student, "ca", typed)
    assert sent(session, student, "ca", "3", draw=2).standing.summary.attempts == 4


def test_the_same_choice_ticked_again_costs_no_try(session: Session, student: Account) -> None:
    sent(session, student, "choix", {"option": ["2"]})
    with pytest.raises(StaleError, match="same"):
        sent(session, student, "choix", {"option": ["2"]})
    assert attempts(session) == 1


def test_the_same_key_from_another_person_is_theirs(
    session: Session, student: Account, other: Account
) -> None:
    key = uuid.uuid4()
    sent(session, student, "ca", "12", key=key)
    assert sent(session, other, "ca", "34", key=key).standing.summary.attempts == 1
    assert attempts(session) == 2


def test_an_answer_that_cannot_be_read_uses_no_try(session: Session, student: Account) -> None:
    for typed in ("", "douze", "1,234"):
        with pytest.raises(AnswerError):
            sent(session, student, "ca", typed)
    session.rollback()
    assert attempts(session) == 0
    assert sent(session, student, "ca", "12").standing.last.number == 1  # type: ignore[union-attr]


def test_the_summaries_are_written_with_the_attempt(session: Session, student: Account) -> None:
    sent(session, student, "ca", "12")
    sent(session, student, "ca", str(RIGHT["ca"]), now=NOW + MINUTE)
    last = session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
    assert last is not None
    summary = session.scalars(select(ExerciseProgress)).one()
    assert (summary.attempts, summary.best_score, summary.passed) == (2, 1.0, True)
    assert summary.last_attempt_id == last.id
    lesson = session.scalars(select(LessonProgress)).one()
    assert (lesson.place, lesson.last_at, lesson.done_at) == ("ca", NOW + MINUTE, None)


def test_a_lesson_is_done_when_read_and_its_required_exercises_passed(
    session: Session, student: Account
) -> None:
    calculs = catalogue.current(session).lessons["calculs"]
    sent(session, student, "ca", str(RIGHT["ca"]))
    reading.mark_read(session, student.id, calculs, NOW + MINUTE)
    reply = sent(session, student, "choix", {"option": ["1"]}, now=NOW + 2 * MINUTE)
    assert reply.work.done
    row = session.scalars(select(LessonProgress)).one()
    assert (row.read_at, row.done_at) == (NOW + MINUTE, NOW + 2 * MINUTE)


def test_reading_last_also_finishes_a_lesson_and_marking_it_twice_changes_nothing(
    session: Session, student: Account
) -> None:
    suite = catalogue.current(session).lessons["suite"]
    sent(session, student, "marge", answer_of(session, student, "marge"))
    reading.mark_read(session, student.id, suite, NOW + MINUTE)
    reading.mark_read(session, student.id, suite, NOW + 5 * MINUTE)
    row = session.scalars(select(LessonProgress)).one()
    assert (row.read_at, row.done_at, row.place) == (NOW + MINUTE, NOW + MINUTE, reading.END)


def test_a_clock_that_goes_back_does_not_turn_the_log_around(
    session: Session, student: Account
) -> None:
    sent(session, student, "ca", "1", now=NOW)
    sent(session, student, "ca", "2", now=NOW - 60 * MINUTE)
    first, second = session.scalars(select(Attempt).order_by(Attempt.id))
    assert second.at > first.at


def test_a_place_is_kept_if_the_lesson_has_it(session: Session, student: Account) -> None:
    calculs = catalogue.current(session).lessons["calculs"]
    for place in ("partie-titre-2", "choix", "nulle-part", "x" * 5000, ""):
        reading.move_place(session, student.id, calculs, place, NOW)
    record, _drafts = queries.record_and_drafts(session, student.id, "calculs", [])
    assert record is not None
    assert record.place == "choix"


def test_two_students_have_different_numbers(
    session: Session, student: Account, other: Account
) -> None:
    published = catalogue.current(session).exercises["ca"]
    mine, theirs = (
        Student(account.id, SECRET).variant(published, 1).numbers for account in (student, other)
    )
    assert mine["hasard"] != theirs["hasard"]
