"""What must hold when requests come at the same time, whatever the database."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.learning.models import Attempt, ExerciseProgress, LessonProgress
from tests.learning.curriculum import RIGHT, fresh_form, send, token

AT_ONCE = 16


def all_at_once(
    app: Flask, reader: FlaskClient, exercise_id: str, forms: Sequence[dict[str, str]]
) -> list[TestResponse]:
    """Send forms from as many browsers of one student at the same moment."""
    cookie = reader.get_cookie("ffollozz")
    assert cookie is not None
    barrier = threading.Barrier(len(forms))

    def post(form: dict[str, str]) -> TestResponse:
        client = app.test_client()
        client.set_cookie("ffollozz", cookie.value)
        barrier.wait()
        return send(client, exercise_id, form)

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(post, forms))


def attempts(session: Session) -> int:
    session.rollback()
    return session.scalars(select(func.count()).select_from(Attempt)).one()


def test_parallel_posts_store_exactly_the_limit(
    app: Flask, session: Session, reader: FlaskClient
) -> None:
    form = fresh_form(reader, "ca")
    forms = [form | {"key": str(uuid.uuid4()), "answer": str(n)} for n in range(1, AT_ONCE + 1)]
    codes = sorted(reply.status_code for reply in all_at_once(app, reader, "ca", forms))
    assert codes == [200] * 3 + [409] * (AT_ONCE - 3)
    assert attempts(session) == 3
    rows = session.scalars(select(Attempt).order_by(Attempt.number)).all()
    assert [(row.draw, row.number, row.closed) for row in rows] == [
        (1, 1, False),
        (1, 2, False),
        (1, 3, True),
    ]
    assert session.scalars(select(ExerciseProgress.attempts)).one() == 3


def test_parallel_right_answers_close_the_draw_once(
    app: Flask, session: Session, reader: FlaskClient
) -> None:
    form = fresh_form(reader, "ca") | {"answer": str(RIGHT["ca"])}
    forms = [form | {"key": str(uuid.uuid4())} for _ in range(AT_ONCE)]
    codes = sorted(reply.status_code for reply in all_at_once(app, reader, "ca", forms))
    assert codes == [200] + [409] * (AT_ONCE - 1)
    assert attempts(session) == 1


def test_a_double_click_makes_one_row_and_both_get_the_same_reply(
    app: Flask, session: Session, reader: FlaskClient
) -> None:
    form = fresh_form(reader, "ca") | {"answer": "12"}
    first, second = all_at_once(app, reader, "ca", [form, form])
    assert (first.status_code, second.status_code) == (200, 200)
    assert without_tokens(first) == without_tokens(second)
    assert attempts(session) == 1


def test_parallel_work_on_two_exercises_of_a_lesson_finishes_it_once(
    app: Flask, session: Session, reader: FlaskClient
) -> None:
    """Each sees what the other wrote: none is the one that forgets to mark the lesson as done."""
    reader.post("/lecons/calculs/lecture", data={"csrf_token": token(reader)})
    numeric = fresh_form(reader, "ca") | {"answer": str(RIGHT["ca"])}
    choice = fresh_form(reader, "choix") | {"option": "1"}
    cookie = reader.get_cookie("ffollozz")
    assert cookie is not None
    barrier = threading.Barrier(2)

    def post(exercise: tuple[str, dict[str, str]]) -> int:
        client = app.test_client()
        client.set_cookie("ffollozz", cookie.value)
        barrier.wait()
        return send(client, *exercise).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(post, [("ca", numeric), ("choix", choice)])) == [200, 200]
    session.rollback()
    assert session.scalars(select(LessonProgress.done_at)).one() is not None


def without_tokens(reply: TestResponse) -> str:
    """A reply but for its CSRF tokens, which are signed with the second."""
    lines = reply.text.splitlines()
    return "\n".join(line for line in lines if "csrf_token" not in line)
