"""The administrator's addresses, all under `/administrer`."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint(
    "administration",
    "school.administration",
    url_prefix="/administrer",
    template_folder="templates",
)
