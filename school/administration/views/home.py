"""Where an administrator arrives."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from school.administration.blueprint import bp
from school.web import access


@bp.get("")
@access.roles("admin")
def home() -> ResponseReturnValue:
    """What there is to administer."""
    return render_template("administration/home.html")
