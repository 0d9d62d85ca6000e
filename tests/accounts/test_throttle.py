"""Guesses are counted by account and by address, and the wait has an end."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts import throttle
from school.accounts.models import SignInGuess
from school.accounts.throttle import PER_ACCOUNT, PER_ADDRESS, WINDOW, TooManyGuesses, guess
from tests.factories import NOW

MINUTE = dt.timedelta(minutes=1)


def fail(session: Session, who: throttle.Guess, times: int, at: dt.datetime = NOW) -> None:
    for _ in range(times):
        throttle.check(session, who, at)
        throttle.count(session, who, at)


def test_the_eleventh_guess_of_an_account_waits(session: Session) -> None:
    who = guess("key", "a@example.org", "192.0.2.1")
    fail(session, who, PER_ACCOUNT)
    with pytest.raises(TooManyGuesses) as caught:
        throttle.check(session, who, NOW + MINUTE)
    assert caught.value.wait == WINDOW - MINUTE
    throttle.check(session, guess("key", "b@example.org", "192.0.2.1"), NOW)


def test_another_address_is_no_way_round(session: Session) -> None:
    for number in range(PER_ACCOUNT):
        fail(session, guess("key", "a@example.org", f"192.0.2.{number}"), 1)
    with pytest.raises(TooManyGuesses):
        throttle.check(session, guess("key", "a@example.org", "192.0.2.99"), NOW)


def test_another_account_is_no_way_round(session: Session) -> None:
    for number in range(PER_ADDRESS):
        fail(session, guess("key", f"{number}@example.org", "192.0.2.1"), 1)
    with pytest.raises(TooManyGuesses):
        throttle.check(session, guess("key", "new@example.org", "192.0.2.1"), NOW)
    throttle.check(session, guess("key", "new@example.org", "192.0.2.2"), NOW)


def test_guesses_stop_counting_one_by_one(session: Session) -> None:
    who = guess("key", "a@example.org", "192.0.2.1")
    fail(session, who, 1)
    fail(session, who, PER_ACCOUNT - 1, NOW + 5 * MINUTE)
    with pytest.raises(TooManyGuesses):
        throttle.check(session, who, NOW + WINDOW - MINUTE)
    fail(session, who, 1, NOW + WINDOW)
    with pytest.raises(TooManyGuesses) as caught:
        throttle.check(session, who, NOW + WINDOW)
    assert caught.value.wait == 5 * MINUTE


def test_the_right_password_clears_the_account_but_not_the_address(session: Session) -> None:
    who = guess("key", "a@example.org", "192.0.2.1")
    fail(session, who, PER_ACCOUNT - 1)
    throttle.forget(session, who)
    fail(session, who, PER_ACCOUNT)
    counted = select(func.count()).where(SignInGuess.subject == who.address)
    assert session.scalar(counted) == 2 * PER_ACCOUNT - 1


def test_what_no_longer_counts_is_deleted(session: Session) -> None:
    fail(session, guess("key", "a@example.org", "192.0.2.1"), 3)
    fail(session, guess("key", "b@example.org", "192.0.2.2"), 1, NOW + WINDOW)
    assert session.scalar(select(func.count()).select_from(SignInGuess)) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("unix:", "192.0.2.1", False),
    ],
)
def test_an_ipv6_subscriber_is_one_address(one: str, other: str, same: bool) -> None:
    digests = [guess("key", "a@example.org", address).address for address in (one, other)]
    assert (digests[0] == digests[1]) is same


def test_the_digests_need_the_key() -> None:
    assert guess("key", "a@example.org", None) != guess("other", "a@example.org", None)
