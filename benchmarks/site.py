"""The site that is measured: the real curriculum, a cohort of students, and their sessions."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from school.app import create_app
from school.extensions import db
from school.learning.lab.fields import LINES
from school.publishing import catalogue
from school.publishing.imports import import_folder
from school.settings import ROOT, Settings
from tests import factories
from tests.statements import Statements

STUDENTS = 64
LESSON = "roi-collaboration"
EXERCISE = "banc-marge"
UNLIMITED = """---
id: banc
title: Banc d'essai
minutes: 5
objectives:
  - Répondre sans limite d'essais
skills: [{skill}]
requires: []
checked: {today}
sources:
  - {{title: "Exemple"}}
---
# Banc d'essai

```exercise numeric banc-marge
params: {{ventes: 60..160, panier: [35, 49, 59]}}
answer: ventes * panier
unit: "€"
decimals: 0
tolerance: {{rel: 1%}}
tries: 0
---
{{{{ ventes }}}} ventes à {{{{ panier | eur }}}} : quel chiffre d'affaires ?

> [!SOLUTION]
> {{{{ answer | eur }}}}
```
"""

MOVE = f"boxes=1&{'&'.join(f'{line.formats_field}=reel' for line in LINES)}"
"""What the laboratory's form sends at each move, but for the counts and for fields left alone."""

_WRONG = itertools.count(1)
"""Answers that are never right, and never the same twice, which would not count as a try."""


@dataclass(frozen=True)
class Route:
    """One thing measured: its name, its path, and what is posted to it (empty for a page).

    In a body, `{100}` stands for a number from 0 to 100, another at each request.
    """

    name: str
    path: str
    body: str = ""


class Site:
    """A fresh site in a folder, ready to be served by any number of processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.environment = {
            "SCHOOL_INSTANCE": str(folder),
            "SCHOOL_ENV": "test",
            "SCHOOL_SECRET_KEY": "a secret key that only benchmarks use",
        }
        settings = Settings(
            env="test", instance=folder, secret_key=self.environment["SCHOOL_SECRET_KEY"]
        )
        self._app = create_app(settings)
        with self._app.app_context(), Session(db.engine) as session:
            upgrade()
            self._publish(session)
            accounts = [factories.make_person(session) for _ in range(STUDENTS)]
            factories.make_cohort(session, *accounts)
            self._revision = catalogue.current(session).exercises[EXERCISE].lesson.revision_id
        self._clients = [factories.sign_in(self._app.test_client(), a) for a in accounts]

    def routes(self) -> tuple[Route, ...]:
        """What is measured."""
        body = f"draw=1&revision={self._revision}"
        return (
            Route("lesson", f"/lecons/{LESSON}"),
            Route("parcours", "/parcours"),
            Route("submission", f"/exercices/{EXERCISE}/essais", body),
            Route(
                "lab_live", "/laboratoire/apercu", f"{MOVE}&count.nano={{100}}&count.micro={{25}}"
            ),
        )

    def students(self, route: Route) -> Path:
        """The file that tells the load generator who asks: cookie, CSRF token, body."""
        path = self._folder / f"{route.name}.tsv"
        lines = []
        for client in self._clients:
            token = factories.csrf(client, "/parcours")
            lines.append(f"{_cookies(client)}\t{token}\t{route.body}\n")
        path.write_text("".join(lines))
        return path

    def statements(self, route: Route) -> int:
        """How many SQL statements one request of a warm process sends."""
        client, app = self._clients[0], self._app
        token = factories.csrf(client, "/parcours")
        _ask(client, route, token)
        with app.app_context():
            statements = Statements(db.engine)
        with statements:
            _ask(client, route, token)
        return len(statements)

    def _publish(self, session: Session) -> None:
        content = self._folder / "content"
        shutil.copytree(ROOT / "content", content)
        today = dt.datetime.now(dt.UTC).date()
        text = UNLIMITED.format(skill="roi", today=today)
        next(content.glob("01-*")).joinpath("99-banc.md").write_text(text, encoding="utf-8")
        import_folder(session, content, dt.datetime.now(dt.UTC))
        session.commit()


def _cookies(client: FlaskClient) -> str:
    cookies = (client.get_cookie("ffollozz"),)
    return "; ".join(f"{c.key}={c.value}" for c in cookies if c is not None)


def _ask(client: FlaskClient, route: Route, token: str) -> None:
    if not route.body:
        response = client.get(route.path)
    else:
        response = client.post(
            route.path,
            data=f"{re.sub('[{}]', '', route.body)}&answer={next(_WRONG)}&key={uuid.uuid4()}",
            content_type="application/x-www-form-urlencoded",
            headers={"X-CSRFToken": token, "HX-Request": "true"},
        )
    if response.status_code != 200:
        raise SystemExit(f"{route.name} answered {response.status_code}: {response.text[:500]}")
