"""Every setting: its SCHOOL_… variable, its type, its default, and one line of why."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

PREFIX = "SCHOOL_"
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """Settings that cannot be used; names every variable at fault."""


class Settings(BaseModel):
    """The settings of one process, read from SCHOOL_… environment variables."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    env: Literal["development", "production", "test"] = Field(
        default="development",
        description="production refuses demo accounts and asks for a secret key",
    )
    instance: Path = Field(
        default=ROOT / "instance",
        description="folder of the embedded database, of generated secrets, of files made at start",
    )
    database_url: str | None = Field(
        default=None,
        description="SQLAlchemy URL; an SQLite file under the instance folder by default",
    )
    secret_key: str | None = Field(
        default=None,
        min_length=32,
        description="signs cookies and seeds the draws; kept for good",
    )
    content: Path = Field(
        default=ROOT / "content", description="folder of the curriculum, in Markdown"
    )
    trusted_hosts: str | None = Field(
        default=None,
        description="comma-separated host names that requests may name; any when unset",
    )
    proxies: int = Field(
        default=0, ge=0, le=5, description="how many reverse proxies in front set X-Forwarded-…"
    )
    idle_hours: int = Field(
        default=12,
        ge=1,
        le=720,
        description="hours without a request after which a sign-in ends",
    )
    session_days: int = Field(
        default=30, ge=1, le=365, description="days after which a sign-in ends whatever its use"
    )

    @property
    def sqlalchemy_url(self) -> str:
        """The database to use."""
        return self.database_url or f"sqlite:///{self.instance.resolve() / 'school.sqlite3'}"

    @property
    def hosts(self) -> list[str] | None:
        """The host names that requests may name, or None for any."""
        return [h.strip() for h in self.trusted_hosts.split(",")] if self.trusted_hosts else None

    def signing_key(self) -> str:
        """The secret key: as given, or made once and kept in the instance folder."""
        if self.secret_key:
            return self.secret_key
        if self.env == "production":
            raise SettingsError(
                f"{PREFIX}SECRET_KEY is missing: in production, give 32 random characters or more"
            )
        return _kept_key(self.instance / "secret-key")


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from SCHOOL_… variables. Raises SettingsError naming each one at fault."""
    given: dict[str, Any] = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and value
    }
    try:
        return Settings(**given)
    except ValidationError as error:
        lines = [
            f"{PREFIX}{'.'.join(map(str, fault['loc'])).upper()}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from None
