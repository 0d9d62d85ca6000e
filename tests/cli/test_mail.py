"""The job that sends mails is run from the command line, and says what it needs in production."""

from __future__ import annotations

import datetime as dt
import os
import sys
from subprocess import PIPE, Popen

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from school.accounts import resets, throttle
from school.mail.outbox import Outbox
from school.mail.queries import mails
from school.settings import Settings
from tests.factories import make_person


def post(session: Session) -> None:
    account, now = make_person(session), dt.datetime.now(dt.UTC)
    resets.ask(session, account.email, throttle.asking("key", "reset", account.email, None), now)
    session.commit()


def test_what_is_due_is_sent_and_kept_as_files_in_a_school_to_try(
    app: Flask, session: Session, settings: Settings
) -> None:
    post(session)
    run = app.test_cli_runner().invoke
    assert run(args=["mail", "send"]).output == "1 sent\n"
    assert run(args=["mail", "send"]).output == "0 sent\n"
    (line,) = mails(session, None)
    session.rollback()
    message = Outbox(settings.outbox).read(line.message_id)
    assert message is not None
    assert (settings.outbox.stat().st_mode & 0o077) == 0


@pytest.mark.parametrize("missing", ["SCHOOL_SMTP_URL", "SCHOOL_PUBLIC_URL"])
def test_in_production_what_is_missing_is_named(
    app: Flask, session: Session, settings: Settings, missing: str
) -> None:
    post(session)
    given = {"smtp_url": "smtp://127.0.0.1:1", "public_url": "https://ecole.example"}
    given.pop(missing.removeprefix("SCHOOL_").lower())
    app.extensions["settings"] = settings.model_copy(update={"env": "production", **given})
    result = app.test_cli_runner().invoke(args=["mail", "send"])
    assert (result.exit_code, missing in result.output) == (1, True)


@pytest.mark.once
def test_the_watch_ends_with_the_program_that_began_it(settings: Settings) -> None:
    """The pipe that both hold is closed by the last of them."""
    begin = (
        "import os, subprocess, sys; subprocess.Popen([sys.executable, '-m', 'flask', '--app', "
        "'wsgi', 'mail', 'send', '--watch', '--parent', str(os.getpid())])"
    )
    environment = os.environ | {
        "SCHOOL_INSTANCE": str(settings.instance),
        "SCHOOL_DATABASE_URL": settings.sqlalchemy_url,
    }
    with Popen([sys.executable, "-c", begin], env=environment, stdout=PIPE, stderr=PIPE) as program:
        program.communicate()
    assert program.returncode == 0
