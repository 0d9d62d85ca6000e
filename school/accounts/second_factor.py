"""The second factor of a person: set, checked, its recovery codes renewed, ended."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from school.accounts import throttle, totp
from school.accounts.errors import AccountError, CodeRefused
from school.accounts.models import Person, RecoveryCode, SecondFactor
from school.accounts.throttle import Guess
from school.audit.operations import record
from school.campaign.messages import N_

RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a recovery code is made of, without look-alikes: ten are 49 bits."""


def is_set(session: Session, person_id: int) -> bool:
    """Whether a person has a second factor."""
    return since(session, person_id) is not None


def since(session: Session, person_id: int) -> dt.datetime | None:
    """When a person set their second factor, if they did."""
    return session.scalar(
        select(SecondFactor.created_at).where(SecondFactor.person_id == person_id)
    )


def codes_left(session: Session, person_id: int) -> int:
    """How many recovery codes a person has not used."""
    counted = select(func.count()).where(RecoveryCode.person_id == person_id)
    return session.scalar(counted.select_from(RecoveryCode)) or 0


def set_up(
    session: Session, key: str, person: Person, seed: bytes, typed: str, now: dt.datetime
) -> Sequence[str]:
    """Give a person, held, the second factor whose code they typed; gives their recovery codes.

    Raises AccountError when the code is not the one of the moment, or there is a factor already.
    """
    if is_set(session, person.id):
        raise AccountError("code", N_("Your second factor is set already."))
    secret = totp.secret(key, person.id, seed)
    step = totp.matching_step(secret, _tidy(typed), now)
    if step is None:
        raise AccountError(
            "code",
            N_("This is not the code of the moment: write the one that your app shows now."),
        )
    session.add(SecondFactor(person_id=person.id, seed=seed, last_step=step, created_at=now))
    _record(session, "person.second_factor_set", person, person.id, now)
    return _new_codes(session, key, person.id)


def check(
    session: Session, key: str, person: Person, typed: str, guess: Guess, now: dt.datetime
) -> None:
    """Let a person, held, through who typed their code of the moment, or a recovery code.

    Neither serves twice. Raises CodeRefused, whose count the caller must commit, or
    TooManyGuesses.
    """
    throttle.check(session, guess, now)
    text = _tidy(typed)
    if _is_code(session, key, person.id, text, now):
        throttle.forget(session, guess)
    elif _use_recovery_code(session, key, person.id, text):
        throttle.forget(session, guess)
        _record(session, "person.recovery_code_used", person, person.id, now)
    else:
        throttle.count(session, guess, now)
        raise CodeRefused


def renew_codes(session: Session, key: str, person: Person, now: dt.datetime) -> Sequence[str]:
    """New recovery codes in the place of a person's old ones."""
    _record(session, "person.recovery_codes_renewed", person, person.id, now)
    return _new_codes(session, key, person.id)


def end(session: Session, person: Person, now: dt.datetime, by: int | None = None) -> None:
    """End a person's second factor and what it had given; nothing when they have none."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    ended = delete(SecondFactor).where(SecondFactor.person_id == person.id)
    if session.scalar(ended.returning(SecondFactor.person_id)) is not None:
        _record(session, "person.second_factor_ended", person, by, now)


def _is_code(session: Session, key: str, person_id: int, text: str, now: dt.datetime) -> bool:
    factor = session.get(SecondFactor, person_id, populate_existing=True, with_for_update=True)
    if factor is None:
        return False
    step = totp.matching_step(totp.secret(key, person_id, factor.seed), text, now)
    if step is None or step <= factor.last_step:
        return False
    factor.last_step = step
    return True


def _use_recovery_code(session: Session, key: str, person_id: int, text: str) -> bool:
    used = (
        delete(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.digest == _digest(key, person_id, text),
        )
        .returning(RecoveryCode.id)
    )
    return session.scalar(used) is not None


def _new_codes(session: Session, key: str, person_id: int) -> Sequence[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(person_id=person_id, digest=_digest(key, person_id, each)) for each in codes
    )
    session.flush()
    return [f"{each[:5]}-{each[5:]}" for each in codes]


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(RECOVERY_LENGTH))


def _digest(key: str, person_id: int, text: str) -> bytes:
    return hmac.digest(key.encode(), f"recovery:{person_id}:{text}".encode(), hashlib.sha256)


def _tidy(typed: str) -> str:
    """A code as it is compared: its spaces and dashes say nothing."""
    return re.sub(r"[\s\-]", "", typed[:100]).lower()


def _record(
    session: Session, action: str, person: Person, by: int | None, now: dt.datetime
) -> None:
    record(session, actor_id=by, action=action, subject=("person", person.id), now=now)
