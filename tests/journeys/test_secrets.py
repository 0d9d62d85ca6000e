"""Before an answer, none of the bytes that a student can reach gives it away.

A lesson with every kind of exercise holds words and numbers that are nowhere else; another student
has answered them all. Everything that the site sends is then searched for them.
"""

from __future__ import annotations

import base64
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.exercises.registry import KINDS
from school.publishing import catalogue
from tests.factories import Account, csrf, make_person, publish
from tests.journeys.crawl import HTMX, Reply, explore, send
from tests.learning.curriculum import FILES, fresh_form

pytestmark = pytest.mark.once

SignedIn = Callable[[Account], FlaskClient]

LESSON = """\
---
id: secrets
title: Secrets
minutes: 30
objectives:
  - Savoir
skills: [roi]
checked: 2026-11-20
sources: []
scenario: {wapiti: [6143]}
---
# Secrets

```exercise numeric figure
params: {ventes: [7717]}
let: {xylophage: ventes * wapiti}
answer: xylophage
decimals: 0
tolerance: {abs: 0.4817}
partial: [{within: 7.314159%, score: 0.5}]
mistakes: {zinzolin: xylophage * 2}
tries: 1
---
{{ ventes | int }} ventes. Combien ?

> [!MISTAKE zinzolin]
> CANARI-ZINZOLIN

> [!SOLUTION]
> CANARI-FIGURE {{ xylophage | int }}
```

```exercise choice ticks
tries: 1
---
Lesquelles ?

- [x] La première
  > CANARI-PREMIERE
- [ ] La deuxième
  > CANARI-DEUXIEME
- [x] La troisième
  > CANARI-TROISIEME

> [!SOLUTION]
> CANARI-TICKS
```

```exercise order steps
tries: 1
---
Dans l'ordre ?

1. Zèbre
   > CANARI-ZEBRE
2. Âne
3. Mulet

> [!SOLUTION]
> CANARI-STEPS
```

```exercise match pairs
tries: 1
---
Reliez.

| Terme | Sens |
| --- | --- |
| Un | Zéro |
| Deux | Aleph |
|  | Rien |

> [!SOLUTION]
> CANARI-PAIRS
```

```exercise short word
accept: [CANARI-WORD, flibustier]
mistakes: {galopin: [saltimbanque]}
near: true
tries: 1
---
Quel mot ?

> [!MISTAKE galopin]
> CANARI-GALOPIN

> [!SOLUTION]
> CANARI-SHORT
```

```exercise simulator dials
params: {plancher: 20..40 step 10}
let: {quincaille: plancher + 21.0417}
inputs:
  prix: {from: 0, to: 60, step: 10, start: 10, format: eur}
outputs:
  reste: {formula: prix * 1.5, format: eur}
goals: [{id: galimatias, measure: reste, at_least: quincaille, points: 1}]
tries: 1
---
Réglez.

> [!INPUT prix]
> Prix

> [!OUTPUT reste]
> Reste

> [!GOAL galimatias]
> Assez

> [!SOLUTION]
> CANARI-DIALS
```

```exercise campaign plan
params: {budget: 9000..12000 step 500}
let: {ornithorynque: 30000 + 1417}
brief: {budget: budget, basket: 58, margin: 0.55, universe: 400000}
choices:
  nano: {followers: 5000, deal: gift, max: 40}
  micro: {followers: 30000, deal: paid, max: 10, formats: [post, reel, stories]}
goals:
  - {id: cout, measure: cost, at_most: budget, points: 1}
  - {id: portee, measure: reach_net, at_least: ornithorynque, points: 2}
frontier: {measure: orders.incremental, points: 1}
draws: 50
tries: 1
pass: 0.9
---
Composez.

> [!CHOICE nano]
> Nano offerts

> [!CHOICE micro]
> Micro payés

> [!GOAL cout]
> Rester sous le budget

> [!GOAL portee]
> Toucher assez de monde

> [!SOLUTION]
> CANARI-PLAN
```

```exercise forecast range
params: {nanos: 20..40}
let: {brocanteur: 5 + 0.4173}
brief: {basket: brocanteur * 10}
creators: [{count: nanos, followers: 5000, deal: gift}]
measure: clicks
---
{{ nanos | int }} nano.

> [!SOLUTION]
> CANARI-RANGE {{ brocanteur | number }} {{ answer | int }}
```

```exercise markup proof
documents: {galoche: {type: post, missing: [virtual]}}
tries: 1
---
Relisez.

> [!DOCUMENT galoche]
> Un [[soin miracle|therapeutic|CANARI-POURQUOI]] pour vous.

> [!SOLUTION]
> CANARI-PROOF
```

```exercise audit dossiers
creators: 3
planted: [bought-followers, inflated-likes]
tries: 1
brief: {conversion_level: 3.5, repeat_factor: 1.8}
---
Trois dossiers.

> [!SOLUTION]
> CANARI-DOSSIERS
```

```exercise assignment essay
points: 2
---
Écrivez.

> [!RUBRIC]
> | Critère | Faible (0) | Bon (2) |
> | --- | --- | --- |
> | Clarté | Confus | Clair |

> [!SOLUTION]
> CANARI-ESSAY
```
"""

SHOWN_AT_THE_END: tuple[str, ...] = (
    "CANARI-FIGURE",
    "CANARI-PREMIERE",
    "CANARI-DEUXIEME",
    "CANARI-TROISIEME",
)
SHOWN_AT_THE_END += ("CANARI-POURQUOI", "CANARI-PROOF", "CANARI-RANGE")
SHOWN_AT_THE_END += ("CANARI-TICKS", "CANARI-DIALS", "CANARI-PLAN", "47405531")
SHOWN_AT_THE_END += ("CANARI-DOSSIERS", "Abonnés achetés", "à raison", "payés pour rien")
SHOWN_AT_THE_END += ("CANARI-ZEBRE", "CANARI-STEPS", "CANARI-PAIRS", "CANARI-WORD", "CANARI-SHORT")
NEVER_SHOWN: tuple[str, ...] = (
    "CANARI-ZINZOLIN",
    "zinzolin",
    "xylophage",
    "wapiti",
    "quincaille",
    "ornithorynque",
    "brocanteur",
)
NEVER_SHOWN += ("galoche", "[[soin")
NEVER_SHOWN += (
    "0.4817",
    "0,4817",
    "7.314159",
    "7,314159",
    "94811062",
    "21.0417",
    "21,0417",
    "31417",
)
NEVER_SHOWN += ("bought-followers", "inflated-likes")

NEVER_SHOWN += ("flibustier", "galopin", "saltimbanque", "CANARI-GALOPIN")
NEVER_SHOWN += ("CANARI-ESSAY",)

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "figure": {"answer": "1"},
    "ticks": {"option": "2"},
    "steps": {"place.1": "1", "place.2": "2", "place.3": "3"},
    "pairs": {"term.1": "1", "term.2": "1"},
    "word": {"answer": "corsaire"},
    "dials": {"input.prix": "50"},
    "plan": {"count.nano": "20", "count.micro": "1", "formats.micro": "post"},
    "range": {"low": "1", "high": "2"},
    "proof": {"words": "soin", "place": "", "fault": "image"},
    "dossiers": {"verdict.1": "keep", "verdict.2": "keep", "verdict.3": "keep"},
    "essay": {"text": "Mon plan"},
}
STARTS: tuple[str, ...] = (
    "/parcours",
    "/nulle-part",
    "/lecons/nulle-part",
    "/static/nulle-part",
    "/media/nulle.svg",
)
STARTS += tuple(f"/exercices/{exercise}" for exercise in ANSWERS)
STARTS += tuple(f"/exercices/{exercise}?tirage=2" for exercise in ANSWERS)


def test_nothing_that_a_student_reaches_gives_an_answer_away(
    session: Session, student: Account, signed_in: SignedIn
) -> None:
    publish(session, {**FILES, "01-essentiel/04-secrets.md": LESSON})
    assert kinds(session) == set(KINDS)
    other = signed_in(make_person(session))
    answer_all(other)
    shown = {secret for reply in everything(other) for secret in held(reply, SHOWN_AT_THE_END)}
    assert shown == set(SHOWN_AT_THE_END)
    reader, told = signed_in(student), list[tuple[str, str]]()
    for locale in ("fr", "en"):
        reader.set_cookie("locale", locale)
        for reply in everything(reader):
            told += [(reply.request, s) for s in held(reply, SHOWN_AT_THE_END + NEVER_SHOWN)]
    assert told == []


def kinds(session: Session) -> set[str]:
    """The kinds of exercise in the lesson."""
    found = catalogue.current(session).lessons["secrets"].lesson.exercises
    session.rollback()
    return {exercise.kind for exercise in found}


def answer_all(client: FlaskClient) -> None:
    """Answer every exercise of the lesson until its solution shows, or it is handed in."""
    for exercise, fields in ANSWERS.items():
        form = {**fresh_form(client, exercise, "secrets"), **fields}
        reply = client.post(f"/exercices/{exercise}/essais", data=form, headers=HTMX)
        ended = "solution" in reply.text or "mark--handed" in reply.text
        assert (reply.status_code, ended) == (200, True), exercise


def everything(client: FlaskClient) -> Iterator[Reply]:
    """What links and forms lead to, the pages of errors, and what is asked of exercises."""
    yield from explore(client, *STARTS)
    for exercise, answer in ANSWERS.items():
        yield from around(client, exercise, answer)


def around(client: FlaskClient, exercise: str, answer: Mapping[str, str]) -> Iterator[Reply]:
    """What an exercise answers to a play and to the reading of an answer."""
    own = {"draw": "1", "revision": "1", "key": str(uuid.uuid4()), **answer}
    for token in (csrf(client, "/parcours"), ""):
        for path in ("releve", "apercu", "brouillon"):
            yield from send(client, f"/exercices/{exercise}/{path}", {**own, "csrf_token": token})


def held(reply: Reply, secrets: Iterable[str]) -> list[str]:
    """The secrets that a reply holds in its bytes, its headers or its cookie."""
    sent = f"{reply.headers} {reply.text} {cookie(reply)}"
    return [secret for secret in secrets if any(each in sent for each in spellings(secret))]


def spellings(secret: str) -> Iterator[str]:
    """How a secret may be written: a number also with the separators of thousands."""
    yield secret
    if secret.isdigit():
        for mark in (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", ",", "&nbsp;"):
            yield f"{int(secret):,}".replace(",", mark)


def cookie(reply: Reply) -> str:
    """What the session's cookie says: it is signed, and anybody can read it."""
    said = ""
    for header in reply.headers.getlist("Set-Cookie"):
        name, _, value = header.partition(";")[0].partition("=")
        if name == "ffollozz" and value:
            payload = value.lstrip(".").partition(".")[0]
            raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
            said += (zlib.decompress(raw) if value.startswith(".") else raw).decode()
    return said
