"""The plan by named creators on the laboratory's pages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from school.learning.lab.named import MOST
from tests import factories
from tests.factories import Account
from tests.learning.test_lab_views import LIVE, Count, cells, form, ids, move, post, save

HOSTILE = '"><script>alert(1)</script>'
TWO = {
    "by": "named",
    "who__1": "=1+1",
    "followers__1": "8 000",
    "fee__1": "650",
    "who__2": HOSTILE,
    "deal__2": "affiliation",
}


def test_rows_are_added_and_removed_with_everything_typed_kept(reader: FlaskClient) -> None:
    typed = {"by": "named", "who__1": "Lina", "count__nano": "61", "name": "Essai"}
    answer = post(reader, "/laboratoire/createurs", add="1", **typed)
    assert answer.status_code == 303
    page = reader.get(answer.location).text
    for kept in ('value="Lina"', 'value="61"', 'value="Essai"', 'id="who-2"'):
        assert kept in page
    faulty = {**TWO, "followers__2": "beaucoup", "basket": "cher"}
    answer = post(reader, "/laboratoire/createurs", remove="1", **faulty)
    assert answer.status_code == 422
    for kept in (html.escape(HOSTILE), "beaucoup", "cher"):
        assert f'value="{kept}"'.replace("&quot;", "&#34;") in answer.text
    assert 'id="who-2"' not in answer.text
    assert '<a href="#followers-1">Créateur 1, abonnés</a>' in answer.text


def test_a_move_says_what_each_creator_costs(reader: FlaskClient) -> None:
    answer = move(reader, **TWO)
    assert answer.status_code == 200
    assert '<hx-partial id="who-1-note">' in answer.text
    assert "650\u202f€" in answer.text
    assert "count-nano-note" not in answer.text
    assert "<script>alert" not in answer.text
    assert 'class="frontier"' in answer.text
    refused = move(reader, **TWO, share__2="200")
    assert refused.status_code == 422
    assert 'id="share-2-error"' in refused.text


def test_a_plan_of_names_is_saved_compared_and_taken_to_a_spreadsheet(reader: FlaskClient) -> None:
    save(reader, "Par taille")
    save(reader, "Par nom", **TWO)
    known = ids(reader)
    opened = reader.get(f"/laboratoire/scenarios/{known['Par nom']}", follow_redirects=True).text
    assert 'value="=1+1"' in opened
    pair = f"a={known['Par taille']}&b={known['Par nom']}"
    compared = reader.get(f"/laboratoire/comparaison?{pair}").text
    assert "Composition des créateurs" in compared
    assert "<script>alert" not in opened + compared
    rows = cells(post(reader, "/laboratoire/export", **TWO), ";")
    assert rows["Créateur 1, nom"][1] == "'=1+1"
    assert rows["Créateur 1, abonnés"][1] == "8000"
    assert rows["Créateur 2, rémunération"][1] == "Une commission sur les ventes"
    assert "Créateur 2, cachet, s’il y en a un" not in rows
    assert "Nano, créateurs" not in rows


def test_a_plan_of_names_is_shared_as_it_is(
    reader: FlaskClient,
    session: Session,
    student: Account,
    other: Account,
    signed_in: Callable[[Account], FlaskClient],
) -> None:
    factories.make_cohort(session, student, other)
    save(reader, "Par nom", **TWO)
    number = ids(reader)["Par nom"]
    post(reader, f"/laboratoire/scenarios/{number}/partage")
    fellow = signed_in(other)
    page = fellow.get(f"/laboratoire/partages/{number}").text
    assert 'name="by" value="named" checked' in page
    for kept in ('value="=1+1"', 'value="8\u202f000"', 'value="650"', "alert(1)"):
        assert kept in page
    assert "<script>alert" not in page
    assert 'id="who-3"' not in page


def test_one_creator_s_fee_is_not_said_of_each(reader: FlaskClient) -> None:
    reader.set_cookie("locale", "en")
    note = re.search(r'id="who-1-note">([^<]+)<', move(reader, **TWO).text)
    assert note
    assert note[1].startswith("a fee of €650, about ")
    assert "each" not in note[1]


def test_names_too_long_for_an_address_are_kept_all_the_same(reader: FlaskClient) -> None:
    many = {f"who__{number}": "🦊" * 39 + str(number % 10) for number in range(1, MOST + 1)}
    typed = {"by": "named", **many}
    answer = post(reader, "/laboratoire/apercu", **typed)
    assert answer.status_code == 200
    assert answer.text.count("🦊" * 39) >= MOST
    assert 'id="lab-add"' not in answer.text  # no room for one more
    assert "HX-Replace-Url" not in move(reader, **typed).headers
    assert save(reader, "Renards", **typed).status_code == 200
    opened = reader.get(f"/laboratoire/scenarios/{ids(reader)['Renards']}")
    assert opened.status_code == 200
    assert "🦊" * 39 in opened.text


def test_the_most_creators_cost_no_further_statement(reader: FlaskClient, count_sql: Count) -> None:
    many = {f"who__{number}": f"N{number}" for number in range(1, MOST + 1)}
    sent = form(reader, by="named", **many)
    with count_sql() as statements:
        answer = reader.post("/laboratoire/apercu", data=sent, headers=LIVE)
    assert f'<hx-partial id="who-{MOST}-note">' in answer.text
    assert len(statements) <= 2
    with count_sql() as statements:
        assert reader.post("/laboratoire/createurs", data=sent).status_code == 303
    assert len(statements) <= 2
