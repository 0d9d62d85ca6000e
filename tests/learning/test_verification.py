from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from school.curriculum.lesson import Lesson
from school.exercises.contract import AnswerError
from school.extensions import db
from school.learning import reading
from school.learning.draws import Student
from school.learning.models import ExerciseProgress, LessonProgress
from school.learning.operations import StaleError, Submission, submit
from school.learning.verification import Difference, differences
from school.publishing import catalogue
from tests import factories
from tests.conftest import SECRET
from tests.factories import NOW, Account
from tests.learning.curriculum import FILES, RIGHT, lesson

LESSON = "01-essentiel/01-calculs.md"
ESSAY = """\
```exercise assignment note
points: 4
skills: [roi]
---
Écrivez.

> [!RUBRIC]
> | Critère | Faible (0) | Bon (4) |
> | --- | --- | --- |
> | Clarté | Confus | Clair |
```
"""
HANDED = {**FILES, "01-essentiel/04-remise.md": lesson("remise", ESSAY, title="Remise")}
FIELD = {"ca": "answer", "note": "text"}


@dataclass(frozen=True)
class Step:
    """Something that a student does, some minutes after (or before) the last thing."""

    who: int
    what: str
    typed: Any
    draw: int
    minutes: int


answers = st.one_of(
    st.builds(
        Step,
        st.integers(0, 1),
        st.just("ca"),
        st.sampled_from(["1", str(RIGHT["ca"]), str(RIGHT["ca"] + 900), "1,234", ""]),
        st.integers(1, 3),
        st.integers(-30, 60),
    ),
    st.builds(
        Step,
        st.integers(0, 1),
        st.just("choix"),
        st.lists(st.sampled_from(["1", "2", "3"]), max_size=1),
        st.integers(1, 3),
        st.integers(-30, 60),
    ),
    st.builds(
        Step,
        st.integers(0, 1),
        st.just("note"),
        st.sampled_from(["", "Un plan", "Un autre plan"]),
        st.integers(1, 2),
        st.integers(-30, 60),
    ),
    st.builds(
        Step,
        st.integers(0, 1),
        st.sampled_from(["read calculs", "read suite", "read remise", "place calculs"]),
        st.none(),
        st.just(1),
        st.integers(-30, 60),
    ),
)


def found(session: Session) -> list[Difference]:
    def written(revision_id: int) -> Lesson:
        return catalogue.at_revision(session, revision_id).lesson

    return list(differences(session, written))


def do(session: Session, person_id: int, step: Step, now: dt.datetime) -> None:
    published = catalogue.current(session)
    action, _, lesson_id = step.what.partition(" ")
    if action == "read":
        reading.mark_read(session, person_id, published.lessons[lesson_id], now)
    elif action == "place":
        reading.move_place(session, person_id, published.lessons[lesson_id], "partie-titre-1", now)
    else:
        exercise = published.exercises[step.what]
        form = {"option": step.typed} if step.what == "choix" else {FIELD[step.what]: [step.typed]}
        revision_id, student = exercise.lesson.revision_id, Student(person_id, SECRET)
        sent = Submission(student, step.draw, revision_id, uuid.uuid4(), form, "fr")
        try:
            submit(session, exercise, sent, now)
        except (StaleError, AnswerError):
            return


@pytest.fixture
def handed(session: Session) -> None:
    """There is something to hand in too."""
    factories.publish(session, HANDED)


@given(st.lists(answers, max_size=25))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_summaries_are_what_the_log_says_after_any_history(
    handed: None, session: Session, student: Account, other: Account, steps: list[Step]
) -> None:
    now = NOW
    for step in steps:
        now += dt.timedelta(minutes=step.minutes)
        do(session, (student.id, other.id)[step.who], step, now)
    assert found(session) == []
    session.rollback()


def test_a_revision_that_asks_for_less_finishes_a_lesson_at_the_next_thing_done(
    session: Session, student: Account
) -> None:
    do(session, student.id, Step(0, "ca", str(RIGHT["ca"]), 1, 0), NOW)
    do(session, student.id, Step(0, "read calculs", None, 1, 0), NOW)
    optional = FILES[LESSON].replace("tries: 2\n", "tries: 2\nrequired: false\n")
    factories.publish(session, {**FILES, LESSON: optional})
    assert found(session) == []
    do(session, student.id, Step(0, "ca", "5", 2, 0), NOW)
    assert session.get(LessonProgress, (student.id, "calculs")).done_at is not None  # type: ignore[union-attr]
    assert found(session) == []


@pytest.fixture
def worked(session: Session, student: Account) -> Session:
    """A student who passed an exercise and read the lesson."""
    do(session, student.id, Step(0, "ca", "5", 1, 0), NOW)
    do(session, student.id, Step(0, "ca", str(RIGHT["ca"]), 1, 0), NOW)
    do(session, student.id, Step(0, "read calculs", None, 1, 0), NOW)
    session.commit()
    return session


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (update(ExerciseProgress).values(best_score=0.25), "exercise ca"),
        (update(ExerciseProgress).values(passed=False), "exercise ca"),
        (update(ExerciseProgress).values(attempts=7), "exercise ca"),
        (update(ExerciseProgress).values(lesson_id="suite"), "exercise ca"),
        (delete(ExerciseProgress), "exercise ca"),
        (update(LessonProgress).values(read_at=None), "lesson calculs"),
        (update(LessonProgress).values(done_at=NOW), "lesson calculs"),
        (delete(LessonProgress), "lesson calculs"),
    ],
)
def test_each_summary_that_was_tampered_with_is_found(
    worked: Session, change: Any, subject: str
) -> None:
    assert found(worked) == []
    worked.execute(change)
    assert [each.subject for each in found(worked)] == [subject]


def test_the_command_prints_each_difference_and_fails(app: Flask, worked: Session) -> None:
    run = app.test_cli_runner().invoke
    sound = run(args=["progress", "verify"])
    assert (sound.exit_code, sound.output) == (0, "no difference\n")
    worked.execute(update(ExerciseProgress).values(attempts=7))
    worked.commit()
    broken = run(args=["progress", "verify"])
    assert broken.exit_code == 1
    assert "exercise ca" in broken.output
    assert "attempts=7" in broken.output
    assert "attempts=2" in broken.output
    with app.app_context():
        db.engine.dispose()
