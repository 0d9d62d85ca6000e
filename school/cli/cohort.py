"""`flask cohort …`: enrolling the students of a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from school.cohorts import enrolment, planning, queries
from school.cohorts.errors import CohortError
from school.cohorts.planning import Move, Plan
from school.cohorts.roster import reading
from school.cohorts.roster.contract import Problem, Roster
from school.extensions import db
from school.web.clock import now

HAS_PROBLEMS = 1
SHOWN = 20
"""People named under each heading."""

cohort = AppGroup("cohort", help="Enrol students in cohorts.")


@cohort.command("enrol")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--cohort", "name", required=True, help="The name of the cohort, or its number.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
@click.option(
    "--leave-missing", is_flag=True, help="Whoever of the cohort is not in the list leaves it."
)
@click.option("--invite", is_flag=True, help="Invite those who are new by mail.")
def enrol(
    files: Sequence[Path], name: str, dry_run: bool, leave_missing: bool, invite: bool
) -> None:
    """Enrol the students of a file in a cohort, whole or not at all.

    FILE is CSV, .xlsx, or OneRoster 1.2: a ZIP, or users.csv and enrollments.csv. Exits 1 with
    every problem of the file when it has some: nothing is then done. Done again, it changes
    nothing.
    """
    roster = reading.read([_read(file) for file in files])
    session = db.session()
    try:
        found = enrolment.lock(session, _find(session, name))
        plan = planning.plan(session, roster, found.id, missing_leave=leave_missing)
    except CohortError as error:
        raise click.ClickException(str(error)) from None
    _show(roster, plan)
    if plan.problems:
        click.echo("Nothing was done: correct the list, then give it again.")
        sys.exit(HAS_PROBLEMS)
    if dry_run:
        click.echo("Nothing was done: this was a dry run.")
    elif plan.changes:
        _apply(session, plan, invite)
    else:
        click.echo("Everybody is as the list says: nothing was changed.")


def _read(file: Path) -> reading.File:
    with file.open("rb") as content:
        return reading.File(file.name, content.read(reading.LARGEST + 1))


def _find(session: Session, name: str) -> int:
    """The id of a cohort by its name or its number."""
    there = queries.cohorts(session)
    found = [each for each in there if each.name == name.strip()]
    found += [each for each in there if str(each.id) == name.strip()]
    if not found:
        known = ", ".join(f"{each.name} ({each.id})" for each in there) or "none yet"
        raise click.ClickException(f"No cohort is called {name}. There are: {known}.")
    return found[0].id


def _apply(session: Session, plan: Plan, invite: bool) -> None:
    try:
        with _bar() as bar:
            task = bar.add_task("Enrolling", total=plan.changes)
            for done in enrolment.apply(session, plan, by=None, now=now(), invite=invite):
                bar.update(task, completed=done)
            session.commit()
    except IntegrityError:
        session.rollback()
        raise click.ClickException(
            "Somebody opened one of these accounts meanwhile: nothing was done. Start again."
        ) from None
    click.echo(f"Done: {plan.changes} changed, {len(plan.kept)} left as they were.")


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True))


def _show(roster: Roster, plan: Plan) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if roster.ignored:
        console.print(Text(f"Columns passed over: {_plain(', '.join(roster.ignored))}."))
    for problem in roster.passed_over:
        console.print(Text.assemble(("passed over  ", "dim"), _sentence(problem)))
    for problem in plan.problems:
        console.print(Text.assemble(("problem  ", "red"), _sentence(problem)))
    for heading, moves in (
        ("new account", plan.created),
        ("joins", plan.joined),
        ("moves", plan.moved),
        ("leaves", plan.left),
        ("not in the list, stays", plan.missing),
    ):
        for line in _lines(moves, plan.cohort_id):
            console.print(Text.assemble((f"{heading:<24}", "green"), line))
    console.print(f"{len(plan.kept)} already as the list says.")


def _lines(moves: Sequence[Move], here: int) -> Iterator[str]:
    for move in moves[:SHOWN]:
        place = f", from {move.cohort}" if move.cohort_id not in (None, here) else ""
        yield f"{move.first_name} {move.last_name} <{move.email}>{place}"
    if len(moves) > SHOWN:
        yield f"and {len(moves) - SHOWN} more"


def _sentence(problem: Problem) -> str:
    place = ":".join(filter(None, (problem.place.file, str(problem.place.line or ""))))
    given = f" (“{problem.given}”)" if problem.given else ""
    said = problem.sentence % problem.values if problem.values else problem.sentence
    field = f"{problem.field}{given}: " if problem.field else ""
    return _plain(f"{place}: {field}{said}")


def _plain(text: str) -> str:
    """Without what a terminal would obey."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)
