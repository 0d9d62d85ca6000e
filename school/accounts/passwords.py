"""Passwords: how they are kept, and which are refused.

Length is the only demand on form (CNIL recommendation of 21 July 2022: no renewal, and no rule of
composition for those who choose long ones); what guessers try first is refused.
"""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from school.accounts import guessable
from school.campaign.messages import N_

SHORTEST = 12
LONGEST = 200

# OWASP's first choice for Argon2id (Password Storage Cheat Sheet, 2026): 19 MiB, 2 passes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$h0g+PoIykvyVECMmj6mDYg"
    "$2jrmRmui73L5CyfQTAhWoJlVq1yBL2mlnHw7PUmlv04"
)
"""The hash of a random text that was thrown away: an unknown account costs as much as a known."""

NONE_YET = ""
"""What is kept for an account whose person has not chosen a password: none opens it."""


def hash(password: str) -> str:
    """The text to keep for a password."""
    return _hasher.hash(_normal(password))


def verify(kept: str, password: str) -> bool:
    """Whether a password is the one kept. Takes the same time when it is not."""
    try:
        return _hasher.verify(kept, _normal(password))
    except VerifyMismatchError:
        return False


def problem(password: str, *known: str) -> str | None:
    """Why a new password is refused, as an English sentence that pages translate; or None.

    `known` is what others know of the person: names, e-mail address.
    """
    if len(password) > LONGEST:
        return N_("Use 200 characters or fewer.")
    password = _normal(password)
    if len(password) < SHORTEST:
        return N_("Use at least 12 characters: a few words you alone would put together.")
    if guessable.is_regular(password):
        return N_("This password repeats itself or follows the keyboard: it is guessed at once.")
    if guessable.is_common(password):
        return N_("This password is among those tried first: add words you alone would choose.")
    if guessable.is_personal(password, known):
        return N_("This password holds little more than your name or your address.")
    return None


def _normal(password: str) -> str:
    """The same characters whichever keyboard typed them.

    What is longer than any password is cut first: normalising a hostile text takes minutes.
    """
    return unicodedata.normalize("NFC", password[: LONGEST + 1])
