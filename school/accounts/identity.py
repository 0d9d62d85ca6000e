"""Who is here: what a request knows of the person who is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from flask_login import UserMixin


@dataclass(frozen=True)
class Identity(UserMixin):
    """The signed-in person, read once a request. Rights are read from here, never from the cookie.

    `sign_in_id` is the row of this device's session. `viewer` is who sees these pages as this
    student, on that sign-in; None when one sees one's own.
    """

    id: int
    first_name: str
    last_name: str
    email: str
    role: str
    locale: str
    sign_in_id: int
    viewer: Identity | None = None

    @property
    def studies(self) -> bool:
        """Whether they follow the year as a student, rather than teach it or run the school."""
        return self.role == "student"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"
