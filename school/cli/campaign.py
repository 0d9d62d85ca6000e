"""`flask campaign …`: the campaign model on the command line. Needs no database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table

from school.campaign.files import Request, as_json, read
from school.campaign.outcome import outcome as compute
from school.campaign.plan import PlanError
from school.campaign.uncertainty import simulate
from school.curriculum.yaml import load

campaign = AppGroup("campaign", help="The campaign model on the command line.")

LARGEST_FILE = 64 * 1024


@campaign.command("outcome")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "printed_as_json", is_flag=True, help="Print the outcome as JSON.")
def outcome(file: Path, printed_as_json: bool) -> None:
    """Compute what the plan in FILE (YAML) is expected to bring.

    FILE holds a `brief`, a list of `creators`, and optionally `draws` and `seed` for ranges; what
    is left out takes its default.
    """
    request = _read(file)
    ranges = simulate(request.plan, request.draws, request.seed) if request.draws else None
    result = as_json(compute(request.plan), ranges)
    if printed_as_json:
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        Console().print(_table(result))


def _read(file: Path) -> Request:
    if file.stat().st_size > LARGEST_FILE:
        raise click.ClickException(f"{file}: larger than {LARGEST_FILE // 1024} KB")
    try:
        loaded = load(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not text in UTF-8: {error}") from None
    faults = [
        (fault.line, f"{fault.field}: {fault.what}: {fault.remedy}") for fault in loaded.faults
    ]
    if not faults:
        try:
            return read(loaded.values or None)
        except PlanError as error:
            faults = [(_line(loaded.lines, each.field), str(each)) for each in error.problems]
    raise click.ClickException("\n".join(f"{file}:{line}: {what}" for line, what in sorted(faults)))


def _line(lines: Mapping[str, int], field: str) -> int:
    """The line of a field, or of what should hold it."""
    while field and field not in lines:
        field = field.rpartition(".")[0]
    return lines.get(field, 1)


def _table(result: dict[str, Any]) -> Table:
    table = Table("measure", "expected", "P5", "P50", "P95")
    ranges = result.pop("ranges", {})
    for name, value in _flat(result):
        spread = ranges.get(name.replace(".", "_"), {})
        cells = [spread.get(p) for p in ("p5", "p50", "p95")]
        table.add_row(name, _figure(value), *map(_figure, cells))
    return table


def _flat(result: dict[str, Any], prefix: str = "") -> list[tuple[str, float | None]]:
    rows: list[tuple[str, float | None]] = []
    for name, value in result.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{prefix}{name}.")
        else:
            rows.append((f"{prefix}{name}", value))
    return rows


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,.3f}"
