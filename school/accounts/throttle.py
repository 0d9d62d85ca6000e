"""How many wrong passwords are heard before one must wait, by account and by address.

Only digests of the account and of the address are kept, for as long as they count.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from school.accounts.models import SignInGuess

WINDOW = dt.timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 50
LETTERS_PER_ACCOUNT = 3
LETTERS_PER_ADDRESS = 300
"""A whole cohort may ask from one room."""


class TooManyGuesses(Exception):  # noqa: N818  # a refusal, told to the person; not a fault
    """Too many passwords were wrong; the next one is heard after `wait`."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


@dataclass(frozen=True)
class Guess:
    """Whose password is tried and from where, as keyed digests, and how often that may be."""

    account: bytes
    address: bytes
    per_account: int = PER_ACCOUNT
    per_address: int = PER_ADDRESS


def guess(key: str, email: str, address: str | None) -> Guess:
    """The digests of a folded e-mail address and of a network address.

    A network of 2⁶⁴ IPv6 addresses, the least a subscriber is given, counts as one address.
    """
    return Guess(
        _digest(key, f"account:{email}"), _digest(key, f"address:{_network(address or '')}")
    )


def asking(key: str, what: str, email: str, address: str | None) -> Guess:
    """The same for asking that a letter be sent to an e-mail address: it is heard less often."""
    return Guess(
        _digest(key, f"{what} account:{email}"),
        _digest(key, f"{what} address:{_network(address or '')}"),
        LETTERS_PER_ACCOUNT,
        LETTERS_PER_ADDRESS,
    )


def check(session: Session, guess: Guess, now: dt.datetime) -> None:
    """Let a guess be heard, and hold further ones on its subjects until the request ends.

    Raises TooManyGuesses. A refused guess is not counted, so that the wait has an end.
    """
    _queue(session, guess)
    limits = ((guess.account, guess.per_account), (guess.address, guess.per_address))
    for subject, limit in limits:
        latest = session.scalars(
            select(SignInGuess.at)
            .where(SignInGuess.subject == subject, SignInGuess.at > now - WINDOW)
            .order_by(SignInGuess.at.desc())
            .limit(limit)
        ).all()
        if len(latest) == limit:
            raise TooManyGuesses(latest[-1] + WINDOW - now)


def count(session: Session, guess: Guess, now: dt.datetime) -> None:
    """Count a wrong guess, and forget those that no longer count."""
    session.execute(delete(SignInGuess).where(SignInGuess.at <= now - WINDOW))
    session.execute(
        insert(SignInGuess),
        [{"subject": guess.account, "at": now}, {"subject": guess.address, "at": now}],
    )


def forget(session: Session, guess: Guess) -> None:
    """Start the account's count again: its password was given. The address keeps its own."""
    session.execute(delete(SignInGuess).where(SignInGuess.subject == guess.account))


def _queue(session: Session, guess: Guess) -> None:
    """Make parallel guesses wait for each other. SQLite's writers already do."""
    if session.get_bind().dialect.name != "postgresql":
        return
    keys = sorted(
        int.from_bytes(subject[:8], signed=True) for subject in (guess.account, guess.address)
    )
    for key in keys:
        session.execute(select(func.pg_advisory_xact_lock(key)))


def _network(address: str) -> str:
    try:
        host = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(host, ipaddress.IPv4Address):
        return str(host)
    if host.ipv4_mapped:
        return str(host.ipv4_mapped)
    return str(ipaddress.ip_network((host, 64), strict=False))


def _digest(key: str, text: str) -> bytes:
    return hmac.digest(key.encode(), text.encode(), hashlib.sha256)
