"""Opening the accounts of many students at once, who have no password yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from school.accounts import passwords
from school.accounts.models import Person, Role
from school.accounts.particulars import fold_email


@dataclass(frozen=True)
class Newcomer:
    """A student to be: an address and names as `particulars` writes them."""

    email: str
    first_name: str
    last_name: str


def create_students(
    session: Session, newcomers: Sequence[Newcomer], now: dt.datetime
) -> Sequence[int]:
    """Open accounts that nobody can sign in to until a password is chosen; gives their ids.

    It is for the caller to tell it in the audit log. Raises IntegrityError when an address has an
    account.
    """
    rows = [
        {
            **vars(newcomer),
            "email_key": fold_email(newcomer.email),
            "role": Role.STUDENT,
            "password_hash": passwords.NONE_YET,
            "created_at": now,
        }
        for newcomer in newcomers
    ]
    session.execute(insert(Person), rows)
    keys = [row["email_key"] for row in rows]
    found = session.execute(select(Person.email_key, Person.id).where(Person.email_key.in_(keys)))
    ids = {row.email_key: row.id for row in found}
    return [ids[key] for key in keys]
