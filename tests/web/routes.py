"""Every rule of the application, with an address that it answers to."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from school.database import SAFE_METHODS

EXAMPLES = {"int": 1, "float": 1.0, "uuid": uuid.UUID(int=1)}


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each rule and an address of it."""
    for rule in app.url_map.iter_rules():
        yield rule, _address(app, rule)


def unsafe(app: Flask) -> list[tuple[str, str]]:
    """Each method and address that may change something."""
    return [
        (method, address)
        for rule, address in rules(app)
        for method in sorted((rule.methods or set()) - SAFE_METHODS)
    ]


def _address(app: Flask, rule: Rule) -> str:
    values = {
        argument: next(
            (
                value
                for name, value in EXAMPLES.items()
                if type(rule._converters[argument]) is app.url_map.converters[name]
            ),
            "x",
        )
        for argument in rule.arguments
    }
    built = rule.build(values)
    assert built is not None
    return built[1]
