"""What an e-mail address and a name may be, and the one way each is written."""

from __future__ import annotations

import re
import unicodedata

from school.accounts.errors import AccountError
from school.campaign.messages import N_

LONGEST_EMAIL = 254
LONGEST_NAME = 80

_LONGEST_TYPED = 1000  # normalising a long hostile text takes minutes
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def fold_email(text: str) -> str:
    """The key by which an account is looked up, however its address is typed."""
    return unicodedata.normalize("NFKC", text[:_LONGEST_TYPED]).strip().lower()


def read_email(text: str) -> str:
    """The address of a new account, without the space around it.

    Letters outside ASCII are refused: look-alike letters and invisible spaces have let one person
    register as another. Raises AccountError.
    """
    email = text.strip()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise AccountError(
            "email", N_("Write a whole e-mail address, such as first.last@example.com.")
        )
    return email


def read_name(field: str, text: str) -> str:
    """A first or last name on one line, its spaces single. Raises AccountError."""
    name = unicodedata.normalize("NFC", text[:_LONGEST_TYPED])
    if any(unicodedata.category(c) in _REFUSED_CATEGORIES for c in name):
        raise AccountError(field, N_("Write the name on one line, without control characters."))
    name = " ".join(name.split())
    if not name:
        raise AccountError(field, N_("Write the name."))
    if len(name) > LONGEST_NAME:
        raise AccountError(field, N_("Write the name in 80 characters or fewer."))
    return name
