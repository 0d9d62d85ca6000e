"""Simulators and campaigns: what a play in progress brings, and committing to it."""

from __future__ import annotations

import re
import uuid

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.learning.models import Attempt
from tests.factories import Account
from tests.learning.curriculum import (
    HTMX,
    RIGHT,
    answer,
    form_of,
    fresh_form,
    send,
)

ANSWER = str(RIGHT["ca"])


def attempts(session: Session) -> int:
    """How many are kept. Leaves no transaction open: requests would wait for it."""
    count = session.scalars(select(func.count()).select_from(Attempt)).one()
    session.rollback()
    return count


def test_a_choice_of_several_keeps_its_ticks_and_says_what_is_right_at_the_end(
    reader: FlaskClient,
) -> None:
    assert 'value="2" checked' in answer(reader, "choix", option="2").text
    closed = answer(reader, "choix", option="3").text
    assert 'value="3" checked' in closed
    assert closed.count("is-right") == 1
    assert closed.count("is-wrong") == 1
    assert '<fieldset class="choices" disabled' in closed


def test_a_simulator_is_played_and_marked(
    session: Session, reader: FlaskClient, student: Account
) -> None:
    form = fresh_form(reader, "reglage")
    played = form | {"input.prix": "100", "percent.remise": "10"}
    reply = reader.post("/exercices/reglage/apercu", data=played, headers=HTMX)
    assert "90\u202f€" in reply.text
    assert "is-met" in reply.text
    assert "<form" not in reply.text
    marked = send(reader, "reglage", played)
    assert "mark--right" in marked.text
    assert session.scalars(select(Attempt.typed)).one() == {
        "input.prix": ["100"],
        "input.remise": ["0.1"],
    }


def test_an_output_that_does_not_exist_is_a_dash(reader: FlaskClient) -> None:
    played = fresh_form(reader, "reglage") | {"input.prix": "0", "percent.remise": "10"}
    assert "–" in reader.post("/exercices/reglage/apercu", data=played, headers=HTMX).text


def test_without_a_script_a_play_is_computed_in_the_lessons_page(
    session: Session, reader: FlaskClient
) -> None:
    played = fresh_form(reader, "reglage") | {"input.prix": "100", "percent.remise": "10"}
    page = reader.post("/exercices/reglage/apercu", data=played)
    assert page.status_code == 200
    assert "90\u202f€" in page.text
    assert 'name="percent.remise" value="10"' in page.text
    assert "<html" in page.text
    assert attempts(session) == 0


def test_a_campaign_is_composed_and_marked(reader: FlaskClient) -> None:
    form = fresh_form(reader, "campagne")
    composed = form | {"count.nano": "30", "count.micro": "5", "formats.micro": ["post", "stories"]}
    live = reader.post("/exercices/campagne/apercu", data=composed, headers=HTMX).text
    for shown in ("ROI tracé", "ROI complet (scénario)", "<svg", "<table", "is-met"):
        assert shown in live
    refused = send(reader, "campagne", composed)
    assert refused.status_code == 422
    assert 'name="count.nano" value="30"' in refused.text
    unlawful = send(reader, "campagne", composed | {"mention": "none", "contract": "yes"})
    assert "loi n° 2023-451" in unlawful.text
    assert "0 point sur 4" in unlawful.text
    lawful = form_of(unlawful.text, "campagne") | composed
    lawful |= {"mention": "collaboration", "contract": "yes", "key": str(uuid.uuid4())}
    assert "mark--partial" in send(reader, "campagne", lawful).text


def test_a_move_shows_what_it_changed_and_is_said_in_one_sentence(reader: FlaskClient) -> None:
    form = fresh_form(reader, "campagne") | {"count.nano": "10", "formats.micro": "post"}
    first = reader.post("/exercices/campagne/apercu", data=form, headers=HTMX).text
    was = re.search(r'name="was" value="([^"]+)"', first)
    assert was
    assert re.search(
        'id="campagne-said".*<p class="visually-hidden">Portée nette 6', first, re.DOTALL
    )
    moved = form | {"was": was[1], "count.nano": "11"}
    second = reader.post("/exercices/campagne/apercu", data=moved, headers=HTMX).text
    assert re.search(r"trending-up.{0,80}\+40\u202f€", second, re.DOTALL)  # what one nano costs
    assert "clics pour 100 personnes touchées" in second


def test_a_campaign_that_cannot_be_computed_says_why(reader: FlaskClient) -> None:
    form = fresh_form(reader, "campagne") | {"count.nano": "4000"}
    live = reader.post("/exercices/campagne/apercu", data=form, headers=HTMX)
    assert live.status_code == 200
    assert "sort de ce qui est proposé" in live.text


def test_a_play_from_a_page_that_is_past_gets_the_present_card(reader: FlaskClient) -> None:
    stale = fresh_form(reader, "reglage") | {"draw": "2", "input.prix": "100"}
    reply = reader.post("/exercices/reglage/apercu", data=stale, headers=HTMX)
    assert reply.status_code == 409
    assert reply.headers["HX-Retarget"] == "#reglage"
    assert form_of(reply.text, "reglage")["draw"] == "1"
