"""How made-up students did at the exercises, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from school.curriculum.lint import Tried
from school.curriculum.problems import Problem

COLUMNS = ("mean", "min", "max", "passes")


def show_trials(trials: Sequence[Tried]) -> None:
    """A table: for each exercise and player, scores from 0 to 1 and the share of passes."""
    table = Table("", box=None, pad_edge=False)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for tried in trials:
        table.add_row(
            Text.assemble((tried.trial.exercise, "bold"), (f" {tried.trial.kind}", "dim"))
        )
        for player, result in tried.trial.results.items():
            scores = (f"{score:.2f}" for score in (result.mean, result.least, result.most))
            table.add_row(f"  {player}", *scores, f"{result.passes:.0%}")
    console = Console(highlight=False)
    console.print(table, width=max(console.width, 80))


def show_warnings(warnings: Sequence[Problem]) -> None:
    """What to weigh, a line each."""
    console = Console(highlight=False, soft_wrap=True)
    for warning in warnings:
        place = Text(f"{warning.file}:{warning.line}: ", style="dim")
        what = Text.assemble((f"{warning.field}: ", "yellow"), warning.what)
        console.print(place + what + Text(f" → {warning.remedy}", style="green"))
