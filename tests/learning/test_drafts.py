"""What is typed and not sent is kept on the server, for its author and its try alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from school.learning.models import Attempt, Draft
from tests import factories
from tests.factories import Account
from tests.learning.curriculum import (
    FILES,
    HTMX,
    RIGHT,
    answer,
    answer_of,
    form_of,
    fresh_form,
    send,
)
from tests.statements import Statements

JSON = {"Accept": "application/json"}
LESSON = "/lecons/calculs"
PATH = "/exercices/ca/brouillon"
REVISED = "La leçon a été révisée depuis que vous avez tapé ceci"

Count = Callable[[], AbstractContextManager[Statements]]


class Tab:
    """A page that shows an exercise, and saves as its script does."""

    def __init__(self, client: FlaskClient, exercise_id: str = "ca") -> None:
        self.client, self.id = client, exercise_id
        own = {"writer": str(uuid.uuid4()), "turn": 0}
        self.form: dict[str, Any] = {**fresh_form(client, exercise_id), **own}

    def save(self, headers: Mapping[str, str] = JSON, **typed: str) -> TestResponse:
        """Save what is typed; a save that is acknowledged is the one that the next one names."""
        self.form = {**self.form, "turn": self.form["turn"] + 1, **typed}
        path = f"/exercices/{self.id}/brouillon"
        reply = self.client.post(path, data=self.form, headers=headers)
        if reply.status_code == 200 and reply.is_json:
            self.form["save"] = reply.get_json()["save"]
        return reply


def kept(session: Session) -> list[dict[str, Any]]:
    """The forms that are kept. Leaves no transaction open: requests would wait for it."""
    forms = list(session.scalars(select(Draft.form)))
    session.rollback()
    return forms


def test_what_is_typed_comes_back_in_the_page_and_is_no_try(
    reader: FlaskClient, session: Session
) -> None:
    reply = Tab(reader).save(answer="mille <b>")
    assert reply.status_code == 200
    assert reply.get_json()["said"].startswith("Brouillon enregistré à ")
    page = reader.get(LESSON).text
    assert 'value="mille &lt;b&gt;"' in page
    assert reply.get_json()["said"] in page
    assert session.scalars(select(Attempt)).all() == []


def test_every_kind_of_control_comes_back(reader: FlaskClient) -> None:
    Tab(reader, "choix").save(option="2")
    campaign = Tab(reader, "campagne")
    campaign.form |= {"count.nano": "7", "mention": "none"}
    campaign.save()
    page = reader.get(LESSON).text
    assert 'value="2" checked' in page
    assert 'name="count.nano" value="7"' in page
    assert 'name="mention" value="none" checked' in page


def test_each_save_shows_at_once(reader: FlaskClient) -> None:
    tab = Tab(reader)
    for text in ("12", "123", ""):
        tab.save(answer=text)
        assert f'value="{text}"' in reader.get(LESSON).text


def test_nobody_else_sees_it_or_writes_over_it(
    reader: FlaskClient,
    other: Account,
    signed_in: Callable[[Account], FlaskClient],
    session: Session,
) -> None:
    mine, theirs = Tab(reader), Tab(signed_in(other))
    mine.save(answer="à moi")
    assert "à moi" not in theirs.client.get(LESSON).text
    assert theirs.save(answer="à Sacha").status_code == 200
    assert 'value="à moi"' in reader.get(LESSON).text
    stolen = {**theirs.form, "key": mine.form["key"], "draw": mine.form["draw"]}
    assert theirs.client.post(PATH, data=stolen, headers=JSON).status_code == 409
    assert kept(session) == [{"answer": ["à moi"]}, {"answer": ["à Sacha"]}]


def test_another_tab_is_told_of_a_newer_text_and_both_are_shown(
    reader: FlaskClient, session: Session
) -> None:
    old, new = Tab(reader), Tab(reader)
    new.save(answer="récent")
    reply = old.save(answer="ancien")
    assert reply.status_code == 409
    assert "récent" in reply.get_json()["newer"]
    assert kept(session) == [{"answer": ["récent"]}]
    card = old.save(HTMX, answer="ancien")
    assert card.status_code == 409
    assert 'value="ancien"' in card.text
    assert "récent" in card.text
    page = old.save({}, answer="ancien")
    assert page.status_code == 409
    assert 'value="ancien"' in page.text
    assert "<html" in page.text


def test_one_keeps_what_a_page_holds_by_naming_the_other(
    reader: FlaskClient, session: Session
) -> None:
    old, new = Tab(reader), Tab(reader)
    seen = new.save(answer="récent").get_json()["save"]
    old.form["save"] = [old.form["save"], seen]
    assert old.save(HTMX, answer="ancien").status_code == 200
    assert kept(session) == [{"answer": ["ancien"]}]


def test_a_page_whose_reply_was_lost_saves_on(reader: FlaskClient, session: Session) -> None:
    tab = Tab(reader)
    before = tab.form["save"]
    tab.save(answer="1")
    tab.form["save"] = before
    assert tab.save(answer="12").status_code == 200
    assert kept(session) == [{"answer": ["12"]}]


def test_a_save_that_comes_late_does_not_undo_a_later_one(
    reader: FlaskClient, session: Session
) -> None:
    tab = Tab(reader)
    late = {**tab.form, "turn": 1, "answer": "1"}
    tab.form["turn"] = 1
    tab.save(answer="12")
    assert reader.post(PATH, data=late, headers=JSON).status_code == 200
    assert kept(session) == [{"answer": ["12"]}]


def test_the_same_text_from_two_tabs_is_no_dispute(reader: FlaskClient) -> None:
    first, second = Tab(reader), Tab(reader)
    first.save(answer="12")
    assert second.save(answer="12").status_code == 200
    assert second.save(answer="123").status_code == 200


def test_a_try_takes_the_draft_away(reader: FlaskClient, session: Session) -> None:
    tab = Tab(reader)
    said = tab.save(answer="pas cela").get_json()["said"]
    assert send(reader, "ca", tab.form | {"answer": "12"}).status_code == 200
    page = reader.get(LESSON).text
    assert 'value="12"' in page
    assert "pas cela" not in page
    assert said not in page
    assert Tab(reader).save(answer="13").status_code == 200
    assert kept(session) == [{"answer": ["13"]}]


def test_what_is_typed_for_a_try_that_was_made_is_shown_again_not_kept(
    reader: FlaskClient, session: Session
) -> None:
    tab = Tab(reader)
    answer(reader, "ca", answer="12")
    assert tab.save(answer="99").json == {"stale": "key"}
    card = tab.save(HTMX, answer="99")
    assert card.status_code == 409
    assert 'value="99"' in card.text
    assert "data-unsaved" in card.text
    sent = tab.save(HTMX, answer="12")
    assert sent.status_code == 200
    assert "data-unsaved" not in sent.text
    answer(reader, "ca", answer=str(RIGHT["ca"]))
    closed = tab.save(HTMX, answer="99")
    assert closed.status_code == 409
    assert "99" in closed.text
    assert kept(session) == []


def test_new_numbers_come_back_with_what_was_typed_for_them(
    reader: FlaskClient, student: Account, session: Session
) -> None:
    tab = Tab(reader)
    answer(reader, "ca", answer=answer_of(session, student, "ca"))
    tab.form |= form_of(reader.get("/exercices/ca?tirage=2", headers=HTMX).text, "ca")
    assert tab.save(answer="42").status_code == 200
    for page in (reader.get(LESSON).text, reader.get("/exercices/ca", headers=HTMX).text):
        assert 'name="draw" value="2"' in page
        assert 'value="42"' in page
        assert "CANARI-SOLUTION" not in page


def test_without_a_script_a_button_saves(reader: FlaskClient) -> None:
    form = fresh_form(reader, "ca") | {"answer": "12 ou 13"}
    reply = reader.post(PATH, data=form)
    assert (reply.status_code, reply.location) == (303, f"{LESSON}#ca")
    assert 'value="12 ou 13"' in reader.get(LESSON).text


def test_what_is_too_large_or_broken_is_refused(reader: FlaskClient, session: Session) -> None:
    tab = Tab(reader)
    assert tab.save(answer="x" * 70_000).status_code == 413
    assert tab.save(answer="1", writer="moi").status_code == 400
    tab.form["writer"] = str(uuid.uuid4())
    reply = reader.post(PATH, data=tab.form | {"turn": "x"}, headers=JSON)
    assert reply.status_code == 400
    assert reader.post("/exercices/inconnu/brouillon", data=tab.form).status_code == 404
    for save in ("x", "x.1", f"{uuid.uuid4()}.1e9", f"{uuid.uuid4()}.{10**30}"):
        assert tab.save(answer="1", save=save).status_code == 200
    assert kept(session) == [{"answer": ["1"]}]


def test_a_draft_takes_few_statements(reader: FlaskClient, count_sql: Count) -> None:
    tab = Tab(reader)
    tab.save(answer="1")
    with count_sql() as statements:
        assert tab.save(answer="12").status_code == 200
    assert len(statements) <= 4, statements
    with count_sql() as statements:
        assert reader.get(LESSON).status_code == 200
    assert len(statements) <= 4, statements


def test_what_has_been_sent_is_cleared(app: Flask, reader: FlaskClient, session: Session) -> None:
    Tab(reader, "choix").save(option="2")
    tab = Tab(reader)
    tab.save(answer="brouillon")
    send(reader, "ca", tab.form | {"answer": "12"})
    for said in ("1 draft(s) deleted", "0 draft(s) deleted"):
        assert app.test_cli_runner().invoke(args=["draft", "purge"]).output.startswith(said)
    assert kept(session) == [{"option": ["2"]}]


def test_a_draft_of_a_lesson_revised_since_comes_back_with_a_word(
    reader: FlaskClient, session: Session
) -> None:
    tab = Tab(reader)
    tab.save(answer="25565421")
    assert REVISED not in reader.get(LESSON).text
    text = FILES["01-essentiel/01-calculs.md"].replace("Quel chiffre ?", "Quelle somme ?")
    factories.publish(session, {**FILES, "01-essentiel/01-calculs.md": text})
    page = reader.get(LESSON).text
    assert page.count(REVISED) == 1
    assert 'value="25565421"' in page
    seen = Tab(reader)  # whoever saves again has read it
    seen.save(answer="25565421 €")
    assert REVISED not in reader.get(LESSON).text
