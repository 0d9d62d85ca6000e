"""Steps in order, pairs, words, documents: what their pages keep, say and hide."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import factories
from tests.factories import Account
from tests.learning.curriculum import FILES, HTMX, answer, fresh_form, lesson, send, variant
from tests.learning.test_play_views import attempts

ORDER = """\
```exercise order etapes
file: Étapes
tries: 2
---
Dans l'ordre ?

1. Viser
   > POURQUOI
2. Choisir
3. Signer
```
"""
MATCH = """\
```exercise match reliez
file: Indicateurs
tries: 2
---
Reliez.

| Terme | Sens |
| --- | --- |
| CPM | Mille vues |
| CPC | Un *clic* |
```
"""
SHORT = """\
```exercise short mot
accept: [engagement]
near: true
tries: 3
---
Quel mot ?
```
"""


MARKUP = """\
```exercise markup {id}
documents: {{{documents}}}
tries: 1
---
Relisez.
{texts}
```
"""


def proofread(exercise_id: str, *names: str) -> str:
    """An exercise on documents that lack their mention."""
    documents = ", ".join(f"{name}: {{type: post, missing: [mention]}}" for name in names)
    texts = "".join(f"\n> [!DOCUMENT {name}]\n> Le texte {name}.\n" for name in names)
    return MARKUP.format(id=exercise_id, documents=documents, texts=texts)


@pytest.fixture(autouse=True)
def listed(session: Session) -> None:
    """A lesson of these kinds is published."""
    parts = ORDER, MATCH, SHORT, proofread("relire-un", "seul"), proofread("relire", "une", "deux")
    text = lesson("listes", *parts, title="Listes")
    factories.publish(session, {**FILES, "01-essentiel/04-listes.md": text})


def form(reader: FlaskClient, name: str, **fields: str) -> dict[str, str]:
    return {**fresh_form(reader, name, "listes"), **fields}


def shown(html: str) -> list[str]:
    """The steps as a page shows them."""
    return re.findall(r'class="order-text"[^>]*>(\w+)<', html)


def places(session: Session, student: Account, *steps: int) -> dict[str, str]:
    """The form that puts the steps in this order, the right one being 0, 1, 2."""
    right = variant(session, student, "etapes").solution().details["right"]
    return {f"place.{right[step]}": str(place) for place, step in enumerate(steps, 1)}


def test_a_step_moves_in_the_page_without_a_script_and_costs_no_try(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    first = shown(reader.get("/lecons/listes").text)
    item = variant(session, student, "etapes").question().widget["steps"][2]
    fields = form(reader, "etapes", move=f"up.{item}")
    moved = reader.post("/exercices/etapes/apercu", data=fields)
    assert moved.status_code == 200
    assert shown(moved.text) == [first[0], first[2], first[1]]
    (button,) = re.findall(r"<button[^>]*autofocus[^>]*>", moved.text)
    assert f'value="up.{item}"' in button
    again = form(reader, "etapes", move=f"up.{item}", **{f"place.{item}": "1"})
    (button,) = re.findall(
        r"<button[^>]*autofocus[^>]*>", reader.post("/exercices/etapes/apercu", data=again).text
    )
    assert f'value="down.{item}"' in button
    assert attempts(session) == 0


def test_a_move_sent_by_htmx_brings_the_card_back(reader: FlaskClient) -> None:
    fields = form(reader, "etapes", move="down.1")
    reply = reader.post("/exercices/etapes/apercu", data=fields, headers=HTMX)
    assert reply.text.strip().startswith("<section")
    assert len(shown(reply.text)) == 3


def test_two_steps_at_one_place_are_asked_again_as_they_were_left(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    tied = places(session, student, 0, 1, 2)
    tied |= dict.fromkeys(list(tied)[1:], "2")
    reply = send(reader, "etapes", form(reader, "etapes", **tied))
    assert reply.status_code == 422
    assert "Deux étapes ont la même place" in reply.text
    assert re.findall(r'<option value="(\d)" selected', reply.text) == ["1", "2", "2"]
    assert attempts(session) == 0


def test_an_order_is_counted_then_shown_with_its_reasons(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    wrong = places(session, student, 2, 0, 1)
    reply = answer(reader, "etapes", lesson_id="listes", **wrong).text
    assert "1 fois sur 3" in reply
    assert shown(reply) == ["Signer", "Viser", "Choisir"]
    assert "POURQUOI" not in reply
    closed = answer(reader, "etapes", lesson_id="listes", **places(session, student, 1, 0, 2)).text
    assert "POURQUOI" in closed
    assert closed.count("is-right") == 1
    assert re.findall(r"vient à la place (\d)", closed) == ["2", "1"]
    page = reader.get("/lecons/listes").text
    assert page.index("POURQUOI") < page.index('id="reliez"')


def test_a_term_without_a_match_is_named_and_the_others_stay(
    session: Session, reader: FlaskClient
) -> None:
    reply = send(reader, "reliez", form(reader, "reliez", **{"term.1": "1", "term.2": ""}))
    assert reply.status_code == 422
    assert re.search(r'choisi pour\W+<span lang="fr">CPC</span>\s*</span>', reply.text)
    assert len(re.findall(r'<option value="1"[^>]*selected', reply.text)) == 1
    assert attempts(session) == 0


def test_all_terms_without_a_match_are_named_at_once(reader: FlaskClient) -> None:
    reply = send(reader, "reliez", form(reader, "reliez", **{"term.1": "", "term.2": ""}))
    assert '<span lang="fr">CPM</span> · <span lang="fr">CPC</span>' in reply.text
    assert reply.text.count('aria-invalid="true"') == 2


def test_pairs_are_counted_then_shown(reader: FlaskClient) -> None:
    one, other = ({"term.1": number, "term.2": number} for number in "12")
    reply = answer(reader, "reliez", lesson_id="listes", **one).text
    assert "1 association sur 2 est juste" in reply
    assert "is-right" not in reply
    assert "is-wrong" not in reply
    assert ". Un clic</option>" in reply
    closed = answer(reader, "reliez", lesson_id="listes", **other).text
    assert (closed.count('"is-right"'), closed.count('"is-wrong"')) == (1, 1)
    assert '<dd lang="fr">Un <em>clic</em></dd>' in closed


def test_a_word_nearly_right_is_said_and_uses_up_a_try(
    session: Session, reader: FlaskClient
) -> None:
    reply = answer(reader, "mot", lesson_id="listes", answer="Engagment").text
    assert "vérifiez l’orthographe" in reply
    assert 'value="Engagment"' in reply
    assert "Il reste 2 essais" in reply
    assert attempts(session) == 1
    assert "pas le mot attendu" in answer(reader, "mot", lesson_id="listes", answer="clic").text
    closed = answer(reader, "mot", lesson_id="listes", answer="L’ENGAGEMENT").text
    assert "mark--right" in closed
    assert '<strong lang="fr">engagement</strong>' in closed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" . ", "Écrivez un ou quelques mots"),
        ("a" * 201, "C’est trop long"),
        ("a\x07", "ne se lit pas"),
    ],
)
def test_what_is_no_word_is_asked_again_and_kept(
    session: Session, reader: FlaskClient, typed: str, said: str
) -> None:
    reply = send(reader, "mot", form(reader, "mot", answer=typed))
    assert (reply.status_code, said in reply.text) == (422, True)
    assert typed.strip() in reply.text
    assert attempts(session) == 0


@pytest.mark.parametrize(
    ("name", "right", "late", "kept"),
    [
        (
            "etapes",
            {"place.3": "1", "place.1": "2", "place.2": "3"},
            {"place.1": "1", "place.2": "2", "place.3": "3"},
            "Choisir</li>.*Signer</li>.*Viser</li>",
        ),
        (
            "reliez",
            {"term.1": "1", "term.2": "2"},
            {"term.1": "2", "term.2": "1"},
            r'CPM</dt>\s*<dd lang="fr">Un',
        ),
        ("mot", {"answer": "engagement"}, {"answer": "tardif"}, "tardif"),
    ],
)
def test_what_comes_after_the_end_is_given_back(
    session: Session,
    reader: FlaskClient,
    name: str,
    right: dict[str, str],
    late: dict[str, str],
    kept: str,
) -> None:
    page = form(reader, name, **late)
    assert "mark--right" in answer(reader, name, lesson_id="listes", **right).text
    reply = send(reader, name, page)
    assert reply.status_code == 409
    assert "Vous aviez répondu" in reply.text
    assert re.search(kept, reply.text)
    assert attempts(session) == 1


def test_the_campaign_file_keeps_an_answer_under_way_without_its_verdicts(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    answer(reader, "etapes", lesson_id="listes", **places(session, student, 0, 2, 1))
    answer(reader, "reliez", lesson_id="listes", **{"term.1": "1", "term.2": "1"})
    page = reader.get("/parcours/fil-rouge").text
    assert page.index("Viser</span>") < page.index("Signer</span>") < page.index("Choisir</span>")
    assert page.count("Mille vues</span>") == 2
    assert "POURQUOI" not in page
    assert "is-right" not in page
    assert "is-wrong" not in page


@pytest.mark.parametrize(
    ("exercise", "said"),
    [("relire-un", "Recommencer</a>"), ("relire", "un autre document peut être tiré</a>")],
)
def test_what_starting_again_brings_is_said(reader: FlaskClient, exercise: str, said: str) -> None:
    fields = {"words": "", "place": "", "fault": "", "missing": "mention"}
    assert said in answer(reader, exercise, lesson_id="listes", **fields).text
