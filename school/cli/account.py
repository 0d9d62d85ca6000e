"""`flask account …`: opening accounts, listing them, renewing passwords, refusing people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.orm import Session

from school.accounts import operations, queries
from school.accounts.errors import AccountError
from school.accounts.models import Role
from school.extensions import db
from school.web.clock import now

Command = TypeVar("Command", bound=Callable[..., Any])

account = AppGroup("account", help="Open accounts, list them, renew passwords, refuse people.")


def password_option(command: Command) -> Command:
    """Let a script give the password; nobody writes it in a command that others can list."""
    return click.option(
        "--password-stdin",
        is_flag=True,
        help="Read the password from standard input instead of asking for it.",
    )(command)


@account.command("create")
@click.option("--email", required=True)
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@password_option
def create(email: str, first_name: str, last_name: str, role: str, password_stdin: bool) -> None:
    """Open an account. Asks for its password."""
    password = _read_password(password_stdin)
    with _writing() as session:
        person = operations.create_person(
            session,
            email=email,
            first_name=first_name,
            last_name=last_name,
            role=role,
            password=password,
            now=now(),
        )
        created = f"{person.email} can sign in as {person.role}."
    click.echo(created)


@account.command("list")
def show() -> None:
    """List the accounts."""
    table = Table("e-mail", "first name", "last name", "role", "may sign in")
    for line in queries.accounts(db.session()):
        cells = (line.email, line.first_name, line.last_name, line.role)
        table.add_row(*map(Text, cells), "yes" if line.active else "no")
    Console().print(table)


@account.command("password")
@click.argument("email")
@password_option
def password(email: str, password_stdin: bool) -> None:
    """Renew an account's password and sign it out everywhere. Asks for the password."""
    new = _read_password(password_stdin)
    with _writing() as session:
        operations.set_password(session, operations.find_person(session, email), new, now())
    click.echo(f"{email} has a new password and is signed out everywhere.")


@account.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Refuse a person from now on, and sign them out everywhere. Nothing of theirs is deleted."""
    _set_active(email, False)
    click.echo(f"{email} can no longer sign in.")


@account.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let a disabled person sign in again."""
    _set_active(email, True)
    click.echo(f"{email} can sign in.")


@account.command("end-second-factor")
@click.argument("email")
def end_second_factor(email: str) -> None:
    """Let somebody who has lost their phone sign in by their password alone, and set another."""
    with _writing() as session:
        operations.end_second_factor(session, operations.find_person(session, email), now())
    click.echo(f"{email} is signed out, and has no second factor any more.")


def _set_active(email: str, active: bool) -> None:
    with _writing() as session:
        operations.set_active(session, operations.find_person(session, email), active, now())


def _read_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return answer


@contextmanager
def _writing() -> Iterator[Session]:
    """Commit what the block did; tell what it was refused, with exit code 1."""
    try:
        yield db.session()
    except AccountError as error:
        db.session.rollback()
        raise click.ClickException(str(error)) from None
    db.session.commit()
