"""`flask demo …`: a school to try, with accounts of each role. Refused in production."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import upgrade
from rich.console import Console
from rich.table import Table

from school.cli.doctor import warnings
from school.cohorts import demo as demo_cohort
from school.curriculum.problems import CurriculumError
from school.extensions import db
from school.publishing.imports import import_folder
from school.settings import Settings
from school.web.clock import now, today

demo = AppGroup("demo", help="A school to try, with accounts of each role. Refused in production.")
console = Console(stderr=True, highlight=False)


@demo.command("accounts")
@click.option("--json", "as_json", is_flag=True, help="Print the accounts as JSON.")
@with_appcontext
def accounts(as_json: bool) -> None:
    """Create the demo cohort and its accounts when they are missing, and print them."""
    _refuse_in_production()
    people = _create_accounts()
    if as_json:
        click.echo(json.dumps({"accounts": people}, ensure_ascii=False, indent=2))
    else:
        _show(people)


@demo.command("run")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@with_appcontext
def run(port: int) -> None:
    """Migrate, import the curriculum, create the demo accounts, and serve."""
    _refuse_in_production()
    with _step("Migrating the database"):
        upgrade()
    with _step("Importing the curriculum"):
        _import_curriculum()
    with _step("Creating the demo accounts"):
        people = _create_accounts()
    for warning in warnings(current_app.extensions["settings"]):
        console.print(f"[yellow]! {warning}[/]")
    db.engine.dispose()
    _show(people)
    os.environ.setdefault("SCHOOL_PUBLIC_URL", f"http://127.0.0.1:{port}")
    _send_mails()
    console.print(f"\n  [bold]http://127.0.0.1:{port}[/]   (Ctrl+C stops)\n")
    os.execv(sys.executable, server_command(port))  # noqa: S606  # no shell, nothing typed


def server_command(port: int) -> list[str]:
    """The production server: two workers of one thread, as measured in docs/decisions.

    A terminal's Ctrl+C reaches the workers twice, once by itself and once by their parent, after
    which some never end (granian 2.8): their parent waits for them 3 s.
    """
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2"]
    command += ["--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    command += ["--workers-kill-timeout", "3"]
    return [*command, "--host", "127.0.0.1", "--port", str(port), "wsgi:app"]


def _send_mails() -> None:
    """Send mails beside the server for as long as it lives, which keeps this process's number."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "mail", "send"]
    subprocess.Popen([*command, "--watch", "--parent", str(os.getpid())])  # noqa: S603  # our own


def _import_curriculum() -> None:
    settings: Settings = current_app.extensions["settings"]
    try:
        import_folder(db.session(), settings.content, now())
    except CurriculumError as error:
        db.session.rollback()
        raise click.ClickException(f"the curriculum has problems:\n{error}") from None
    db.session.commit()


def _create_accounts() -> list[dict[str, Any]]:
    people = demo_cohort.create(db.session(), now(), today())
    db.session.commit()
    return people


def _refuse_in_production() -> None:
    settings: Settings = current_app.extensions["settings"]
    if settings.env == "production":
        raise click.ClickException(
            "demo accounts are refused when SCHOOL_ENV=production: their passwords are public"
        )


@contextmanager
def _step(name: str) -> Iterator[None]:
    with console.status(f"{name}…"):
        yield
    console.print(f"[green]✓[/] {name}")


def _show(people: list[dict[str, Any]]) -> None:
    table = Table("role", "e-mail", "password", title="Demo accounts", title_justify="left")
    for person in people:
        table.add_row(person["role"], person["email"], person["password"])
    console.print(table)
