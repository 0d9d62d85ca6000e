"""Reviews kept with each try: graded once, in order, whatever comes at the same time."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.learning.models import Review
from school.learning.review.memory import Grade, Memory, reviewed
from school.learning.verification import differences
from school.publishing import catalogue
from tests.factories import NOW, Account
from tests.learning.curriculum import RIGHT, answer_of, form_of, fresh_form, send
from tests.learning.test_operations import sent
from tests.statements import Statements

ROI, SUM = "skill:roi", "mistake:somme"
HOUR = dt.timedelta(hours=1)
WRONG_SUM = str(7717 + 3313)


def kept(session: Session, account: Account) -> dict[str, Memory]:
    rows = session.scalars(select(Review).where(Review.person_id == account.id))
    return {
        row.subject: Memory(row.stability, row.difficulty, row.due, row.last_review) for row in rows
    }


def sound(session: Session) -> bool:
    found = differences(session, lambda each: catalogue.at_revision(session, each).lesson)
    return list(found) == []


def test_a_mistake_is_remembered_until_a_right_first_answer(
    session: Session, student: Account
) -> None:
    sent(session, student, "ca", WRONG_SUM, now=NOW)
    opened = kept(session, student)
    assert opened == {SUM: reviewed(None, Grade.AGAIN, NOW)}
    sent(session, student, "ca", str(RIGHT["ca"]), now=NOW + HOUR)
    learnt = kept(session, student)
    assert learnt == opened | {ROI: reviewed(None, Grade.HARD, NOW + HOUR)}
    later = NOW + 50 * HOUR
    sent(session, student, "ca", str(RIGHT["ca"]), draw=2, now=later)
    assert kept(session, student) == {
        subject: reviewed(memory, Grade.GOOD, later) for subject, memory in learnt.items()
    }
    assert sound(session)


def test_nothing_is_kept_of_an_answer_that_tells_nothing(
    session: Session, student: Account, other: Account
) -> None:
    sent(session, student, "ca", "12")
    assert kept(session, student) == {}
    sent(session, other, "ca", WRONG_SUM)
    assert kept(session, student) == {}


def test_the_same_submission_twice_grades_once(session: Session, student: Account) -> None:
    key = uuid.uuid4()
    for minutes in (0, 5):
        now = NOW + dt.timedelta(minutes=minutes)
        sent(session, student, "ca", WRONG_SUM, key=key, now=now)
    assert kept(session, student) == {SUM: reviewed(None, Grade.AGAIN, NOW)}


def test_a_clock_an_hour_back_loses_nothing(session: Session, student: Account) -> None:
    right = answer_of(session, student, "marge")
    sent(session, student, "ca", str(RIGHT["ca"]), now=NOW)
    before = kept(session, student)[ROI]
    sent(session, student, "marge", right, now=NOW - HOUR)
    assert kept(session, student)[ROI] == reviewed(before, Grade.GOOD, NOW)
    assert sound(session)


def test_a_try_asks_two_statements_more_at_most(
    app: Flask,
    reader: FlaskClient,
    count_sql: Callable[[], AbstractContextManager[Statements]],
) -> None:
    for draw, expected in ((1, 2), (2, 2)):
        form = fresh_form(reader, "ca") if draw == 1 else renewed_form(reader)
        with count_sql() as statements:
            assert send(reader, "ca", form | {"answer": str(RIGHT["ca"])}).status_code == 200
        assert sum("review" in each for each in statements) == expected, statements


def renewed_form(reader: FlaskClient) -> dict[str, str]:
    return form_of(reader.get("/lecons/calculs?nouveau=ca").text, "ca")


def test_two_lessons_at_once_lose_no_review(
    app: Flask, session: Session, student: Account, reader: FlaskClient
) -> None:
    forms = [
        ("ca", fresh_form(reader, "ca") | {"answer": str(RIGHT["ca"])}),
        *(
            (name, fresh_form(reader, name, lesson) | {"answer": answer_of(session, student, name)})
            for name, lesson in (("marge", "suite"), ("sans-fin", "libre"))
        ),
    ]
    assert [reply for reply in at_once(app, reader, forms) if reply != 200] == []
    session.rollback()
    assert kept(session, student).keys() == {ROI}
    assert sound(session)
    memory = None
    for _ in forms:
        memory = reviewed(memory, Grade.GOOD, NOW)
    assert memory
    assert kept(session, student)[ROI].difficulty == memory.difficulty


def at_once(app: Flask, reader: FlaskClient, forms: list[tuple[str, dict[str, str]]]) -> list[int]:
    cookie = reader.get_cookie("ffollozz")
    assert cookie is not None
    barrier = threading.Barrier(len(forms))

    def post(sending: tuple[str, dict[str, str]]) -> int:
        client = app.test_client()
        client.set_cookie("ffollozz", cookie.value)
        barrier.wait()
        return send(client, *sending).status_code

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(post, forms))


@pytest.mark.parametrize(
    "change", [{"stability": 9.5}, {"subject": "skill:autre"}, {"due": NOW}, {"difficulty": 2}]
)
def test_a_review_that_was_tampered_with_is_found(
    session: Session, student: Account, change: dict[str, Any]
) -> None:
    sent(session, student, "ca", str(RIGHT["ca"]))
    assert sound(session)
    session.execute(update(Review).values(**change))
    assert not sound(session)
