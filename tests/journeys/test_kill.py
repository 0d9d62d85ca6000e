"""The server dies without a warning: nothing that was acknowledged is lost, nothing counts twice.

The server is the one of `make run`, killed with both its workers while students submit, from pages
that they opened before.
"""

from __future__ import annotations

import os
import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Executable, select, text
from sqlalchemy.orm import Session

from school.learning.models import Attempt, ExerciseProgress
from school.settings import Settings
from tests.factories import Account, make_person, publish
from tests.learning.curriculum import FILES, fresh_form
from tests.served import Served, Visitor

ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))
STUDENTS = 4
AT_ONCE = 16
UNLIMITED = "/exercices/sans-fin/essais"
TRIES = "/exercices/roi-micro/essais"
DRAFT = "/exercices/roi-micro/brouillon"

SignedIn = Callable[[Account], FlaskClient]


class Student:
    """A student who submits again and again, and notes what the server acknowledged."""

    def __init__(self, account: Account, client: FlaskClient) -> None:
        form = fresh_form(client, "sans-fin", "libre")
        self.id = account.id
        self.acknowledged: list[uuid.UUID] = []
        self._visitor = Visitor.of(client, form.pop("csrf_token"))
        self._form = form
        self._unanswered: uuid.UUID | None = None

    def submit(self, served: Served, acknowledged: threading.Semaphore) -> None:
        """Submit until the server dies, beginning with what it left without an answer."""
        try:
            while True:
                self._unanswered = self._unanswered or uuid.uuid4()
                self.send(served, self._unanswered)
                self.acknowledged.append(self._unanswered)
                self._unanswered = None
                acknowledged.release()
        except (OSError, HTTPException):
            return

    def finish(self, served: Served) -> None:
        """Send again what was left without an answer."""
        if self._unanswered:
            self.send(served, self._unanswered)
            self.acknowledged.append(self._unanswered)

    def send(self, served: Served, key: uuid.UUID) -> None:
        """Send one submission, wrong in a way of its own, which must be acknowledged."""
        form = self._form | {"key": str(key), "answer": str(key.int % 1_000_000)}
        status = self._visitor.post(served.port, UNLIMITED, form)
        assert status == 200, status


def test_killed_while_students_submit(
    app: Flask, settings: Settings, session: Session, signed_in: SignedIn
) -> None:
    publish(session, FILES)
    accounts = [make_person(session) for _ in range(STUDENTS)]
    students = [Student(account, signed_in(account)) for account in accounts]
    served = Served(settings)
    # The server dies before the students are waited for: they submit until it does.
    with ThreadPoolExecutor(STUDENTS) as pool, served:
        for _ in range(ROUNDS):
            kill_at_random(served, pool, students)
            assert lost(session, students) == []
            assert_sound(session)
            served.start()
        for student in students:
            student.finish(served)
        stored = log(session)
        assert stored == {s.id: Counter(s.acknowledged) for s in students}
        replays = [pool.submit(s.send, served, key) for s in students for key in s.acknowledged]
        for replay in replays:
            replay.result()
        assert log(session) == stored
    assert_sound(session)
    assert summed_up(session) == {person: len(keys) for person, keys in stored.items()}
    verified = app.test_cli_runner().invoke(args=["progress", "verify"])
    assert (verified.exit_code, verified.output.strip()) == (0, "no difference")


def kill_at_random(served: Served, pool: ThreadPoolExecutor, students: Sequence[Student]) -> None:
    """Let the students submit, and kill the server once some number of tries is acknowledged."""
    acknowledged = threading.Semaphore(0)
    working = [pool.submit(student.submit, served, acknowledged) for student in students]
    for _ in range(random.randint(1, 60)):
        stopped = [each.exception() for each in working if each.done()]
        assert acknowledged.acquire(timeout=30), stopped
    served.kill()
    for each in working:
        each.result(30)


def log(session: Session) -> dict[int, Counter[uuid.UUID]]:
    """The keys stored for each person, each as often as it is there."""
    found: dict[int, Counter[uuid.UUID]] = {}
    for person_id, key in rows(session, select(Attempt.person_id, Attempt.client_key)):
        found.setdefault(person_id, Counter())[key] += 1
    return found


def lost(session: Session, students: Sequence[Student]) -> list[uuid.UUID]:
    """What was acknowledged and is not stored."""
    stored = log(session)
    return [key for s in students for key in s.acknowledged if key not in stored[s.id]]


def summed_up(session: Session) -> dict[int, int]:
    """How many tries each person's summary counts."""
    counts = select(ExerciseProgress.person_id, ExerciseProgress.attempts)
    return dict(map(tuple, rows(session, counts)))


def assert_sound(session: Session) -> None:
    """The file of the embedded database is whole. PostgreSQL was not killed."""
    if session.get_bind().dialect.name == "sqlite":
        assert rows(session, text("PRAGMA integrity_check")) == [("ok",)]


def rows(session: Session, statement: Executable) -> Sequence[Any]:
    """The rows of a statement. Leaves no transaction open: the server's writers would wait."""
    found = session.execute(statement).all()
    session.rollback()
    return found


def test_two_processes_count_as_one(
    settings: Settings, session: Session, student: Account, signed_in: SignedIn
) -> None:
    """A double click counts once; many at once store exactly what the limit leaves."""
    visitor, form = open_exercise(signed_in(student), "roi-micro")
    form |= {"answer": "90000"}
    others = [form | {"key": str(uuid.uuid4()), "answer": str(91_000 + n)} for n in range(AT_ONCE)]
    with Served(settings) as served:
        assert send_at_once(served, visitor, [form] * AT_ONCE) == [200] * AT_ONCE
        assert log(session)[student.id].total() == 1
        statuses = send_at_once(served, visitor, others)
    assert sorted(statuses) == [200] * 2 + [409] * (AT_ONCE - 2)
    assert log(session)[student.id].total() == 3


def test_killed_between_typing_and_sending(
    settings: Settings, session: Session, student: Account, signed_in: SignedIn
) -> None:
    client = signed_in(student)
    visitor, form = open_exercise(client, "roi-micro")
    form |= {"answer": "90000"}
    with Served(settings) as served:
        assert visitor.post(served.port, DRAFT, form) == 200
        served.kill()
        assert 'value="90000"' in client.get("/lecons/roi-collaboration").text
        served.start()
        assert visitor.post(served.port, TRIES, form) == 200
    assert log(session)[student.id].total() == 1


@pytest.mark.once
def test_stopped_from_its_terminal(settings: Settings) -> None:
    """Its workers hear of it twice, and some used to stay for good."""
    with Served(settings) as served:
        served.interrupt()


def open_exercise(client: FlaskClient, exercise_id: str) -> tuple[Visitor, dict[str, str]]:
    """Open the lesson of an exercise; gives the visitor and the form that is on the page."""
    form = fresh_form(client, exercise_id, "roi-collaboration")
    return Visitor.of(client, form.pop("csrf_token")), form


def send_at_once(served: Served, visitor: Visitor, forms: Sequence[dict[str, str]]) -> list[int]:
    """Send forms at the same moment; gives the statuses."""
    barrier = threading.Barrier(len(forms))

    def send(form: dict[str, str]) -> int:
        barrier.wait()
        return visitor.post(served.port, TRIES, form)

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))
