"""Whatever is posted, an answer is read and marked, or asked again; and no secret leaks before."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.exercises.contract import AnswerError, Form, Variant
from tests.exercises.fences import exercise

FENCES = {
    "numeric": """
params: {cout: 800..2400 step 100}
let: {secret: 7919 / 13}
answer: secret * 1.5 + cout / 77
unit: "%"
tolerance: {abs: 0.0317}
partial: [{within: 4.77%, score: 0.4321}]
mistakes: {canari: secret * 3}
---
Coût {{ cout | eur }}.

> [!HINT]
> Indice

> [!MISTAKE canari]
> Message canari {{ secret }}

> [!SOLUTION]
> Solution canari {{ answer }}
""",
    "choice": """
multiple: true
---
Lesquels ?

- [x] A
  > Retour canari
- [ ] B
- [x] C

> [!SOLUTION]
> Solution canari
""",
    "order": """
points: 1
---
Dans l'ordre ?

1. Premier
   > Retour canari
2. Deuxième
3. Troisième

> [!SOLUTION]
> Solution canari
""",
    "match": """
points: 1
---
Reliez.

| Terme | Sens |
| --- | --- |
| Un | Premier |
| Deux | Deuxième |
|  | Rien |

> [!SOLUTION]
> Solution canari
""",
    "short": """
accept: [secret canari]
mistakes: {canari: [autre secret]}
near: true
---
Quel mot ?

> [!MISTAKE canari]
> Message canari

> [!SOLUTION]
> Solution canari
""",
    "simulator": """
params: {cout: 1500..3000 step 100}
let: {secret: 7919 / 13}
inputs:
  a: {from: 0, to: 1, step: 0.05, start: 0.5, format: pct}
  b: {from: -5, to: 5, step: 1, start: 0}
outputs: {c: {formula: secret * a + cout}, d: {formula: a / b}}
goals: [{id: g, measure: d, at_least: 0.2}]
---
Texte

> [!INPUT a]
> A

> [!INPUT b]
> B

> [!OUTPUT c]
> C

> [!OUTPUT d]
> D

> [!GOAL g]
> G

> [!SOLUTION]
> Solution canari {{ secret }}
""",
    "campaign": """
params: {budget: 9000..11000 step 500}
let: {secret: 7919 / 13}
brief: {budget: budget}
choices:
  nano: {followers: 5000, deal: gift, max: 20}
  micro: {followers: 30000, deal: paid, max: 10, formats: [post, reel, stories]}
compliance: true
goals: [{id: g, measure: reach_net, at_least: 30000}]
frontier: {measure: reach_net}
draws: 50
---
Budget {{ budget | eur }}

> [!CHOICE nano]
> Nano

> [!CHOICE micro]
> Micro

> [!GOAL g]
> G

> [!SOLUTION]
> Solution canari {{ secret }}
""",
    "forecast": """
params: {nanos: 10..20}
let: {secret: 7919 / 13}
brief: {basket: secret / 10}
creators: [{count: nanos, followers: 5000, deal: gift}]
measure: roi
---
{{ nanos | int }} nano.

> [!SOLUTION]
> Solution canari {{ secret }} {{ answer }}
""",
    "markup": """
documents: {post: {type: post, missing: [mention, retouched]}}
---
Relisez

> [!DOCUMENT post]
> Un soin [[qui soigne|therapeutic|Message canari]], [[sans publicité|hidden-intent]].

> [!SOLUTION]
> Solution canari
""",
    "audit": """
creators: 3
planted: [any]
---
Trois dossiers.

> [!SOLUTION]
> Solution canari
""",
    "assignment": """
words: 150..400
files: 0..3
points: 4
---
Écrivez

> [!RUBRIC]
> | Critère | Faible (0) | Bon (4) |
> | --- | --- | --- |
> | Clarté | Confus | Clair |

> [!SOLUTION]
> Solution canari
""",
}
VARIANTS: dict[str, Variant] = {
    kind: exercise(kind, text).draw(b"x") for kind, text in FENCES.items()
}
FIELDS = st.sampled_from(
    ["answer", "option", "mention", "contract", "score", "seed", "low", "high"]
    + ["words", "place", "fault", "missing"]
    + [f"{part}.{name}" for part in ("count", "formats") for name in ("nano", "micro", "mega")]
    + [f"input.{name}" for name in "abc"]
    + [f"{part}.{number}" for part in ("verdict", "evidence") for number in "123"]
    + [f"{part}.{number}" for part in ("place", "term") for number in range(5)]
    + ["move", "text", "file"]
)
FIELDS_SENT = (
    "answer",
    "option",
    "count.nano",
    "formats.micro",
    "mention",
    "input.a",
    "words",
    "place",
    "fault",
    "missing",
    "low",
    "verdict.1",
    "evidence.1",
    "place.1",
    "term.1",
    "text",
    "file",
)
NUMBERS = ["1", "2", "3", "0", "0.5", "0,55", "-1", "21", "1,234", "nan", "inf", "1e9", "9" * 400]
WORDS = ["", " ", "%", "12 €", "post", "reel", "none", "publicite", "yes", "no", "\ud800", "\x00"]
WORDS += ["qui soigne", "UN SOIN", "image", "therapeutic", "retouched"]
WORDS += ["keep", "discard", "reach", "1.4.plan.pdf", "1.4.plan.exe"]
TYPED = st.one_of(
    st.text(max_size=50),
    st.sampled_from(NUMBERS + WORDS),
    st.integers().map(str),
    st.floats().map(str),
)
FORMS = st.dictionaries(FIELDS, st.lists(TYPED, max_size=3), max_size=8)


@pytest.mark.parametrize("kind", sorted(VARIANTS))
@given(form=FORMS, locale=st.sampled_from(["fr", "en"]))
@settings(deadline=None)
def test_any_form_is_marked_or_asked_again(kind: str, form: Form, locale: str) -> None:
    variant = VARIANTS[kind]
    try:
        answer = variant.read(form, locale)
    except AnswerError:
        return
    kept = json.dumps([answer.typed, answer.read], allow_nan=False, ensure_ascii=False)
    assert len(kept.encode()) < 1000
    assert json.loads(kept) == [answer.typed, answer.read]
    assert len(answer.echo) <= 200
    marked = variant.mark(answer)
    assert 0 <= marked.score <= 1
    json.dumps(marked.details, allow_nan=False).encode()


@pytest.mark.parametrize("kind", sorted(VARIANTS))
@given(form=FORMS)
@settings(deadline=None)
def test_any_form_is_previewed_or_asked_again(kind: str, form: Form) -> None:
    try:
        preview = VARIANTS[kind].preview(form, "fr")
    except AnswerError:
        return
    json.dumps(preview, allow_nan=False)


@pytest.mark.parametrize("kind", sorted(VARIANTS))
def test_ten_megabytes_are_asked_again(kind: str) -> None:
    for huge in ("9" * 10_000_000, "\ud800" * 10_000_000, "1," * 5_000_000):
        form = {field: [huge] for field in FIELDS_SENT}
        with pytest.raises(AnswerError):
            VARIANTS[kind].read(form, "fr")


@pytest.mark.parametrize("kind", sorted(VARIANTS))
def test_thousands_of_fields_are_asked_again(kind: str) -> None:
    form = {field: ["1"] * 100_000 for field in FIELDS_SENT}
    with pytest.raises(AnswerError):
        VARIANTS[kind].read(form, "fr")


@pytest.mark.parametrize("kind", sorted(FENCES))
def test_nothing_shown_before_an_answer_holds_a_secret(kind: str) -> None:
    found = exercise(kind, FENCES[kind])
    question = found.draw(b"x").question()
    sent = json.dumps([question.values, question.widget, sorted(found.public)])
    sent += "".join(found.texts[key] for key in found.public)
    assert "canari" not in sent
    assert "secret" not in sent
    for value in (7919 / 13, 0.0317, 0.0477, 0.4321, 7919 / 13 * 3):
        assert f"{value:.4g}" not in sent
    assert "[x]" not in sent
    assert "|therapeutic" not in sent
    if kind == "numeric":
        assert set(question.values) == {"cout"}
        assert set(question.widget) == {"unit", "decimals"}
    if kind == "choice":
        assert set(question.widget) == {"multiple", "options"}
    if kind == "short":
        assert set(question.widget) == {"longest"}
