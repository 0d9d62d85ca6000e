"""Every setting: its SCHOOL_… variable, its type, its default, and one line of why."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

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
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/?#\s]+$",
        description="address of this site that mails lead to, such as https://ecole.example.org",
    )
    smtp_url: str | None = Field(
        default=None,
        pattern=r"^smtps?://([^@/\s]+@)?[^@/:\s]+:\d+$",
        description="mail server; without one, mails are kept as files in the instance folder",
    )
    mail_from: str = Field(
        default="ffollozz <ecole@ffollozz.example>",
        pattern=r"^([^<>@\s][^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$",
        description="whom mails are from: an address, or a name and an address in angles",
    )

    second_factor: Literal["required", "offered"] | None = Field(
        default=None,
        description="whether instructors and admins must give a code after their password; "
        "required in production, offered elsewhere by default",
    )

    log: Literal["text", "json"] = Field(
        default="text", description="json writes each request and each fault as a line of JSON"
    )

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, url: str | None) -> str | None:
        if url is not None and not _has_a_driver(url):
            raise ValueError(
                "is not the address of a database: write sqlite:////path/to/file or "
                "postgresql+psycopg://user:password@host/name"
            )
        return url

    @property
    def sqlalchemy_url(self) -> str:
        """The database to use."""
        return self.database_url or f"sqlite:///{self.instance.resolve() / 'school.sqlite3'}"

    @property
    def hosts(self) -> list[str] | None:
        """The host names that requests may name, or None for any."""
        return [h.strip() for h in self.trusted_hosts.split(",")] if self.trusted_hosts else None

    @property
    def outbox(self) -> Path:
        """The folder where mails are kept when there is no mail server."""
        return self.instance / "outbox"

    def address(self) -> str:
        """The address of this site in mails, never taken from a request. Raises SettingsError."""
        if self.public_url:
            return self.public_url
        if self.env == "production":
            raise SettingsError(
                f"{PREFIX}PUBLIC_URL is missing: in production, give the address of this site that "
                "mails lead to, such as https://ecole.example.org"
            )
        return "http://127.0.0.1:8000"

    @property
    def second_factor_required(self) -> bool:
        """Whether staff without a second factor may do nothing but set it."""
        by_default = "required" if self.env == "production" else "offered"
        return (self.second_factor or by_default) == "required"

    def make_instance(self) -> None:
        """Make the instance folder when it is missing. Raises SettingsError when it cannot be."""
        try:
            self.instance.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"{PREFIX}INSTANCE: the folder {self.instance} cannot be made "
                f"({error.strerror}): name one that can be written to"
            ) from None
        if not os.access(self.instance, os.W_OK):
            raise SettingsError(
                f"{PREFIX}INSTANCE: {self.instance} cannot be written to: give its rights to the "
                "user that runs this, or name another folder"
            )

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
        raise SettingsError("\n".join(map(_sentence, error.errors()))) from None


def _sentence(fault: ErrorDetails) -> str:
    name = f"{PREFIX}{'.'.join(map(str, fault['loc'])).upper()}"
    if fault["type"] == "extra_forbidden":
        known = ", ".join(f"{PREFIX}{each.upper()}" for each in Settings.model_fields)
        return f"{name} is no setting: unset it, or use one of {known}"
    return f"{name}: {fault['msg'].removeprefix('Value error, ')}"


def _has_a_driver(url: str) -> bool:
    try:
        address = make_url(url)
        address.get_dialect().import_dbapi()
    except (ArgumentError, ImportError, ValueError):
        return False
    return address.get_backend_name() in ("sqlite", "postgresql")
