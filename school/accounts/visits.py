"""Where a request comes from, and how long whoever sent it has to wait."""

from __future__ import annotations

import datetime as dt
import math

from flask import current_app, request

from school.accounts import devices, throttle
from school.accounts.particulars import fold_email
from school.accounts.sign_ins import Visitor
from school.accounts.throttle import Guess, TooManyGuesses
from school.settings import Settings


def visitor(email: str) -> Visitor:
    """Whoever gives a password for an e-mail address in this request."""
    settings: Settings = current_app.extensions["settings"]
    return Visitor(
        throttle.guess(_key(), fold_email(email), request.remote_addr),
        devices.describe(request.user_agent.string),
        dt.timedelta(days=settings.session_days),
    )


def asking(what: str, email: str) -> Guess:
    """Whoever asks in this request that a letter of some kind be sent to an e-mail address."""
    return throttle.asking(_key(), what, fold_email(email), request.remote_addr)


def minutes(refusal: TooManyGuesses) -> int:
    """How many minutes to wait."""
    return math.ceil(refusal.wait / dt.timedelta(minutes=1))


def retry_after(refusal: TooManyGuesses) -> dict[str, str]:
    """The header that says how long to wait."""
    return {"Retry-After": str(math.ceil(refusal.wait.total_seconds()))}


def _key() -> str:
    return str(current_app.secret_key)
