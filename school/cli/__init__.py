"""The command line: `flask content …`, `flask account …`, `flask campaign …` and the rest."""

from __future__ import annotations

from flask import Flask

from school.cli.account import account
from school.cli.audit import audit
from school.cli.backup import backup
from school.cli.campaign import campaign
from school.cli.cohort import cohort
from school.cli.content import content
from school.cli.demo import demo
from school.cli.doctor import doctor
from school.cli.draft import draft
from school.cli.faults import tell_instead_of_trace
from school.cli.mail import mail
from school.cli.privacy import privacy
from school.cli.progress import progress


def init_app(app: Flask) -> None:
    """Add the school's commands to `flask`."""
    for command in (
        account,
        audit,
        backup,
        campaign,
        cohort,
        content,
        demo,
        doctor,
        draft,
        mail,
        privacy,
        progress,
    ):
        app.cli.add_command(command)
    tell_instead_of_trace(app.extensions["settings"])
