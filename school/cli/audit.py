"""`flask audit …`: is the audit log what was written?"""

from __future__ import annotations

import re
import sys

import click
from flask.cli import AppGroup, with_appcontext

from school.audit.verification import verify as verify_log
from school.audit.walk import Point
from school.extensions import db

audit = AppGroup("audit", help="The log of what was done, each line tied to the one before it.")


class _Noted(click.ParamType[Point]):
    """NUMBER:DIGEST, as `verify` prints it."""

    name = "number:digest"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Point:
        """The place and the digest that were noted."""
        if not re.fullmatch(r"\d{1,9}:[0-9a-f]{64}", value, re.ASCII):
            self.fail("write what `flask audit verify` printed, such as 12:9f86d0…", param, ctx)
        number, digest = value.split(":")
        return Point(int(number), bytes.fromhex(digest))


@audit.command("verify")
@click.option("--expect", "noted", type=_Noted(), help="What an earlier `verify` printed.")
@with_appcontext
def verify(noted: Point | None) -> None:
    """Check each line against the one before it; print each fault and exit 1 if there is one.

    Prints where the log ends and the digest there: note it elsewhere, for `--expect` later. Only
    that shows a log that somebody rewrote to its end.
    """
    verdict = verify_log(db.session(), noted)
    for fault in verdict.faults:
        click.echo(str(fault))
    if verdict.faults:
        click.echo(f"{len(verdict.faults)} fault(s) in the audit log")
        sys.exit(1)
    click.echo(f"the audit log is whole; it ends at\n{verdict.last}")
