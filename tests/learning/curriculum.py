"""A small curriculum with every kind of exercise, and ways to answer it as a student does.

Its secrets are canaries: words and numbers that no page may hold before they are due.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.exercises.contract import Variant
from school.learning.draws import Student
from school.publishing import catalogue
from tests.conftest import SECRET
from tests.factories import Account, csrf

HTMX = {"HX-Request": "true"}

PROGRAMME = """\
---
title: Responsable marketing d'influence
weeks: 36
blocks:
  - {id: BC1, title: Comprendre}
  - {id: BC4, title: Mesurer}
skills:
  - {id: palier, title: "Choisir un palier", block: BC1}
  - {id: roi, title: "Calculer un ROI", block: BC4}
modules:
  - {id: essentiel, title: L'essentiel, summary: "Le début.", weeks: [1, 3]}
  - {id: paliers, title: Paliers, summary: "La suite.", weeks: [4, 6]}
mistakes:
  somme: "Ajouter au lieu de multiplier."
---
L'année.
"""

MODULE = """\
---
id: essentiel
title: L'essentiel
summary: Le début.
---
Pour commencer.
"""

FRONT = """\
---
id: {id}
title: {title}
minutes: {minutes}
objectives:
  - Savoir
skills: [roi]
requires: [{requires}]
checked: 2026-11-20
sources:
  - {{title: "Source citée", url: "https://example.org/source"}}
---
"""

# 7717 and 3313 are drawn for everybody, so that the secrets they make are the same for all.
NUMERIC = """\
```exercise numeric ca
params: {ventes: 7717, panier: 3313, hasard: 100000..900000}
let: {cache: ventes * 1000 + 7}
answer: ventes * panier
unit: "€"
decimals: 0
tolerance: {abs: 0.4817}
partial: [{within: 1%, score: 0.5}]
mistakes: {somme: ventes + panier, cachee: cache}
points: 2
skills: [roi]
---
{{ ventes | int }} ventes à {{ panier | int }} €, dossier {{ hasard | int }}. Quel chiffre ?

> [!HINT]
> INDICE-PUBLIC

> [!MISTAKE somme]
> CANARI-SOMME

> [!MISTAKE cachee]
> CANARI-CACHEE {{ answer | int }}

> [!SOLUTION]
> CANARI-SOLUTION {{ cache | int }} {{ answer | int }}
```
"""

CHOICE = """\
```exercise choice choix
title: "Que regarder : trois chiffres"
points: 1
tries: 2
skills: [palier]
---
Que regarder ?

- [x] Les ventes
  > CANARI-JUSTE
- [ ] Les abonnés
  > CANARI-ABONNES
- [ ] La météo
  > CANARI-METEO

> [!SOLUTION]
> CANARI-CHOIX
```
"""

SIMULATOR = """\
```exercise simulator reglage
params: {plancher: 20..40 step 10}
inputs:
  prix: {from: 0, to: 100, step: 10, start: 10, format: eur}
  remise: {from: 0, to: 0.5, step: 0.05, start: 0.3, format: pct}
outputs:
  reste: {formula: prix * (1 - remise), format: eur}
  part: {formula: 1 / prix, format: pct}
goals: [{id: assez, measure: reste, at_least: plancher, points: 1}]
points: 1
required: false
---
Réglez.

> [!INPUT prix]
> Prix

> [!INPUT remise]
> Remise

> [!OUTPUT reste]
> Reste

> [!OUTPUT part]
> Part

> [!GOAL assez]
> Au moins {{ plancher | eur }}

> [!SOLUTION]
> CANARI-REGLAGE
```
"""

CAMPAIGN = """\
```exercise campaign campagne
params: {budget: 9000..12000 step 500}
brief: {budget: budget, basket: 58, margin: 0.55, universe: 400000}
choices:
  nano: {followers: 5000, deal: gift, max: 40}
  micro: {followers: 30000, deal: paid, max: 10, formats: [post, reel, stories]}
compliance: true
goals:
  - {id: budget, measure: cost, at_most: budget, points: 1}
  - {id: portee, measure: reach_net, at_least: 30000, points: 2}
frontier: {measure: orders.incremental, points: 1}
draws: 50
points: 4
required: false
skills: [palier]
---
Composez.

> [!CHOICE nano]
> Nano offerts

> [!CHOICE micro]
> Micro payés

> [!GOAL budget]
> Rester sous {{ budget | eur }}

> [!GOAL portee]
> Toucher 30 000 personnes

> [!SOLUTION]
> CANARI-CAMPAGNE
```
"""

SIMPLE = """\
```exercise numeric {id}
params: {{ventes: 60..160, panier: [35, 49, 59]}}
answer: ventes * panier
unit: "€"
decimals: 0
tries: {tries}
skills: [roi]
---
{{{{ ventes }}}} ventes à {{{{ panier | eur }}}} ?
```
"""


def lesson(
    name: str, *parts: str, title: str = "Leçon", minutes: int = 30, requires: str = ""
) -> str:
    """A lesson's file, with a title and a passage before each part."""
    text = FRONT.format(id=name, title=title, minutes=minutes, requires=requires)
    for number, part in enumerate(parts, 1):
        text += f"# Titre {number}\n\nUn passage.\n\n{part}\n"
    return text + "# Fin\n\nLa fin.\n"


FILES: Mapping[str, str] = {
    "programme.md": PROGRAMME,
    "01-essentiel/module.md": MODULE,
    "01-essentiel/01-calculs.md": lesson(
        "calculs", NUMERIC, CHOICE, SIMULATOR, CAMPAIGN, title="Calculs", minutes=40
    ),
    "01-essentiel/02-suite.md": lesson(
        "suite", SIMPLE.format(id="marge", tries=1), title="Suite", minutes=20, requires="calculs"
    ),
    "01-essentiel/03-libre.md": lesson(
        "libre", SIMPLE.format(id="sans-fin", tries=0), title="Libre", minutes=30
    ),
}

RIGHT = {"ca": 7717 * 3313, "choix": 1}


def variant(session: Session, account: Account, exercise_id: str, draw: int = 1) -> Variant:
    """The numbers that a student has. Leaves no transaction open: requests would wait for it."""
    published = catalogue.current(session).exercises[exercise_id]
    session.rollback()
    return Student(account.id, SECRET).variant(published, draw)


def answer_of(session: Session, account: Account, exercise_id: str, draw: int = 1) -> str:
    """The right answer of a numeric exercise, as a student would type it."""
    right = variant(session, account, exercise_id, draw).solution().details["answer"]
    return f"{right:.0f}"


def form_of(page: str, exercise_id: str) -> dict[str, str]:
    """The hidden fields of an exercise's form, as a page shows it."""
    found = re.search(
        rf'<form[^>]*action="/exercices/{exercise_id}/essais".*?</form>', page, re.DOTALL
    )
    assert found, f"no form for {exercise_id}"
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[0])
    return {name: html.unescape(value) for name, value in fields}


def fresh_form(client: FlaskClient, exercise_id: str, lesson_id: str = "calculs") -> dict[str, str]:
    """The hidden fields of an exercise's form on its lesson's page."""
    return form_of(client.get(f"/lecons/{lesson_id}").text, exercise_id)


def send(
    client: FlaskClient, exercise_id: str, form: Mapping[str, Any], *, htmx: bool = True
) -> TestResponse:
    """Post a form to an exercise."""
    headers = HTMX if htmx else {}
    return client.post(f"/exercices/{exercise_id}/essais", data=dict(form), headers=headers)


def answer(
    client: FlaskClient, exercise_id: str, *, lesson_id: str = "calculs", **fields: Any
) -> TestResponse:
    """Open the lesson, fill the form of an exercise, send it by htmx."""
    return send(client, exercise_id, {**fresh_form(client, exercise_id, lesson_id), **fields})


def token(client: FlaskClient) -> str:
    """A CSRF token of this client."""
    return csrf(client, "/parcours")
