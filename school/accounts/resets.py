"""A password that was forgotten: a link is asked for, and a new one chosen by it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from school.accounts import links, throttle
from school.accounts.models import Purpose
from school.accounts.operations import set_password
from school.accounts.particulars import LONGEST_EMAIL, fold_email
from school.mail.operations import post

LETTER = "reset"


def ask(session: Session, email: str, guess: throttle.Guess, now: dt.datetime) -> None:
    """Have a link sent to the account of an e-mail address, if there is one.

    Whether there is one is looked up when the mail leaves: for whoever asks, nothing differs, not
    even the time it takes. Raises TooManyGuesses.
    """
    throttle.check(session, guess, now)
    throttle.count(session, guess, now)
    post(session, LETTER, fold_email(email)[:LONGEST_EMAIL], {}, now)


def choose(
    session: Session, token: str, password: str, guess: throttle.Guess, now: dt.datetime
) -> None:
    """Choose a new password by a link; every sign-in ends, and wrong guesses no longer count.

    Raises LinkRefused or AccountError.
    """
    person = links.use(session, token, Purpose.RESET, now)
    set_password(session, person, password, now, by=person.id)
    throttle.forget(session, guess)
