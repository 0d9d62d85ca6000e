"""Codes are those that every authenticator app computes, and hold for a clock that drifts."""

from __future__ import annotations

import datetime as dt

import pytest

from school.accounts import totp

RFC_SECRET = b"12345678901234567890"
NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B gives eight digits; apps show the last six."""
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    assert totp.code(RFC_SECRET, totp.step_of(moment)) == code[2:]


@pytest.mark.parametrize(
    ("periods", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_drift_by_one_period(periods: int, accepted: bool) -> None:
    step = totp.step_of(NOW) + periods
    found = totp.matching_step(RFC_SECRET, totp.code(RFC_SECRET, step), NOW)
    assert found == (step if accepted else None)


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "\udcff", "abcdef", "0" * 100])
def test_what_is_no_code_opens_nothing(typed: str) -> None:
    assert totp.matching_step(RFC_SECRET, typed.encode(errors="replace").decode(), NOW) is None


def test_a_secret_is_a_person_s_own_and_needs_the_key_of_the_server() -> None:
    seed = totp.new_seed()
    secrets = {totp.secret(key, person, seed) for key in ("a", "b") for person in (1, 2)}
    assert len(secrets) == 4
    assert {len(each) for each in secrets} == {20}
