"""`flask content …`: checking, importing and exporting the curriculum."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from rich.console import Console
from rich.text import Text

from school.cli.trials import show_trials, show_warnings
from school.curriculum.problems import CurriculumError, Problem
from school.extensions import db
from school.publishing.contents import report_folder
from school.publishing.exports import ExportError, export_folder
from school.publishing.imports import ImportReport, import_folder
from school.settings import Settings
from school.web.clock import now

HAS_PROBLEMS = 1
HAS_CONFLICTS = 3
"""Click's own exit code for a wrong command line is 2."""

content = AppGroup("content", help="Check, import and export the curriculum.")
folder = click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))


@content.command("check")
@folder
@click.option("--json", "as_json", is_flag=True, help="Print what is found as JSON.")
@click.option("--report", "in_full", is_flag=True, help="Tell how made-up students did.")
def check(folder: Path | None, as_json: bool, in_full: bool) -> None:
    """Find every problem of a folder of Markdown; exit 1 when there is one.

    Made-up students play the exercises once nothing else is wrong. Warnings change nothing to the
    exit code. Needs no database. DIR is SCHOOL_CONTENT by default.
    """
    path = _folder(folder)
    with _working("Checking"):
        report = report_folder(path)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        if in_full:
            show_trials(report.trials)
        if report.problems:
            _show_problems(report.problems)
        else:
            click.echo(f"No problem in {path}.")
        show_warnings(report.warnings())
    if report.problems:
        sys.exit(HAS_PROBLEMS)


@content.command("import")
@folder
def import_(folder: Path | None) -> None:
    """Publish a folder of Markdown, whole or not at all.

    Exits 1 when it has problems: nothing is then imported. Exits 3 when something was edited since
    the last import: that is kept as it is published, and the rest is imported. DIR is
    SCHOOL_CONTENT by default.
    """
    path = _folder(folder)
    try:
        with _working("Importing"):
            report = import_folder(db.session(), path, now())
            db.session.commit()
    except CurriculumError as error:
        _show_problems(error.problems)
        click.echo("Nothing was imported.")
        sys.exit(HAS_PROBLEMS)
    _show_report(report)
    if report.conflicts:
        sys.exit(HAS_CONFLICTS)


@content.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def export(folder: Path) -> None:
    """Write what is published to a folder, byte for byte.

    DIR must be new or empty, or hold an earlier export in which nothing was changed.
    """
    try:
        written = export_folder(db.session(), folder)
    except ExportError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{_count(len(written), 'file')} written to {folder}.")


def _folder(given: Path | None) -> Path:
    settings: Settings = current_app.extensions["settings"]
    return given or settings.content


def _working(doing: str) -> AbstractContextManager[object]:
    return Console(stderr=True).status(f"{doing} the curriculum…")


def _show_problems(problems: Sequence[Problem]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    files = 0
    for file, found in groupby(problems, key=lambda problem: problem.file):
        files += 1
        console.print(Text(file, style="bold"))
        for problem in found:
            place = Text(f"{problem.file}:{problem.line}: ", style="dim")
            what = Text.assemble((f"{problem.field}: ", "cyan"), problem.what)
            console.print(place + what + Text(f" → {problem.remedy}", style="green"))
        console.print()
    click.echo(f"{_count(len(problems), 'problem')} in {_count(files, 'file')}.")


def _show_report(report: ImportReport) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for name, style, paths in (
        ("created", "green", report.created),
        ("changed", "green", report.changed),
        ("moved", "green", report.moved),
        ("withdrawn", "yellow", report.withdrawn),
        ("conflict", "red", report.conflicts),
    ):
        for path in paths:
            console.print(Text.assemble((f"{name:<10}", style), path))
    console.print(f"{_count(len(report.unchanged), 'file')} unchanged.")
    if report.conflicts:
        console.print(
            "In conflict: edited since the last import, and kept as published. Run "
            "`flask content export` to another folder, copy these files from there and import "
            "them; then change them again if need be."
        )


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
